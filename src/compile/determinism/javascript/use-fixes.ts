import type { AnyNode } from 'acorn'
import type { Fix, TextEdit } from '#durable/fix.ts'
import { isFunction, isNode, type Placed, placed } from '../../nodes.ts'
import { edit, fix, freshName } from '../edits.ts'
import { constantText, dotted, type ModuleCode } from './module-code.ts'
import type { AppCode, ReachedFunction } from './orchestrators.ts'
import type { Use } from './uses.ts'
import { contextAt, isSelfContained, mayYield, newActivity, yielded } from './writing.ts'

/** The ways to write it so that every replay does the same, the best first; none where only a person can tell. */
export function fixesOf({ cause, call, at }: Use, { module, fn, isHandler }: ReachedFunction, app: AppCode): Fix[] {
  const context = cause === 'async' ? '' : contextAt(at)
  if (context === undefined) return []
  switch (cause) {
    case 'clock':
      return clockFixes(at, call, context, module)
    case 'uuid':
      return [fix('Use context.df.newGuid', whole(module, at, `${context}.df.newGuid(${context}.df.instanceId)`))]
    case 'random':
      return randomFixes(at, call, context, module, app)
    case 'environment':
      return settingFixes(at, call, context, module, app)
    case 'timer':
      return timerFixes(at, context, module)
    case 'network':
      return networkFixes(at, call, context, module)
    case 'async':
      return isFunction(at.node)
        ? at.node === fn && isHandler
          ? generatorFixes(at.node, module)
          : []
        : combinatorFixes(at, call, module)
    case 'io':
    case 'state':
      return []
  }
}

function whole(module: ModuleCode, { node }: Placed, text: string): TextEdit {
  return edit(module, node.start, node.end, text)
}

function clockFixes(at: Placed, call: string, context: string, module: ModuleCode): Fix[] {
  const now = `${context}.df.currentUtcDateTime`
  const title = 'Use context.df.currentUtcDateTime'
  switch (call) {
    case 'new Date()':
      return [fix(title, whole(module, at, `new Date(${now})`))]
    case 'Date()':
      return [fix(title, whole(module, at, `${now}.toString()`))]
    case 'Date.now()':
    case 'performance.now()':
      return [fix(title, whole(module, at, `${now}.getTime()`))]
    case 'DateTime.now()':
    case 'DateTime.local()':
    case 'DateTime.utc()': {
      const name = at.node.type === 'CallExpression' ? (dotted(at.node.callee) ?? '').replace(/\.\w+$/, '') : ''
      const zone = call === 'DateTime.utc()' ? ", { zone: 'utc' }" : ''
      return name ? [fix(title, whole(module, at, `${name}.fromJSDate(${now}${zone})`))] : []
    }
    default:
      return []
  }
}

function randomFixes(at: Placed, call: string, context: string, module: ModuleCode, app: AppCode): Fix[] {
  const drawn = inActivity(at, 'drawRandom', context, module, app, 'Draw it in an activity')
  if (call !== 'Math.random()') return drawn
  const steady = `Number.parseInt(${context}.df.newGuid('random').slice(0, 8), 16) / 2 ** 32`
  return [...drawn, fix('Derive it from context.df.newGuid', whole(module, at, `(${steady})`))]
}

/** The same expression in an activity of its own, when it needs nothing that only this place knows. */
function inActivity(
  use: Placed,
  wanted: string,
  context: string,
  module: ModuleCode,
  app: AppCode,
  title: string,
): Fix[] {
  const at = withItsMethods(use)
  if (!mayYield(at) || !isSelfContained(at)) return []
  const name = freshName(
    wanted,
    [...app.modules.values()].map(({ text }) => text),
  )
  const text = module.textOf(at.node)
  const isBytes = /(?:getRandomValues|randomBytes)\([^()]*(?:\([^()]*\))?\)$/.test(text)
  const activity = newActivity(module, name, `() => ${isBytes ? `[...${text}]` : text}`)
  if (!activity) return []
  return [fix(title, whole(module, at, yielded(at, `${context}.df.callActivity('${name}')`)), activity)]
}

/** With what is called on it: `randomBytes(8).toString('hex')` gives a result that history can keep, the bytes alone do not. */
function withItsMethods(at: Placed): Placed {
  const member = at.parent
  const call = member?.parent
  const isMethod = member?.node.type === 'MemberExpression' && at.key === 'object' && call?.key !== undefined
  return isMethod && call?.node.type === 'CallExpression' && member.key === 'callee' ? withItsMethods(call) : at
}

function settingFixes(at: Placed, call: string, context: string, module: ModuleCode, app: AppCode): Fix[] {
  const name = /^process\.env\.(\w+)$/.exec(call)?.[1]
  return name === undefined
    ? []
    : inActivity(
        at,
        `read${name.charAt(0)}${name.slice(1).toLowerCase()}`,
        context,
        module,
        app,
        'Read it in an activity',
      )
}

