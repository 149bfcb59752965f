import { assignedBy, nodesOfScope } from './bindings.ts'
import type { PythonModule } from './module.ts'
import { childOf, functionAround, type PythonNode, siblingOf } from './tree.ts'

/** A place inside a function where it changes a variable of the module, or reads one that functions change. */
export interface StateUse {
  readonly node: PythonNode
  readonly name: string
}

/** Methods that change the list, dictionary, set or queue that they are called on. The language worker knows the same ones. */
const changing: ReadonlySet<string> = new Set([
  'append',
  'appendleft',
  'extend',
  'insert',
  'remove',
  'pop',
  'popleft',
  'popitem',
  'clear',
  'sort',
  'reverse',
  'update',
  'setdefault',
  'add',
  'discard',
])

const known = new WeakMap<PythonModule, readonly StateUse[]>()

/**
 * Where functions of a module use what outlives a call of them: variables of the module that a function assigns, and its
 * lists, dictionaries and objects that a function changes. What only the module itself sets, while it loads, is a constant.
 */
export function stateUses(module: PythonModule): readonly StateUse[] {
  const found = known.get(module) ?? usesOfVariables(module)
  known.set(module, found)
  return found
}

function usesOfVariables(module: PythonModule): readonly StateUse[] {
  const own = ownVariables(module)
  if (own.size === 0) return []
  const isOwn = (variable: PythonNode) => {
    const name = module.textOf(variable)
    return (
      own.has(name) && functionAround(variable) !== undefined && module.meaningOf(name, variable).kind === 'variable'
    )
  }
  const changes = module.nodes.flatMap((node) =>
    changedBy(node, module)
      .filter(isOwn)
      .map((variable) => ({ node, variable, name: module.textOf(variable) })),
  )
  const changed = new Set(changes.map(({ name }) => name))
  const told = new Set(changes.map(({ variable }) => variable))
  const reads = module.nodes.filter(
    (node) => isRead(node) && changed.has(module.textOf(node)) && !told.has(node) && isOwn(node),
  )
  return [...changes, ...reads.map((node) => ({ node, name: module.textOf(node) }))]
}

function ownVariables(module: PythonModule): ReadonlySet<string> {
  const assigned = [...nodesOfScope(module.root)].flatMap(assignedBy)
  return new Set(assigned.filter(({ type }) => type === 'VariableName').map(module.textOf))
}

/** The variables that this node assigns, or whose value it changes. */
function changedBy(node: PythonNode, module: PythonModule): PythonNode[] {
  if (node.type !== 'CallExpression') return assignedBy(node).flatMap(rootOf)
  const [callee] = node.children
  const method = childOf(callee, 'PropertyName')
  return callee && method && changing.has(module.textOf(method)) ? rootOf(callee) : []
}

/** The variable at the beginning of `a.b[c].d`. */
function rootOf(node: PythonNode): PythonNode[] {
  let at: PythonNode | undefined = node
  while (at?.type === 'MemberExpression') at = at.children[0]
  return at?.type === 'VariableName' ? [at] : []
}

/** A name that stands for the value of a variable. */
function isRead(node: PythonNode): boolean {
  if (node.type !== 'VariableName') return false
  switch (node.parent?.type) {
    case 'ScopeStatement':
    case 'ImportStatement':
    case 'FunctionDefinition':
    case 'ClassDefinition':
    case 'CapturePattern':
    case 'KeywordPattern':
    case 'TypeDef':
      return false
    case 'ParamList':
      return siblingOf(node, -1)?.type === 'AssignOp'
    case 'ArgList':
      return siblingOf(node, 1)?.type !== 'AssignOp'
    default:
      return true
  }
}
