import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'

/** The events of one episode: first what arrived, then what it decided. */
export interface Turn {
  readonly from: number
  readonly to: number
  /** Its record, when there is one: an imported history may have none. */
  readonly episode: Episode | undefined
}

type Scheduled = Extract<HistoryEvent, { type: 'TaskScheduled' | 'SubOrchestrationInstanceCreated' }>

/** Where the next turn ends. Without a record and without the host's own marks, it ends where events arrive again. */
export function endOfTurn(history: readonly HistoryEvent[], from: number, episode: Episode | undefined): number {
  if (episode !== undefined && episode.from <= from && from < episode.to) return Math.min(episode.to, history.length)
  const limit = Math.min(history.length, episode === undefined ? Infinity : Math.max(from + 1, episode.from))
  let to = from + 1
  while (to < limit && !isNewTurn(history[to - 1], history[to])) to++
  return to
}

function isNewTurn(before: HistoryEvent | undefined, event: HistoryEvent | undefined): boolean {
  if (event === undefined || before === undefined) return false
  return event.type === 'OrchestratorStarted' || (isDecision(before) && isArrival(event))
}

function isDecision({ type }: HistoryEvent): boolean {
  return (
    type === 'TaskScheduled' ||
    type === 'SubOrchestrationInstanceCreated' ||
    type === 'TimerCreated' ||
    type === 'EventSent' ||
    type === 'OrchestratorCompleted'
  )
}

/** Whether an event is an answer that the orchestrator was waiting for, or might have been. */
export function isArrival({ type }: HistoryEvent): boolean {
  return (
    type === 'TaskCompleted' ||
    type === 'TaskFailed' ||
    type === 'SubOrchestrationInstanceCompleted' ||
    type === 'SubOrchestrationInstanceFailed' ||
    type === 'TimerFired' ||
    type === 'EventRaised'
  )
}

/**
 * How what arrived in a turn goes on in what the turn decided. To the person these are one task; to history they are many:
 *
 *     a retry       TaskScheduled 0, TaskFailed 0, TimerCreated 1, TimerFired 1, TaskScheduled 2, …
 *     a long timer  TimerCreated 0 (3 days), TimerFired 0, TimerCreated 1 (3 days), …
 *     callHttp      TaskScheduled 0 (202 Accepted), TimerCreated 1, TimerFired 1, TaskScheduled 2, …
 */
export interface Continuations {
  /** By the id of a task or timer that ended in this turn: the id of the timer it goes on with. */
  readonly timers: ReadonlyMap<number, number>
  /** By the id of a back-off timer that fired in this turn: the id of the next attempt. */
  readonly attempts: ReadonlyMap<number, number>
}

/** What one turn needs to know of those before it. */
export interface Memory {
  /** What a task was scheduled as; the first attempt's event for a later one. */
  scheduledAs(taskId: number): Scheduled | undefined
  /** Whether a timer is the back-off of a task, and of which. */
  backOffOf(timerId: number): Scheduled | undefined
  /** Whether a timer is so long that it may be one of several segments. */
  isSegment(timerId: number): boolean
  /** Whether a task is known to be retried, or known not to be; `undefined` when nothing tells. */
  isRetried(taskId: number): boolean | undefined
}

const none: Continuations = { timers: new Map(), attempts: new Map() }

/** The name under which the host runs `callHttp`. */
const HTTP_ACTIVITY = 'BuiltIn::HttpActivity'

/** Cheap for the turns that have nothing to go on, which are most. */
export function continuationsOf(history: readonly HistoryEvent[], turn: Turn, memory: Memory): Continuations {
  const ended: number[] = []
  const fired: number[] = []
  for (let i = turn.from; i < turn.to; i++) {
    const event = history[i]
    if (event === undefined) break
    if (mayGoOn(event, memory)) ended.push(idOf(event))
    else if (event.type === 'TimerFired' && memory.backOffOf(event.timerId) !== undefined) fired.push(event.timerId)
  }
  if (ended.length === 0 && fired.length === 0) return none
  const own = turn.episode && new Set(turn.episode.trace.yields.flatMap((each) => each.taskIds))
  const isOurs = (id: number) => own !== undefined && own.has(id)
  return {
    timers: timersOf(history, turn, ended, isOurs, memory),
    attempts: attemptsOf(history, turn, fired, isOurs, memory),
  }
}

