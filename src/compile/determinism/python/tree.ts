import type { TreeCursor } from '@lezer/common'
import { parser } from '@lezer/python'

/** A node of Python's grammar, as Lezer calls it. What is left out of a tree are blanks and comments alone. */
export interface PythonNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly parent: PythonNode | undefined
  readonly children: readonly PythonNode[]
}

/** The tree of a file. There is one for every text: what is no Python stands in nodes of the type `⚠`. */
export function pythonTree(text: string): PythonNode {
  const cursor = parser.parse(text).cursor()
  const root = nodeAt(cursor, undefined)
  // Its own way down, without calls: trees may be deep.
  let at = root
  for (;;) {
    if (cursor.firstChild()) {
      const child = nodeAt(cursor, at)
      at.children.push(child)
      at = child
      continue
    }
    while (!cursor.nextSibling()) {
      if (!at.parent) return root
      cursor.parent()
      at = at.parent as GrowingNode
    }
    const sibling = nodeAt(cursor, at.parent)
    ;(at.parent as GrowingNode).children.push(sibling)
    at = sibling
  }
}

type GrowingNode = PythonNode & { readonly children: PythonNode[] }

function nodeAt({ type, from, to }: TreeCursor, parent: PythonNode | undefined): GrowingNode {
  return { type: type.isError ? '⚠' : type.name, start: from, end: to, parent, children: [] }
}

/** The node and all inside it, in the order of the text; of those that are `closed` nothing but themselves. */
export function* nodesIn(node: PythonNode, closed: (node: PythonNode) => boolean = () => false): Generator<PythonNode> {
  const waiting = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next
    if (closed(next)) continue
    for (let i = next.children.length - 1; i >= 0; i--) waiting.push(next.children[i] as PythonNode)
  }
}

export function childOf(node: PythonNode | undefined, type: string): PythonNode | undefined {
  return node?.children.find((child) => child.type === type)
}

/** The sibling that stands so many places after the node; before it when negative. */
export function siblingOf(node: PythonNode, step: number): PythonNode | undefined {
  const siblings = node.parent?.children ?? []
  return siblings[siblings.indexOf(node) + step]
}

const functions: ReadonlySet<string> = new Set(['FunctionDefinition', 'LambdaExpression'])

export function isFunction({ type }: PythonNode): boolean {
  return functions.has(type)
}

/** The function whose code holds the node; none for what runs when the module is loaded. */
export function functionAround({ parent }: PythonNode): PythonNode | undefined {
  for (let at = parent; at; at = at.parent) if (isFunction(at)) return at
  return undefined
}

/** The innermost statement that holds the node, or the node itself. */
export function statementOf(node: PythonNode): PythonNode {
  for (let at: PythonNode | undefined = node; at; at = at.parent)
    if (at.type.endsWith('Statement') || at.type.endsWith('Definition')) return at
  return node
}

/** Without brackets around it. */
export function plain(node: PythonNode): PythonNode {
  const inner = node.type === 'ParenthesizedExpression' ? node.children[1] : undefined
  return inner ? plain(inner) : node
}

/** What a call is given by place, and by name. */
export interface Arguments {
  readonly list: readonly PythonNode[]
  readonly named: ReadonlyMap<string, PythonNode>
}

/** The arguments in a call or a decorator. What a star unpacks counts as one of the list. */
export function argumentsOf(call: PythonNode, textOf: (node: PythonNode) => string): Arguments {
  const given = childOf(call, 'ArgList')?.children ?? []
  const list: PythonNode[] = []
  const named = new Map<string, PythonNode>()
  for (const [index, node] of given.entries()) {
    const before = given[index - 1]
    const name = given[index - 2]
    if (before?.type === 'AssignOp' && name) named.set(textOf(name), node)
    else if (isExpression(node) && given[index + 1]?.type !== 'AssignOp') list.push(node)
  }
  return { list, named }
}

/** Punctuation and words of the language have types in small letters, or none but themselves. */
function isExpression({ type }: PythonNode): boolean {
  return /^[A-Z]/.test(type) && type !== 'AssignOp'
}
