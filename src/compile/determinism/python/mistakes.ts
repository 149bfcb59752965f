import type { Fix } from '#durable/fix.ts'
import type { MistakeCause } from '#durable/problem.ts'
import { edit, fix } from '../edits.ts'
import { missingFunction, notYieldedWords, nothingToYieldWords } from '../mistake-words.ts'
import { insideOf, type PythonApp, type ReachedFunction } from './app.ts'
import { argumentsOf, type PythonNode, plain } from './tree.ts'
import { contextOf, mayYield, whole } from './writing.ts'

export interface PythonMistake {
  readonly cause: MistakeCause
  readonly message: string
  readonly node: PythonNode
  readonly fixes: readonly Fix[]
}

/** Methods of the context that make a task, and those that make none. */
const makers =
  /^(?:call_activity|call_activity_with_retry|call_sub_orchestrator|call_sub_orchestrator_with_retry|create_timer|wait_for_external_event|call_entity|call_http|task_all|task_any)$/
const oneWay = /^(?:signal_entity|continue_as_new|set_custom_status)$/
const callers = /^call_(activity|sub_orchestrator)(?:_with_retry)?$/

/** What will not do what it says, wherever a method of the context is called. */
export function mistakesIn(reached: ReachedFunction, app: PythonApp): PythonMistake[] {
  const context = contextOf(reached)
  return insideOf(reached.fn).flatMap((call) => {
    const [callee] = call.type === 'CallExpression' ? call.children : []
    const name = callee && reached.module.dotted(callee)
    if (context === undefined || !name?.startsWith(`${context}.`) || !reached.module.isClear(call)) return []
    const method = name.slice(context.length + 1)
    return [
      ...(makers.test(method) ? notYielded(call, name, reached) : []),
      ...(oneWay.test(method) ? nothingToYield(call, name, reached) : []),
      ...(callers.test(method) ? unknownFunction(call, method, reached, app) : []),
    ]
  })
}

function notYielded(call: PythonNode, name: string, reached: ReachedFunction): PythonMistake[] {
  const statement = call.parent
  if (statement?.type !== 'ExpressionStatement') return []
  const { module } = reached
  const fixes = mayYield(call, reached) ? [fix('Yield it', edit(module, call.start, call.start, 'yield '))] : []
  return [{ cause: 'not-yielded', message: notYieldedWords(name), node: statement, fixes }]
}

function nothingToYield(call: PythonNode, name: string, { module }: ReachedFunction): PythonMistake[] {
  const around = call.parent
  if (!around?.type.startsWith('Yield') || around.children[1] !== call) return []
  const fixes = [fix('Do not yield it', edit(module, around.start, call.start, ''))]
  return [{ cause: 'nothing-to-yield', message: nothingToYieldWords(name, 'wait for ever'), node: around, fixes }]
}

/** A call of a function that the app does not have; only when the names of all that it has are written out. */
function unknownFunction(
  call: PythonNode,
  method: string,
  { module }: ReachedFunction,
  app: PythonApp,
): PythonMistake[] {
  const isActivity = method.startsWith('call_activity')
  const names = isActivity ? app.activities : app.orchestrators
  const known = names.filter((each) => each !== undefined)
  const { list, named } = argumentsOf(call, module.textOf)
  const given = list[0] ?? named.get('name')
  const called = module.constantText(given && plain(given))
  if (!app.isComplete || !given || called === undefined || known.length < names.length || known.length === 0) return []
  const missing = missingFunction(isActivity ? 'activity' : 'orchestrator', called, known)
  if (!missing) return []
  const { cause, message, near } = missing
  const quote = module.text.charAt(given.start)
  const fixes = near === undefined ? [] : [fix(`Call '${near}'`, whole(module, given, `${quote}${near}${quote}`))]
  return [{ cause, message, node: given, fixes }]
}