function mayGoOn(event: HistoryEvent, memory: Memory): boolean {
  if (event.type === 'TaskFailed' || event.type === 'SubOrchestrationInstanceFailed')
    return memory.isRetried(event.taskScheduledId) !== false && memory.scheduledAs(event.taskScheduledId) !== undefined
  if (event.type === 'TaskCompleted') return memory.scheduledAs(event.taskScheduledId)?.name === HTTP_ACTIVITY
  return event.type === 'TimerFired' && memory.isSegment(event.timerId)
}

function idOf(event: HistoryEvent): number {
  if (event.type === 'TimerFired') return event.timerId
  return 'taskScheduledId' in event ? event.taskScheduledId : -1
}

/**
 * The host creates these timers in the order in which their tasks ended. A timer that code asked for itself belongs to a
 * yield of the trace; where there is no trace, a timer is a back-off when the same task is scheduled again after it.
 */
function timersOf(
  history: readonly HistoryEvent[],
  turn: Turn,
  ended: readonly number[],
  isOurs: (id: number) => boolean,
  memory: Memory,
): Map<number, number> {
  const timers: number[] = []
  for (let i = turn.from; i < turn.to; i++) {
    const event = history[i]
    if (event?.type === 'TimerCreated' && !isOurs(event.id)) timers.push(event.id)
  }
  const links = new Map<number, number>()
  const surplus = ended.length - timers.length
  const candidates = surplus > 0 ? ended.filter((id) => memory.isRetried(id) === true || memory.isSegment(id)) : ended
  const tasks = candidates.length >= timers.length ? candidates : ended
  for (const task of tasks) {
    const timer = timers[0]
    if (timer === undefined) break
    if (turn.episode === undefined && !isScheduledAgain(history, turn.to, timer, memory.scheduledAs(task))) continue
    timers.shift()
    links.set(task, timer)
  }
  return links
}

/** Looks ahead: only for histories without a trace. */
function isScheduledAgain(
  history: readonly HistoryEvent[],
  from: number,
  timer: number,
  task: Scheduled | undefined,
): boolean {
  if (task === undefined) return false
  let fired = from
  while (fired < history.length && !isFiring(history[fired], timer)) fired++
  const end = fired < history.length ? endOfTurn(history, fired, undefined) : fired
  for (let i = fired + 1; i < end; i++) if (isSameTask(history[i], task)) return true
  return false
}

function isFiring(event: HistoryEvent | undefined, timer: number): boolean {
  return event?.type === 'TimerFired' && event.timerId === timer
}

function attemptsOf(
  history: readonly HistoryEvent[],
  turn: Turn,
  fired: readonly number[],
  isOurs: (id: number) => boolean,
  memory: Memory,
): Map<number, number> {
  const links = new Map<number, number>()
  const taken = new Set<number>()
  for (const timer of fired) {
    const task = memory.backOffOf(timer)
    for (let i = turn.from; task !== undefined && i < turn.to; i++) {
      const event = history[i]
      if (!isSameTask(event, task) || taken.has(event.id) || isOurs(event.id)) continue
      taken.add(event.id)
      links.set(timer, event.id)
      break
    }
  }
  return links
}

function isSameTask(event: HistoryEvent | undefined, task: Scheduled): event is Scheduled {
  if (event?.type !== task.type || event.name !== task.name) return false
  return task.name === HTTP_ACTIVITY || event.input === task.input
}

/** A timer of exactly this length may be a part of a longer one: the host makes those longer than six days of such parts. */
export const SEGMENT_MS = (3 * 86_400_000) as EpochMs
