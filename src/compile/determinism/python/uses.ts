import type { FindingCause } from '#durable/finding.ts'
import { pythonUse } from '#durable/python-uses.ts'
import { assignedBy } from './bindings.ts'
import { insideOf, type ReachedFunction } from './app.ts'
import type { PythonModule } from './module.ts'
import { isGuarded } from './guards.ts'
import { stateUses } from './state.ts'
import { argumentsOf, childOf, type PythonNode, statementOf } from './tree.ts'

/** A place in an orchestrator's code that need not do the same in every replay. */
export interface PythonUse {
  readonly cause: FindingCause
  /** As code says it. */
  readonly call: string
  readonly node: PythonNode
  /** What is called, by its full name; empty for what is no call. */
  readonly full: string
}

/** What the function uses, in the order of its text. What only runs when nothing is replayed is left out. */
export function usesIn({ module, fn, isHandler }: ReachedFunction): PythonUse[] {
  // Of an asynchronous orchestrator nothing else runs.
  if (isHandler && isAsync(fn)) return [{ cause: 'async', call: 'async def', node: fn, full: '' }]
  const states = new Map(stateUses(module).map(({ node, name }) => [node, name]))
  return insideOf(fn)
    .flatMap((node): PythonUse[] => {
      const state = states.get(node)
      if (state !== undefined) return [{ cause: 'state', call: state, node, full: '' }]
      return node.type === 'CallExpression' ? callUse(node, module) : settingUse(node, module)
    })
    .filter(({ node }) => module.isClear(node) && !isGuarded(node, module))
}

function isAsync(fn: PythonNode): boolean {
  return childOf(fn, 'async') !== undefined
}

function callUse(node: PythonNode, module: PythonModule): PythonUse[] {
  const [callee] = node.children
  const full = callee && module.fullName(callee)
  if (full === undefined) return []
  const { list, named } = argumentsOf(node, module.textOf)
  if (full === 'os.getenv' || full === 'os.environ.get') return [setting(list[0], node, module)]
  const cause = causeOf(full, list.length + named.size > 0)
  return cause ? [{ cause, call: `${full.replace(/^datetime\./, '')}()`, node, full }] : []
}

function causeOf(full: string, hasArguments: boolean): FindingCause | undefined {
  const bare = hasArguments ? undefined : pythonUse(`${full}()`)
  const any = /\.[a-z_]\w*$/.test(full) ? pythonUse(full.replace(/\w+$/, '*')) : undefined
  return bare ?? pythonUse(full) ?? any
}

/** `os.environ["X"]`, or `os.environ` as a whole; not where one is set. */
function settingUse(node: PythonNode, module: PythonModule): PythonUse[] {
  const { parent } = node
  if (parent?.type === 'ImportStatement' || module.fullName(node) !== 'os.environ') return []
  if (parent?.type !== 'MemberExpression') return [setting(undefined, node, module)]
  const isSet = assignedBy(statementOf(parent)).includes(parent)
  return childOf(parent, 'PropertyName') || isSet ? [] : [setting(parent.children[2], parent, module)]
}

function setting(name: PythonNode | undefined, node: PythonNode, module: PythonModule): PythonUse {
  const text = module.constantText(name)
  return { cause: 'environment', call: text === undefined ? 'os.environ' : `os.environ['${text}']`, node, full: '' }
}
