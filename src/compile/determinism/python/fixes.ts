import type { Fix } from '#durable/fix.ts'
import { fix } from '../edits.ts'
import { insideOf, type PythonApp, type ReachedFunction } from './app.ts'
import type { PythonModule } from './module.ts'
import { argumentsOf, childOf, nodesIn, type PythonNode } from './tree.ts'
import type { PythonUse } from './uses.ts'
import { contextOf, inActivity, mayYield, named, whole, yielded, yieldInstead } from './writing.ts'

/** The ways to write it so that every replay does the same, the best first; none where only a person can tell. */
export function fixesOf(use: PythonUse, reached: ReachedFunction, app: PythonApp): Fix[] {
  const context = contextOf(reached)
  if (context === undefined) return []
  switch (use.cause) {
    case 'clock':
      return clockFixes(use, context, reached.module)
    case 'uuid':
      return [fix('Use context.new_guid', whole(reached.module, use.node, `${context}.new_guid()`))]
    case 'random':
      return randomFixes(use, context, reached, app)
    case 'environment':
      return settingFixes(use, context, reached, app)
    case 'timer':
      return timerFixes(use.node, use.node, context, reached)
    case 'network':
      return networkFixes(use, context, reached, app)
    case 'async':
      return use.node === reached.fn ? plainFixes(context, reached) : waitFixes(use, context, reached)
    case 'io':
    case 'state':
      return []
  }
}

const USE_NOW = 'Use context.current_utc_datetime'

function clockFixes({ full, node }: PythonUse, context: string, module: PythonModule): Fix[] {
  const now = `${context}.current_utc_datetime`
  const said = (text: string) => [fix(USE_NOW, whole(module, node, text))]
  const { list, named: byName } = argumentsOf(node, module.textOf)
  const zone = list[0] ?? byName.get('tz')
  switch (full) {
    case 'datetime.datetime.now':
    case 'datetime.datetime.utcnow':
    case 'datetime.datetime.today':
      if (zone)
        return said(/\b(?:utc|UTC)$/.test(module.textOf(zone)) ? now : `${now}.astimezone(${module.textOf(zone)})`)
      return [
        ...said(now),
        fix(`${USE_NOW}, without its time zone`, whole(module, node, `${now}.replace(tzinfo=None)`)),
      ]
    case 'datetime.date.today':
      return said(`${now}.date()`)
    case 'time.localtime':
    case 'time.gmtime':
      return said(`${now}.utctimetuple()`)
    case 'time.ctime':
    case 'time.asctime':
      return said(`${now}.ctime()`)
    default:
      return said(full.endsWith('_ns') ? `int(${now}.timestamp() * 1_000_000_000)` : `${now}.timestamp()`)
  }
}

/** What changes its argument, or gives what history cannot keep. */
const noResult = /\.(?:shuffle|seed|setstate|getstate|randbytes|token_bytes|urandom)$/

function randomFixes({ full, node }: PythonUse, context: string, reached: ReachedFunction, app: PythonApp): Fix[] {
  const { module } = reached
  const outer = withItsMembers(node)
  const isLost = noResult.test(full) && outer === node
  const edits = isLost ? undefined : inActivity(outer, 'draw_random', context, reached, app)
  const drawn = edits ? [fix('Draw it in an activity', ...edits)] : []
  const [callee] = node.children
  if (!callee || !full.startsWith('random.') || /\.(?:seed|setstate|getstate)$/.test(full)) return drawn
  const random = named(module, 'random', 'Random')
  const seeded = `${random.name}(${context}.new_uuid()).${full.slice('random.'.length)}`
  return [...drawn, fix('Seed it from context.new_uuid', ...random.edits, whole(module, callee, seeded))]
}

/** With what is asked of it: `requests.get(url).json()` gives a result that history can keep, the response alone does not. */
function withItsMembers(node: PythonNode): PythonNode {
  const { parent } = node
  const isInside =
    (parent?.type === 'MemberExpression' || parent?.type === 'CallExpression') && parent.children[0] === node
  return isInside ? withItsMembers(parent) : node
}

function settingFixes({ call, node }: PythonUse, context: string, reached: ReachedFunction, app: PythonApp): Fix[] {
  const [, name] = /^os\.environ\['(\w+)'\]$/.exec(call) ?? []
  const edits = name === undefined ? undefined : inActivity(node, `read_${name.toLowerCase()}`, context, reached, app)
  return edits ? [fix('Read it in an activity', ...edits)] : []
}

