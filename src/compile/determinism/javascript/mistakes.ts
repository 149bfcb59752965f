import type { AnyNode, CallExpression } from 'acorn'
import type { Fix } from '#durable/fix.ts'
import type { MistakeCause } from '#durable/problem.ts'
import { functionAround, isFunction, type Placed } from '../../nodes.ts'
import { edit, fix } from '../edits.ts'
import { missingFunction, notYieldedWords, nothingToYieldWords } from '../mistake-words.ts'
import { constantText, dotted, type ModuleCode, plain } from './module-code.ts'
import { type AppCode, insideOf, type ReachedFunction } from './orchestrators.ts'
import { generatorFixes } from './use-fixes.ts'
import { mayYield } from './writing.ts'

export interface Mistake {
  readonly cause: MistakeCause
  readonly message: string
  readonly at: Placed
  readonly fixes: readonly Fix[]
}

/** Methods of `context.df` that make a task, and those that make none. */
const makers =
  /\.df\.(?:callActivity|callActivityWithRetry|callSubOrchestrator|callSubOrchestratorWithRetry|createTimer|waitForExternalEvent|callEntity|callHttp|lock|Task\.all|Task\.any)$/
const oneWay = /\.df\.(?:signalEntity|continueAsNew|setCustomStatus)$/

export function mistakesIn(reached: ReachedFunction, app: AppCode): Mistake[] {
  const { module, fn, isHandler } = reached
  const own = isHandler ? notGenerator(fn, module) : []
  return [...own, ...insideOf(module, fn).flatMap((at) => mistakesAt(at, module, app))]
}

function mistakesAt(at: Placed, module: ModuleCode, app: AppCode): Mistake[] {
  switch (at.node.type) {
    case 'ExpressionStatement':
      return notYielded(at, module)
    case 'YieldExpression':
      return nothingToYield(at, module)
    case 'ThrowStatement':
      return falsyError(at, module)
    case 'CallExpression':
      return unknownFunction(at, at.node, module, app)
    default:
      return []
  }
}

function notGenerator(fn: AnyNode, module: ModuleCode): Mistake[] {
  const at = module.placeOf(fn)
  if (!at || !isFunction(fn) || fn.generator || fn.async) return []
  const message =
    'An orchestrator is a generator: write function* and yield each task. As it stands it fails with "this.generator.next is not a function".'
  return [{ cause: 'no-generator', message, at, fixes: generatorFixes(fn, module) }]
}

function notYielded(at: Placed, module: ModuleCode): Mistake[] {
  const { node } = at
  if (node.type !== 'ExpressionStatement') return []
  const call = plain(node.expression)
  const name = call.type === 'CallExpression' ? dotted(call.callee) : undefined
  if (name === undefined || !makers.test(name)) return []
  const fixes = mayYield(at) ? [fix('Yield it', edit(module, node.start, node.start, 'yield '))] : []
  return [{ cause: 'not-yielded', message: notYieldedWords(name), at, fixes }]
}

function nothingToYield(at: Placed, module: ModuleCode): Mistake[] {
  const { node } = at
  if (node.type !== 'YieldExpression' || node.delegate || !node.argument) return []
  const call = plain(node.argument)
  const name = call.type === 'CallExpression' ? dotted(call.callee) : undefined
  if (name === undefined || !oneWay.test(name)) return []
  return [
    {
      cause: 'nothing-to-yield',
      message: nothingToYieldWords(name, 'fail'),
      at,
      fixes: [fix('Do not yield it', edit(module, node.start, node.argument.start, ''))],
    },
  ]
}

/** Thrown things without a message, where the orchestrator does not catch them itself. */
function falsyError(at: Placed, module: ModuleCode): Mistake[] {
  const { node } = at
  if (node.type !== 'ThrowStatement' || isCaught(at)) return []
  const thrown = plain(node.argument)
  const text = errorWithWords(thrown, module)
  if (text === undefined) return []
  const message =
    'What is thrown here has no message. The Durable extension takes that for no failure, and the instance stays Running for ever. Throw an Error with a message.'
  return [
    {
      cause: 'falsy-error',
      message,
      at,
      fixes: [fix('Throw an Error with a message', edit(module, thrown.start, thrown.end, text))],
    },
  ]
}

function errorWithWords(thrown: AnyNode, module: ModuleCode): string | undefined {
  const words = constantText(thrown)
  if (thrown.type === 'TemplateLiteral' || words) return `new Error(${module.textOf(thrown)})`
  const isEmptyError =
    thrown.type === 'NewExpression' &&
    dotted(thrown.callee) === 'Error' &&
    (constantText(thrown.arguments[0]) ?? '') === '' &&
    thrown.arguments.length <= 1 &&
    (thrown.arguments.length === 0 || constantText(thrown.arguments[0]) === '')
  const isNothing =
    thrown.type === 'Literal' ||
    (thrown.type === 'Identifier' && thrown.name === 'undefined') ||
    (thrown.type === 'ObjectExpression' && thrown.properties.length === 0)
  return isEmptyError || isNothing ? "new Error('The orchestration failed.')" : undefined
}

function isCaught(at: Placed): boolean {
  const fn = functionAround(at)
  for (let each: Placed | undefined = at; each && each !== fn; each = each.parent)
    if (each.key === 'block' && each.parent?.node.type === 'TryStatement' && each.parent.node.handler) return true
  return false
}

/** A call of a function that the app does not have; only when the names of all that it has are written out. */
function unknownFunction(at: Placed, call: CallExpression, module: ModuleCode, app: AppCode): Mistake[] {
  const name = dotted(call.callee) ?? ''
  const isActivity = /\.df\.callActivity(?:WithRetry)?$/.test(name)
  if (!isActivity && !/\.df\.callSubOrchestrator(?:WithRetry)?$/.test(name)) return []
  const [first] = call.arguments
  const called = constantText(first)
  const names = app
    .registered(isActivity ? 'activity' : 'orchestration')
    .map(({ arguments: [given] }) => constantText(given))
  const known = names.filter((each) => each !== undefined)
  if (!app.isComplete || !first || called === undefined || known.length < names.length || known.length === 0) return []
  const missing = missingFunction(isActivity ? 'activity' : 'orchestrator', called, known)
  if (!missing) return []
  const { cause, message, near } = missing
  const quote = module.text.charAt(first.start)
  const fixes =
    near === undefined ? [] : [fix(`Call '${near}'`, edit(module, first.start, first.end, `${quote}${near}${quote}`))]
  return [{ cause, message, at: { node: first, parent: at, key: 'arguments' }, fixes }]
}
