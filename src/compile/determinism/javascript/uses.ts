import type { AnyNode } from 'acorn'
import type { FindingCause } from '#durable/finding.ts'
import { functionAround, isFunction, type Placed } from '../../nodes.ts'
import { dotted, type ModuleCode, plain } from './module-code.ts'
import { insideOf, type ReachedFunction } from './orchestrators.ts'

/** A place in an orchestrator's code that need not do the same in every replay. */
export interface Use {
  readonly cause: FindingCause
  /** As code says it. */
  readonly call: string
  readonly at: Placed
}

/** Functions of the platform and of packages that come with an app, by their full names. */
const calls: Readonly<Record<string, FindingCause>> = {
  Date: 'clock',
  'Date.now': 'clock',
  'performance.now': 'clock',
  'process.hrtime': 'clock',
  'process.hrtime.bigint': 'clock',
  'process.uptime': 'clock',
  'Math.random': 'random',
  'crypto.getRandomValues': 'random',
  'crypto.randomBytes': 'random',
  'crypto.randomInt': 'random',
  'crypto.randomFillSync': 'random',
  'crypto.randomUUID': 'uuid',
  setTimeout: 'timer',
  setInterval: 'timer',
  setImmediate: 'timer',
  fetch: 'network',
  'http.request': 'network',
  'http.get': 'network',
  'Promise.all': 'async',
  'Promise.allSettled': 'async',
  'Promise.any': 'async',
  'Promise.race': 'async',
  'uuid.v1': 'uuid',
  'uuid.v4': 'uuid',
  'uuid.v6': 'uuid',
  'uuid.v7': 'uuid',
  axios: 'network',
  'axios.request': 'network',
  'axios.get': 'network',
  'axios.post': 'network',
  'axios.put': 'network',
  'axios.patch': 'network',
  'axios.delete': 'network',
  'lodash.random': 'random',
  'lodash.sample': 'random',
  'lodash.sampleSize': 'random',
  'lodash.shuffle': 'random',
  'lodash.now': 'clock',
  'date-fns.isPast': 'clock',
  'date-fns.isFuture': 'clock',
  'date-fns.isToday': 'clock',
  'date-fns.formatDistanceToNow': 'clock',
}

/** Of Node's `fs`, whatever reads or writes: its classes begin with a capital letter. */
const fileFunctions = /^fs(?:[./]promises)?\.[a-z]\w*$/

/** Of packages, the calls without arguments that read the clock. */
const bareCalls: Readonly<Record<string, FindingCause>> = {
  'luxon.DateTime.now': 'clock',
  'luxon.DateTime.utc': 'clock',
  'luxon.DateTime.local': 'clock',
}

/** What the function uses, in the order of its text. What only runs when nothing is replayed is left out. */
export function usesIn({ module, fn }: ReachedFunction): Use[] {
  const inside = insideOf(module, fn)
  const own: Use[] = isFunction(fn) && fn.async ? [asyncUse(fn, module)].filter((use) => use !== undefined) : []
  const found = inside.flatMap((at) => {
    const { node } = at
    const state = module.states.get(node)
    if (state !== undefined) return [{ cause: 'state' as const, call: state, at }]
    if (isFunction(node)) return node.async ? [asyncUse(node, module)].filter((use) => use !== undefined) : []
    return useOf(at, module)
  })
  return [...own, ...found].filter(({ at }) => !isGuarded(at))
}

function asyncUse(fn: AnyNode, module: ModuleCode): Use | undefined {
  const at = module.placeOf(fn)
  const isGenerator = isFunction(fn) && fn.generator
  return at && { cause: 'async', call: isGenerator ? 'async function*' : 'async function', at }
}

function useOf(at: Placed, module: ModuleCode): Use[] {
  const { node } = at
  if (node.type === 'NewExpression')
    return node.arguments.length === 0 && fullName(node.callee, at, module) === 'Date'
      ? [{ cause: 'clock', call: 'new Date()', at }]
      : []
  if (node.type === 'MemberExpression') return settingUse(at, module)
  if (node.type !== 'CallExpression') return []
  const name = fullName(node.callee, at, module)
  if (name === undefined) return []
  const bare = node.arguments.length === 0 && Object.hasOwn(bareCalls, name) ? bareCalls[name] : undefined
  if (bare) return [{ cause: bare, call: `${name.slice(name.indexOf('.') + 1)}()`, at }]
  const cause = fileFunctions.test(name) ? 'io' : Object.hasOwn(calls, name) ? calls[name] : undefined
  return cause ? [{ cause, call: `${name}()`, at }] : []
}

/** `process.env.X`, or `process.env` where no name is written behind it. */
function settingUse(at: Placed, module: ModuleCode): Use[] {
  const { parent, key } = at
  if (fullName(at.node, at, module) !== 'process.env') return []
  if (parent?.node.type !== 'MemberExpression' || key !== 'object')
    return [{ cause: 'environment', call: 'process.env', at }]
  return isAssigned(parent) ? [] : [{ cause: 'environment', call: settingName(parent.node, module), at: parent }]
}

function settingName(node: AnyNode, module: ModuleCode): string {
  return dotted(node) ?? module.textOf(node)
}

function isAssigned({ parent, key }: Placed): boolean {
  return parent?.node.type === 'AssignmentExpression' && key === 'left'
}

/**
 * What a name stands for on the platform, whatever the module calls it: `crypto.randomUUID` also for a `randomUUID` that
 * was imported, `luxon.DateTime.now` for luxon's. `undefined` for the module's own.
 */
function fullName(node: AnyNode, at: Placed, module: ModuleCode): string | undefined {
  const path = dotted(plain(node))
  if (path === undefined) return undefined
  const [head = '', ...rest] = path.replace(/^(?:globalThis|global|self)\./, '').split('.')
  const meaning = module.meaningOf(path.split('.')[0] ?? '', at)
  if (meaning.kind === 'global') return [head, ...rest].join('.').replace(/^crypto\.webcrypto\./, 'crypto.')
  if (meaning.kind !== 'imported') return undefined
  const { from, name } = meaning.imported
  const platform = from.replace(/^node:/, '').replace(/^https$/, 'http')
  const inner = name === '*' || name === 'default' ? rest : [name, ...rest]
  return [platform, ...inner].join('.').replace('crypto.webcrypto.', 'crypto.')
}

/** Inside `if (!context.df.isReplaying)`, or its like: code that is meant to run once. */
function isGuarded(at: Placed): boolean {
  for (let each: Placed | undefined = at; each?.parent; each = each.parent) {
    const around: AnyNode = each.parent.node
    if (around.type === 'IfStatement' || around.type === 'ConditionalExpression') {
      if (each.key === 'consequent' && saysNotReplaying(around.test)) return true
      if (each.key === 'alternate' && saysReplaying(around.test)) return true
    }
    if (around.type === 'LogicalExpression' && each.key === 'right') {
      if (around.operator === '&&' && saysNotReplaying(around.left)) return true
      if (around.operator === '||' && saysReplaying(around.left)) return true
    }
    if (functionAround(each)?.node !== functionAround(each.parent)?.node && isFunction(around) && around.generator)
      break
  }
  return false
}

function saysReplaying(test: AnyNode): boolean {
  return dotted(plain(test))?.endsWith('.isReplaying') ?? false
}

function saysNotReplaying(test: AnyNode): boolean {
  if (test.type === 'UnaryExpression' && test.operator === '!') return saysReplaying(test.argument)
  if (test.type === 'LogicalExpression' && test.operator === '&&')
    return saysNotReplaying(test.left) || saysNotReplaying(test.right)
  return false
}