/** A durable timer in the place of `shown`, for as many seconds as `sleep` was given. */
function timerFixes(sleep: PythonNode, shown: PythonNode, context: string, reached: ReachedFunction): Fix[] {
  const { module } = reached
  const [seconds] = argumentsOf(sleep, module.textOf).list
  if (!seconds || !mayYield(shown, reached)) return []
  const timedelta = named(module, 'datetime', 'timedelta')
  const later = `${timedelta.name}(seconds=${module.textOf(seconds)})`
  const timer = `${context}.create_timer(${context}.current_utc_datetime + ${later})`
  return [fix('Use a durable timer', ...timedelta.edits, whole(module, shown, yielded(shown, timer)))]
}

function networkFixes({ full, node }: PythonUse, context: string, reached: ReachedFunction, app: PythonApp): Fix[] {
  const outer = withItsMembers(node)
  const [, verb] = /^requests\.(get|delete|head)$/.exec(full) ?? []
  const { list, named: options } = argumentsOf(node, reached.module.textOf)
  const [url] = list
  if (outer !== node) {
    const edits = inActivity(outer, 'fetch', context, reached, app)
    return edits ? [fix('Do it in an activity', ...edits)] : []
  }
  if (verb === undefined || !url || list.length + options.size > 1 || !mayYield(node, reached)) return []
  const call = `${context}.call_http("${verb.toUpperCase()}", ${reached.module.textOf(url)})`
  return [fix('Use context.call_http', whole(reached.module, node, yielded(node, call)))]
}

/** What `asyncio` waits for, in an orchestrator that is no `async def`. */
function waitFixes({ full, node }: PythonUse, context: string, reached: ReachedFunction): Fix[] {
  if (full === 'asyncio.sleep') return timerFixes(node, node, context, reached)
  if (full !== 'asyncio.gather' || !mayYield(node, reached)) return []
  const { module } = reached
  return [fix('Use context.task_all', whole(module, node, yielded(node, gathered(node, context, module))))]
}

function gathered(node: PythonNode, context: string, module: PythonModule): string {
  const inside = module
    .textOf(node)
    .replace(/^[^(]*\(/, '')
    .replace(/\)$/, '')
    .trim()
  return `${context}.task_all(${/^\*[\w.]+$/.test(inside) ? inside.slice(1) : `[${inside}]`})`
}

/** An `async def` as the `def` it should be: only when all that it waits for are durable tasks, or time. */
function plainFixes(context: string, reached: ReachedFunction): Fix[] {
  const { module, fn } = reached
  const word = childOf(fn, 'async')
  const def = childOf(fn, 'def')
  const inside = insideOf(fn)
  const isOther = inside.some(
    ({ type, children }) => /^(?:For|With)Statement$/.test(type) && children[0]?.type === 'async',
  )
  const waits = inside
    .filter(({ type }) => type === 'AwaitExpression')
    .map((each) => durableWait(each, context, reached))
  if (!word || !def || isOther) return []
  const known = waits.filter((each) => each !== undefined)
  if (known.length < waits.length) return []
  const edits = new Map(known.flatMap(({ edits: each }) => each).map((each) => [`${each.start} ${each.text}`, each]))
  return [fix('Make it a def', whole(module, { ...word, end: def.start }, ''), ...edits.values())]
}

function hasAwait(node: PythonNode): boolean {
  return [...nodesIn(node)].some(({ type }) => type === 'AwaitExpression')
}

/** What `await` waits for, yielded. An import that several need is among the edits of each. */
function durableWait(node: PythonNode, context: string, reached: ReachedFunction): Fix | undefined {
  const { module } = reached
  const [, waited] = node.children
  const [callee] = waited?.type === 'CallExpression' ? waited.children : []
  if (!waited || !callee) return undefined
  if (module.dotted(callee)?.startsWith(`${context}.`)) return fix('', ...yieldInstead(module, node, waited))
  if (hasAwait(waited)) return undefined
  if (module.fullName(callee) === 'asyncio.gather')
    return fix('', whole(module, node, yielded(node, gathered(waited, context, module))))
  if (module.fullName(callee) === 'asyncio.sleep') return timerFixes(waited, node, context, reached)[0]
  return undefined
}