/** `new Promise((resolve) => setTimeout(resolve, ms))`, which stands where a durable timer should. */
function timerFixes(at: Placed, context: string, module: ModuleCode): Fix[] {
  if (at.node.type !== 'CallExpression' || dotted(at.node.callee) !== 'setTimeout') return []
  const [callback, ms] = at.node.arguments
  const promise = promiseAround(at)
  if (!promise || !ms || !mayYield(promise)) return []
  const executor = promise.node.type === 'NewExpression' ? promise.node.arguments[0] : undefined
  const resolve = executor && isFunction(executor) ? executor.params[0] : undefined
  if (callback?.type !== 'Identifier' || resolve?.type !== 'Identifier' || callback.name !== resolve.name) return []
  const later = constantText(ms) ?? module.textOf(ms)
  const sum = /^[\w.]+$/.test(later) ? later : `(${later})`
  const timer = `${context}.df.createTimer(new Date(${context}.df.currentUtcDateTime.getTime() + ${sum}))`
  return [fix('Use a durable timer', whole(module, promise, yielded(promise, timer)))]
}

function promiseAround(at: Placed): Placed | undefined {
  for (let each = at.parent, steps = 0; each && steps < 4; each = each.parent, steps++)
    if (each.node.type === 'NewExpression') return dotted(each.node.callee) === 'Promise' ? each : undefined
  return undefined
}

function networkFixes(at: Placed, call: string, context: string, module: ModuleCode): Fix[] {
  if (call !== 'fetch()' || at.node.type !== 'CallExpression' || at.node.arguments.length !== 1 || !mayYield(at))
    return []
  if (at.parent?.node.type === 'MemberExpression') return []
  const [url] = at.node.arguments
  const text = url ? module.textOf(url) : ''
  const called = `${context}.df.callHttp({ method: 'GET', url: ${text} })`
  return [fix('Use context.df.callHttp', whole(module, at, yielded(at, called)))]
}

const combinators: Readonly<Record<string, string>> = {
  'Promise.all()': 'all',
  'Promise.race()': 'any',
  'Promise.any()': 'any',
}

function combinatorFixes(at: Placed, call: string, module: ModuleCode): Fix[] {
  const name = combinators[call]
  const context = contextAt(at)
  if (name === undefined || context === undefined || at.node.type !== 'CallExpression' || !mayYield(at)) return []
  const { callee, end } = at.node
  const text = `${context}.df.Task.${name}${module.text.slice(callee.end, end)}`
  return [fix(`Use context.df.Task.${name}`, whole(module, at, yielded(at, text)))]
}

/**
 * An orchestrator that is written as an asynchronous function, or as a plain one, as the generator it should be: only when
 * all that it waits for are durable tasks.
 */
export function generatorFixes(fn: AnyNode, module: ModuleCode): Fix[] {
  if (!isFunction(fn)) return []
  const head = generatorHead(fn, module)
  const awaits = [...placed(fn.body)].filter(({ node }) => node.type === 'AwaitExpression')
  const isDurable = awaits.every(
    ({ node }) => node.type === 'AwaitExpression' && /^[\w$]+\.df\./.test(module.textOf(node.argument)),
  )
  if (!head || !isDurable) return []
  const waits = awaits.flatMap((at) => {
    const { node } = at
    if (node.type !== 'AwaitExpression' || !isNode(node.argument)) return []
    // Only around it: there may be another one inside.
    const [before = '', after = ''] = yielded(at, '…').split('…')
    return [
      edit(module, node.start, node.argument.start, before),
      ...(after === '' ? [] : [edit(module, node.end, node.end, after)]),
    ]
  })
  return [fix('Make it a generator', ...head, ...waits)]
}

type FunctionNode = Extract<AnyNode, { params: unknown }>

/** What turns the head of the function into `function*`. */
function generatorHead(fn: FunctionNode, module: ModuleCode): TextEdit[] | undefined {
  const { text } = module
  if (fn.type !== 'ArrowFunctionExpression') {
    const head = /^(?:async\s+)?function\s*(\*?)/.exec(text.slice(fn.start, fn.body.start))
    return head ? [edit(module, fn.start, fn.start + head[0].length, 'function*')] : undefined
  }
  const [first] = fn.params
  if (fn.body.type !== 'BlockStatement' || !first || fn.params.length > 1) return undefined
  const before = text.slice(fn.start, first.start)
  const after = text.slice(first.end, fn.body.start)
  if (!/^(?:async\b)?\s*\(?\s*$/.test(before) || !/^\s*\)?\s*=>\s*$/.test(after)) return undefined
  return [edit(module, fn.start, first.start, 'function* ('), edit(module, first.end, fn.body.start, ') ')]
}
