import type { AnyNode, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression } from 'acorn'

type AnyFunction = Extract<AnyNode, FunctionDeclaration | FunctionExpression | ArrowFunctionExpression>

/** A node with the way up from it. */
export interface Placed {
  readonly node: AnyNode
  readonly parent: Placed | undefined
  /** Under which name the parent holds it. */
  readonly key: string
}

/** Every node of the tree in the order of the source, each knowing its parents. The stack is its own, as trees may be deep. */
export function* placed(program: AnyNode): Generator<Placed> {
  const waiting: Placed[] = [{ node: program, parent: undefined, key: '' }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    yield next
    const children: Placed[] = []
    for (const [key, value] of Object.entries(next.node)) {
      for (const child of Array.isArray(value) ? value : [value])
        if (isNode(child) && !isType(child)) children.push({ node: child, parent: next, key })
    }
    children.sort((a, b) => b.node.start - a.node.start) // the last is taken first
    for (const child of children) waiting.push(child)
  }
}

/** Parts of a TypeScript tree that are no code: what they name are types. */
function isType({ type }: { readonly type: string }): boolean {
  return type.startsWith('TS') && !codeInTypeScript.has(type)
}

const codeInTypeScript: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSEnumDeclaration',
  'TSEnumMember',
])

export function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

export function isFunction(node: AnyNode): node is AnyFunction {
  return 'params' in node
}

/** The function whose body holds the node; none for what runs when the module is loaded. */
export function functionAround({ parent }: Placed): Placed | undefined {
  for (let at = parent; at !== undefined; at = at.parent) if (isFunction(at.node)) return at
  return undefined
}
