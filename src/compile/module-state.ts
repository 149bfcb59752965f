import type { AnyNode, Identifier, MemberExpression, VariableDeclarator } from 'acorn'
import { functionAround, isFunction, isNode, placed, type Placed } from './nodes.ts'
import { declaredNames, namesInScope } from './scope.ts'

/** A place inside a function where it changes a variable of the module, or reads one that functions change. */
export interface StateUse {
  readonly node: AnyNode
  readonly name: string
  readonly isChange: boolean
  readonly at: Placed
}

/** Methods that change the list, map or set that they are called on. */
const changing: ReadonlySet<string> = new Set([
  'push',
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'add',
  'delete',
  'clear',
])

/**
 * Where functions of a module use what outlives a call of them: variables of the module that a function assigns, and its
 * lists, maps and objects that a function changes. A variable that only the module itself sets, while it loads, is a constant.
 */
export function stateUses(program: AnyNode, nodes: readonly Placed[] = [...placed(program)]): StateUse[] {
  const own = ownVariables(program)
  if (own.size === 0) return []
  const known = new Map<AnyNode, readonly string[]>()
  const isOwn = (name: string, at: Placed) =>
    own.has(name) && functionAround(at) !== undefined && !namesInScope(at, known).includes(name)
  const changes = nodes.flatMap((at) => {
    const name = changedBy(at)
    return name !== undefined && isOwn(name, at) ? [{ node: at.node, name, isChange: true, at }] : []
  })
  const changed = new Set(changes.map(({ name }) => name))
  const reads = nodes.flatMap((at) => {
    const { node } = at
    if (node.type !== 'Identifier' || !changed.has(node.name) || !isRead(at) || isPartOfChange(at)) return []
    return isOwn(node.name, at) ? [{ node, name: node.name, isChange: false, at }] : []
  })
  return [...changes, ...reads]
}

/** Variables of the module that do not stand for another module: what happens to those is read there. */
function ownVariables(program: AnyNode): ReadonlySet<string> {
  const statements = program.type === 'Program' ? program.body : []
  return new Set(statements.flatMap((statement) => [...topLevel(statement)]))
}

function* topLevel(statement: AnyNode): Generator<string> {
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration) yield* topLevel(statement.declaration)
  if (statement.type !== 'VariableDeclaration') return
  for (const declarator of statement.declarations) if (!isRequired(declarator)) yield* declaredNames(declarator.id)
}

function isRequired({ init }: VariableDeclarator): boolean {
  const waiting: AnyNode[] = init ? [init] : []
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === 'CallExpression') {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require') return true
      waiting.push(...node.arguments)
    }
    if (node.type === 'MemberExpression') waiting.push(node.object)
  }
  return false
}

/** The variable that this node assigns, or whose value it changes. */
function changedBy({ node }: Placed): string | undefined {
  if (node.type === 'AssignmentExpression') return rootOf(node.left)
  if (node.type === 'UpdateExpression') return rootOf(node.argument)
  if (node.type === 'UnaryExpression' && node.operator === 'delete') return memberRoot(node.argument)
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined
  const { property, computed, object } = node.callee
  return !computed && property.type === 'Identifier' && changing.has(property.name) ? rootOf(object) : undefined
}

function rootOf(node: AnyNode): string | undefined {
  return node.type === 'Identifier' ? node.name : memberRoot(node)
}

function memberRoot(node: AnyNode): string | undefined {
  let at: AnyNode = node
  while (at.type === 'MemberExpression') at = (at as MemberExpression).object
  return at !== node && at.type === 'Identifier' ? (at as Identifier).name : undefined
}

/** An identifier that stands for the value of a variable, where code can be put around it. */
function isRead({ node, parent, key }: Placed): boolean {
  const around = parent?.node
  if (!around) return false
  switch (around.type) {
    case 'MemberExpression':
      return key === 'object' || around.computed
    case 'Property':
      return key === 'value' && !around.shorthand && parent.parent?.node.type === 'ObjectExpression'
    case 'AssignmentExpression':
      return key === 'right'
    case 'VariableDeclarator':
      return key === 'init'
    case 'AssignmentPattern':
      return key === 'right'
    case 'UnaryExpression':
      return around.operator !== 'typeof' && around.operator !== 'delete'
    case 'ForInStatement':
    case 'ForOfStatement':
      return key === 'right'
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return key === 'value' || around.computed
    case 'UpdateExpression':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ArrayPattern':
    case 'RestElement':
    case 'CatchClause':
    case 'ClassDeclaration':
    case 'ClassExpression':
    case 'ExportSpecifier':
    case 'MetaProperty':
      return false
    default:
      return !isFunction(around) || key === 'body' ? isNode(node) : false
  }
}

/** The variable's own name in what changes it: that is told already. */
function isPartOfChange(at: Placed): boolean {
  let child = at
  let around = at.parent
  while (around?.node.type === 'MemberExpression' && child.key === 'object') {
    child = around
    around = around.parent
  }
  if (!around) return false
  if (around.node.type === 'AssignmentExpression') return child.key === 'left'
  return changedBy(around) !== undefined && (child.key === 'argument' || child.key === 'callee')
}
