import type { AnyNode, Pattern } from 'acorn'
import { isFunction, isNode, type Placed } from './nodes.ts'

/** Words that name no variable here, whatever the code's strictness. */
const noNames: ReadonlySet<string> = new Set(['arguments', 'await', 'yield', 'let', 'eval', '__line'])

/** More than anybody reads, and a bound for what is generated. */
const mostNames = 100

/**
 * The variables that code at this place can name, from the outermost function's to the innermost block's, each name once.
 * The module's own are left out: they are no part of an orchestrator's state.
 */
export function namesInScope(at: Placed, known: Map<AnyNode, readonly string[]>): string[] {
  const scopes: (readonly string[])[] = []
  let pending: (readonly string[])[] = []
  for (let each: Placed | undefined = at; each !== undefined; each = each.parent) {
    pending.push(declaredIn(each, known))
    if (!isFunction(each.node)) continue
    scopes.push(...pending) // what lies outside of every function is never pushed
    pending = []
  }
  const names = new Set<string>()
  for (const scope of scopes.toReversed()) for (const name of scope) names.add(name)
  for (const name of noNames) names.delete(name)
  return [...names].slice(-mostNames)
}

function declaredIn({ node }: Placed, known: Map<AnyNode, readonly string[]>): readonly string[] {
  const before = known.get(node)
  if (before) return before
  const names = [...declarations(node)]
  known.set(node, names)
  return names
}

function* declarations(node: AnyNode): Generator<string> {
  if (isFunction(node)) {
    for (const parameter of node.params) yield* namesOf(parameter)
    if (isNode(node.body)) yield* hoisted(node.body) // an overload has none
    return
  }
  switch (node.type) {
    case 'BlockStatement':
    case 'StaticBlock':
      for (const statement of node.body) yield* lexical(statement)
      break
    case 'SwitchStatement':
      for (const { consequent } of node.cases) for (const statement of consequent) yield* lexical(statement)
      break
    case 'ForStatement':
      if (node.init) yield* lexical(node.init)
      break
    case 'ForInStatement':
    case 'ForOfStatement':
      yield* lexical(node.left)
      break
    case 'CatchClause':
      if (node.param) yield* namesOf(node.param)
      break
    default: // declares nothing
  }
}

function* lexical(node: AnyNode): Generator<string> {
  if (node.type === 'VariableDeclaration' && node.kind !== 'var')
    for (const { id } of node.declarations) yield* namesOf(id)
  if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) yield node.id.name
}

/** The `var`s of a function, wherever in it they stand. */
function* hoisted(body: AnyNode): Generator<string> {
  const waiting: AnyNode[] = [body]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'VariableDeclaration' && node.kind === 'var')
      for (const { id } of node.declarations) yield* namesOf(id)
    if (isFunction(node) && node !== body) continue
    waiting.push(...Object.values(node).flat().filter(isNode).toReversed())
  }
}

/** The names that a pattern declares. */
export function declaredNames(pattern: Pattern): string[] {
  return [...namesOf(pattern)]
}

function* namesOf(pattern: Pattern): Generator<string> {
  const waiting: AnyNode[] = [pattern]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'Identifier') yield node.name
    else waiting.push(...boundBy(node).toReversed())
  }
}

function boundBy(node: AnyNode): AnyNode[] {
  switch (node.type) {
    case 'ObjectPattern':
      return node.properties.map((property) => (property.type === 'Property' ? property.value : property.argument))
    case 'ArrayPattern':
      return node.elements.filter((element) => element !== null)
    case 'AssignmentPattern':
      return [node.left]
    case 'RestElement':
      return [node.argument]
    default:
      return []
  }
}
