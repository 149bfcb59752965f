import { type JsonText, toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { ActionType } from '#durable/action.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'
import { isArrival } from './model/turns.ts'

/**
 * A history drawn as text: a line for a task, a character for a millisecond.
 *
 *     history`
 *       Tokyo    [---] [-]     an activity, twice
 *       Seattle  [--x          failed
 *       Paris      [----       still going
 *       Lima     [::--]        picked up late: it stood in a queue
 *       Charge   [-x..[--]     one task: failed, waited, tried again
 *       ~        [----]        a timer that fired;  [----|  one that is due there
 *       &Child   [----]        a sub-orchestration
 *       @cart    [--]  !       an entity: an operation with its answer, and a signal
 *       #a,b     [..--]        a lock: asked for, held, released
 *       !Approve      !        an external event that arrived
 *       ?Approve [----!        … and the wait for it;  !--[  one that came too early
 *       >other        !        an event sent to another orchestration
 *       ^        S--R T W      suspended, resumed, terminated, rewound
 *       *        A  O          here the code waits for all, for any of what it asks for
 *       =             ]        the execution completed;  x  failed;  >  continued as new
 *     `
 */
export function history(drawing: TemplateStringsArray): HistoryEvent[] {
  return marksOf(drawing.join(''))
    .flatMap(({ events }) => events)
    .toSorted((a, b) => a.at - b.at)
}

/** The same with the host's own lines and the record of each episode: one at each time at which anything is drawn. */
export function run(drawing: TemplateStringsArray): { history: HistoryEvent[]; episodes: Episode[] } {
  const marks = marksOf(drawing.join(''))
  const times = [...new Set(marks.flatMap(({ events, asks }) => [...events, ...asks].map(({ at }) => at)))]
  const drawn: HistoryEvent[] = []
  const episodes: Episode[] = []
  let yields = 0
  for (const at of times.toSorted((a, b) => a - b)) {
    const from = drawn.length
    const events = marks.flatMap((mark) => mark.events.filter((event) => event.at === at))
    const asks = marks.flatMap((mark) => mark.asks.filter((ask) => ask.at === at))
    drawn.push({ type: 'OrchestratorStarted', at })
    drawn.push(...events.filter(isArrival), ...events.filter((event) => !isArrival(event)))
    drawn.push({ type: 'OrchestratorCompleted', at })
    const asked = yieldOf(yields, asks)
    if (asked !== null) yields++
    episodes.push({
      instanceId: 'drawn',
      executionId: 'e',
      build: 'b',
      index: episodes.length,
      startedAt: at,
      endedAt: at,
      from,
      to: drawn.length,
      trace: { replayedYields: asked === null ? yields : yields - 1, yields: asked === null ? [] : [asked] },
    })
  }
  return { history: drawn, episodes }
}

/** What a line of a drawing stands for: its events, and what the code asks for. */
interface Mark {
  readonly events: readonly HistoryEvent[]
  readonly asks: readonly Ask[]
}

interface Ask {
  readonly at: EpochMs
  readonly action: ActionType
  readonly id?: number
  readonly waitsFor?: string
}

function marksOf(drawing: string): Mark[] {
  const ids = { next: 0 }
  return drawing.split('\n').flatMap((line) => {
    const name = /\S+/.exec(line)?.[0] ?? ''
    const body = line.replace(name, ' '.repeat(name.length))
    const rest = name.slice(1)
    switch (name[0]) {
      case undefined:
        return []
      case '!':
        return points(body, (at) => ({ type: 'EventRaised', at, name: rest, input: null }))
      case '>':
        return points(body, (at) => ({
          type: 'EventSent',
          at,
          id: ids.next++,
          instanceId: rest,
          name: 'Note',
          input: null,
        }))
      case '?':
        return [toWait(rest, body)]
      case '^':
        return [{ events: toCommands(body), asks: [] }]
      case '*':
        return [{ events: [], asks: toCompounds(body) }]
      case '=':
        return [{ events: toEnd(body), asks: [] }]
      case '@':
        return toOperations(name, body, ids)
      case '#':
        return toLocks(rest, body, ids)
      default:
        return [...body.matchAll(/\[[:-]*x?(?:\.+\[[:-]*x?)*[\].|]*/g)].map(({ 0: bar, index }) =>
          toTask(name, bar, index, ids),
        )
    }
  })
}

type Ids = { next: number }

function toTask(name: string, bar: string, from: number, ids: Ids): Mark {
  if (name === '~') return toTimer(bar, from, ids)
  const isChild = name.startsWith('&')
  const events: HistoryEvent[] = []
  const first = ids.next
  const attempts = [...bar.matchAll(/\[(:*)-*([\]x]?)(\.*)/g)]
  for (const { 0: attempt, 1: queue = '', 2: end = '', 3: pause = '', index } of attempts) {
    const at = (from + index) as EpochMs
    const id = ids.next++
    events.push(scheduled(name, id, first, at))
    const to = (at + attempt.length - pause.length - 1) as EpochMs
    if (end === '') continue
    const pickedUp = queue === '' ? {} : { startedAt: (at + queue.length) as EpochMs }
    const ended = { at: to, taskScheduledId: id, ...pickedUp }
    if (end === ']') {
      const type = isChild ? 'SubOrchestrationInstanceCompleted' : 'TaskCompleted'
      events.push({ ...ended, type, result: toJsonText(`${name} done`) })
    } else {
      const type = isChild ? 'SubOrchestrationInstanceFailed' : 'TaskFailed'
      events.push({ ...ended, type, reason: 'drawn so', details: '' })
    }
    if (pause === '') continue
    const timerId = ids.next++
    const fireAt = (to + pause.length + 1) as EpochMs
    events.push({ type: 'TimerCreated', at: to, id: timerId, fireAt })
    if (bar[index + attempt.length] === '[') events.push({ type: 'TimerFired', at: fireAt, timerId, fireAt })
  }
  const kind = isChild ? 'CallSubOrchestrator' : 'CallActivity'
  const isRetried = bar.includes('.')
  return {
    events: inOrder(events),
    asks: [{ at: from as EpochMs, action: isRetried ? `${kind}WithRetry` : kind, id: first }],
  }
}

function scheduled(name: string, id: number, first: number, at: EpochMs): HistoryEvent {
  if (!name.startsWith('&')) return { type: 'TaskScheduled', at, id, name, input: toJsonText(first) }
  const child = { name: name.slice(1), instanceId: `child-${id}`, input: null }
  return { type: 'SubOrchestrationInstanceCreated', at, id, ...child }
}

/** A back-off fires before the next attempt is scheduled. */
function inOrder(events: readonly HistoryEvent[]): HistoryEvent[] {
  const rank = (event: HistoryEvent) => (event.type === 'TaskScheduled' && event.id > 0 ? 1 : 0)
  return events.toSorted((a, b) => a.at - b.at || rank(a) - rank(b))
}

function toTimer(bar: string, from: number, ids: Ids): Mark {
  const id = ids.next++
  const [at, fireAt] = [from as EpochMs, (from + bar.length - 1) as EpochMs]
  const created: HistoryEvent = { type: 'TimerCreated', at, id, fireAt }
  const fired: HistoryEvent = { type: 'TimerFired', at: fireAt, timerId: id, fireAt }
  return { events: bar.endsWith(']') ? [created, fired] : [created], asks: [{ at, action: 'CreateTimer', id }] }
}

function points(body: string, toEvent: (at: EpochMs) => HistoryEvent): Mark[] {
  return [...body.matchAll(/!/g)].map(({ index }) => ({ events: [toEvent(index as EpochMs)], asks: [] }))
}

function toWait(name: string, body: string): Mark {
  const raised = [...body.matchAll(/!/g)].map(({ index }): HistoryEvent => ({
    type: 'EventRaised',
    at: index as EpochMs,
    name,
    input: null,
  }))
  const asks = [...body.matchAll(/\[/g)].map(({ index }): Ask => ({
    at: index as EpochMs,
    action: 'WaitForExternalEvent',
    waitsFor: name,
  }))
  return { events: raised, asks }
}

function toCommands(body: string): HistoryEvent[] {
  return [...body.matchAll(/[SRTW]/g)].map(({ 0: letter, index }): HistoryEvent => {
    const at = index as EpochMs
    if (letter === 'S') return { type: 'ExecutionSuspended', at, reason: '' }
    if (letter === 'R') return { type: 'ExecutionResumed', at, reason: '' }
    if (letter === 'T') return { type: 'ExecutionTerminated', at, reason: '' }
    return { type: 'ExecutionRewound', at, reason: '' }
  })
}

function toCompounds(body: string): Ask[] {
  return [...body.matchAll(/[AO]/g)].map(({ 0: letter, index }) => ({
    at: index as EpochMs,
    action: letter === 'A' ? 'WhenAll' : 'WhenAny',
  }))
}

function toEnd(body: string): HistoryEvent[] {
  const at = body.search(/[\]x>]/)
  const status = body[at] === 'x' ? 'Failed' : body[at] === '>' ? 'ContinuedAsNew' : 'Completed'
  return at === -1 ? [] : [{ type: 'ExecutionCompleted', at: at as EpochMs, status, result: null }]
}

function toOperations(name: string, body: string, ids: Ids): Mark[] {
  return [...body.matchAll(/\[-*([\]x]?)|!/g)].map(({ 0: bar, 1: end = '', index }) => {
    const [at, to] = [index as EpochMs, (index + bar.length - 1) as EpochMs]
    const requestId = `request-${ids.next}`
    const request = { op: 'add', input: '1', id: requestId, signal: bar === '!' }
    const sent: HistoryEvent = {
      type: 'EventSent',
      at,
      id: ids.next++,
      instanceId: `${name}@k`,
      name: 'op',
      input: toJsonText(request),
    }
    if (end === '') return { events: [sent], asks: [] }
    const answer = end === ']' ? { result: '2' } : { result: '"no"', exceptionType: 'Error' }
    const asks: Ask[] = [{ at, action: 'CallEntity', id: ids.next - 1 }]
    return { events: [sent, { type: 'EventRaised', at: to, name: requestId, input: toJsonText(answer) }], asks }
  })
}

function toLocks(names: string, body: string, ids: Ids): Mark[] {
  return [...body.matchAll(/\[(\.*)(-*)(\]?)/g)].map(({ 1: asking = '', 2: holding = '', 3: end = '', index }) => {
    const requestId = `lock-${ids.next}`
    const instanceId = `@${names.split(',')[0]}@k`
    const lockset = names.split(',').map((name) => ({ name, key: 'k' }))
    const send = (at: number, name: string, request: unknown): HistoryEvent => ({
      type: 'EventSent',
      at: at as EpochMs,
      id: ids.next++,
      instanceId,
      name,
      input: toJsonText(request),
    })
    const events = [send(index, 'op', { lockset, id: requestId, pos: 0 })]
    const held = index + 1 + asking.length
    if (holding !== '')
      events.push({ type: 'EventRaised', at: held as EpochMs, name: requestId, input: '{}' as JsonText })
    if (end !== '') events.push(send(held + holding.length, 'release', { id: requestId, parent: 'drawn' }))
    return { events, asks: [{ at: index as EpochMs, action: 'LockEntities', id: ids.next }] }
  })
}

/** What the code asks for at one time is one yield. */
function yieldOf(index: number, asks: readonly Ask[]): FirstYield | null {
  const [first] = asks
  if (first === undefined) return null
  const compound = asks.find(({ action }) => action === 'WhenAll' || action === 'WhenAny')
  const action = compound?.action ?? (asks.length > 1 ? 'WhenAll' : first.action)
  const waitsFor = asks.flatMap((ask) => ask.waitsFor ?? [])
  const taskIds = asks.flatMap(({ id }) => id ?? [])
  return { index, action, taskIds, ...(waitsFor.length > 0 && { waitsFor }) }
}
