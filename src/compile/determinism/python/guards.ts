import type { PythonModule } from './module.ts'
import { isFunction, type PythonNode, plain } from './tree.ts'

/** Inside `if not context.is_replaying`, or its like: code that is meant to run once. */
export function isGuarded(node: PythonNode, module: PythonModule): boolean {
  for (let at: PythonNode | undefined = node; at?.parent && !isFunction(at); at = at.parent) {
    const test = testOf(at, at.parent)
    if (test && (test.isElse ? saysReplaying(test.node, module) : saysNotReplaying(conditionsOf(test.node), module)))
      return true
    if (isAfterCondition(at, at.parent, module)) return true
  }
  return false
}

/** The condition under which a part of an `if` runs; `isElse` when it runs where that does not hold. */
function testOf(part: PythonNode, { type, children }: PythonNode) {
  const index = children.indexOf(part)
  if (type === 'ConditionalExpression') {
    const [, , node] = children
    return node && index !== 2 ? { node, isElse: index > 2 } : undefined
  }
  if (type !== 'IfStatement' || part.type !== 'Body') return undefined
  const isElse = children[index - 1]?.type === 'else'
  const node = isElse ? children[1] : children[index - 1]
  return node && { node, isElse }
}

/** Behind `not context.is_replaying and`, or `context.is_replaying or`. */
function isAfterCondition(part: PythonNode, around: PythonNode, module: PythonModule): boolean {
  const [left, word, right] = around.children
  if (around.type !== 'BinaryExpression' || right !== part || !left) return false
  const isNegated = around.parent?.type === 'UnaryExpression' && around.parent.children[0]?.type === 'not'
  if (word?.type === 'or') return saysReplaying(left, module) && !isNegated
  return word?.type === 'and' && saysNotReplaying(isNegated ? negated(left) : conditionsOf(left), module)
}

interface Condition {
  readonly node: PythonNode
  readonly isNegated: boolean
}

/** What must hold all together. The grammar takes `not a and b` for `not (a and b)`; Python means `(not a) and b`. */
function conditionsOf(test: PythonNode): readonly Condition[] {
  const { type, children } = plain(test)
  const [first, second, third] = children
  if (type === 'UnaryExpression' && first?.type === 'not' && second) return negated(second)
  if (type === 'BinaryExpression' && second?.type === 'and' && first && third)
    return [...conditionsOf(first), ...conditionsOf(third)]
  return [{ node: test, isNegated: false }]
}

function negated(test: PythonNode): readonly Condition[] {
  if (test.type === 'ParenthesizedExpression') return [{ node: test, isNegated: true }]
  const [first, ...rest] = conditionsOf(test)
  return first ? [{ node: first.node, isNegated: !first.isNegated }, ...rest] : []
}

function saysReplaying(test: PythonNode, module: PythonModule): boolean {
  return module.dotted(plain(test))?.endsWith('.is_replaying') ?? false
}

function saysNotReplaying(conditions: readonly Condition[], module: PythonModule): boolean {
  return conditions.some(({ node, isNegated }) => isNegated && saysReplaying(node, module))
}
