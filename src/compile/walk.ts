import type { AnyNode, Program } from 'acorn'

/** What surrounds a node, as far as the compiler asks. */
export interface Around {
  readonly fn: 'none' | 'sync' | 'async'
  readonly inTry: boolean
  /** A parameter called `require` hides the module's. */
  readonly ownRequire: boolean
}

/** Every node of the tree with what surrounds it. The stack is its own: generated code nests deeper than the engine's. */
export function* walk(program: Program): Generator<readonly [node: AnyNode, around: Around]> {
  const waiting: [AnyNode, Around][] = [[program, { fn: 'none', inTry: false, ownRequire: false }]]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next
    const [node, around] = next
    for (const [key, value] of Object.entries(node)) {
      for (const child of Array.isArray(value) ? value : [value]) {
        if (isNode(child)) waiting.push([child, inside(node, key, around)])
      }
    }
  }
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function inside(node: AnyNode, key: string, around: Around): Around {
  if ('params' in node) {
    const fn = node.async ? 'async' : 'sync'
    return { ...around, fn, ownRequire: around.ownRequire || node.params.some(isRequire) }
  }
  if (node.type === 'StaticBlock' || (node.type === 'PropertyDefinition' && key === 'value')) {
    return { ...around, fn: 'sync' }
  }
  return node.type === 'TryStatement' && key === 'block' ? { ...around, inTry: true } : around
}

function isRequire(node: AnyNode): boolean {
  return node.type === 'Identifier' && node.name === 'require'
}
