import type { AnyNode } from 'acorn'
import { isFunction, isNode, type Placed } from './nodes.ts'

/** Whether something can be put right before a statement, or only together with it into a block. */
export type Nesting = 'in a list' | 'alone'

/** How a statement that does something is nested; `undefined` for what is none, or must stay where it is. */
export function nestedIn({ node, parent, key }: Placed): Nesting | undefined {
  if (parent === undefined || !doesSomething(node)) return undefined
  switch (parent.node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
      return key === 'body' ? 'in a list' : undefined
    case 'SwitchCase':
      return key === 'consequent' ? 'in a list' : undefined
    case 'IfStatement':
      return key === 'test' ? undefined : 'alone'
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'WithStatement':
      return key === 'body' ? 'alone' : undefined
    default: // a label must stand right before its loop
      return undefined
  }
}

/** Function declarations are done before anything runs, a block is nothing by itself, and `'use strict'` must come first. */
function doesSomething(node: AnyNode): boolean {
  if (node.type === 'ExpressionStatement') return !node.directive
  if (node.type === 'FunctionDeclaration' || node.type === 'BlockStatement' || node.type === 'EmptyStatement')
    return false
  return node.type.endsWith('Statement') || node.type === 'VariableDeclaration' || node.type === 'ClassDeclaration'
}

/**
 * The lines that run when the statement does: of one with a body its head alone, of any other all of it, up to where a
 * function inside it begins, whose own statements tell their lines.
 */
export function linesOf(node: AnyNode): [first: number, last: number] {
  const first = node.loc?.start.line ?? 1
  const head = headOf(node)
  const last = Math.max(...head.map(endOf), first)
  return [first, Math.max(first, Math.min(last, firstBodyIn(head)))]
}

function headOf(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
      return [node.test]
    case 'ForStatement':
      return [node.init, node.test, node.update].filter((part) => part !== null && part !== undefined)
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.right]
    case 'SwitchStatement':
      return [node.discriminant]
    case 'WithStatement':
      return [node.object]
    case 'TryStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'ClassDeclaration':
      return []
    default:
      return [node]
  }
}

function endOf(node: AnyNode): number {
  return node.loc?.end.line ?? 1
}

/** The line on which the first function with a body of statements begins that body. */
function firstBodyIn(nodes: readonly AnyNode[]): number {
  let first = Infinity
  const waiting: AnyNode[] = [...nodes]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if ((node.loc?.start.line ?? 0) > first) continue
    if (isFunction(node) && node.body.type === 'BlockStatement') first = Math.min(first, node.body.loc?.start.line ?? 1)
    else if (node.type === 'ClassExpression') first = Math.min(first, node.body.loc?.start.line ?? 1)
    else waiting.push(...Object.values(node).flat().filter(isNode))
  }
  return first
}
