import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Failure, HistoryEvent, Scheduled } from '../history-event.ts'
import { allTold, type Untold } from './imported-history.ts'

type Bare<E> = E extends HistoryEvent ? Omit<E, 'at' | 'id' | 'taskScheduledId' | 'timerId'> : never

/**
 * A line of a history that tells no sequence numbers: what was scheduled is folded into what became of it. `time` is in
 * milliseconds, with fractions.
 */
export type Told =
  | { readonly kind: 'other'; readonly time: number; readonly event: Bare<Exclude<HistoryEvent, Scheduled>> }
  /** It was scheduled and has not ended, or its end is another line. */
  | { readonly kind: 'scheduled'; readonly time: number; readonly task: ToldTask }
  | {
      readonly kind: 'ended'
      readonly time: number
      readonly scheduledAt: number
      readonly task: ToldTask
      readonly outcome: { readonly result: JsonText | null } | Failure
    }
  | { readonly kind: 'fired'; readonly time: number; readonly fireAt: EpochMs | undefined }

/** `undefined`: not told. */
export interface ToldTask {
  readonly type: Scheduled['type']
  readonly name: string
  readonly input: JsonText | null | undefined
  readonly instanceId: string | undefined
  readonly fireAt: EpochMs | undefined
}

interface Task extends ToldTask {
  readonly time: number
  readonly told: Told
  id: number
}

/**
 * A history as it was written, from what is told of it in the order in which things ended. Numbers are given in the order
 * of scheduling, as the framework gives them; episodes begin where something ends after something was scheduled.
 */
export function untoldHistory(told: readonly Told[]): { events: HistoryEvent[]; untold: Untold } {
  const tasks = numbered(told)
  const firing = timersOf(told, tasks)
  const own = new Map(tasks.map((task) => [task.told, task]))
  const events: HistoryEvent[] = []
  const placed = new Set<Task>()
  const place = (task: Task | undefined) => {
    if (!task || placed.has(task)) return
    placed.add(task)
    events.push(scheduledEvent(task))
  }
  let next = 0
  const placeBefore = (time: number) => {
    for (let task = tasks[next]; task && task.time < time; task = tasks[++next])
      if (task.told.kind === 'ended') place(task) // of the others the place is told
  }
  for (const [index, line] of told.entries()) {
    const task = own.get(line) ?? tasks[firing.get(index) ?? -1]
    placeBefore(isTheEnd(line) ? Infinity : line.time)
    place(task)
    if (line.kind !== 'scheduled') events.push(endEvent(line, task?.id ?? -1))
  }
  placeBefore(Infinity)
  return { events: inEpisodes(events), untold: { ...allTold, ...untoldOf(tasks), times: true } }
}

function isTheEnd(line: Told): boolean {
  return line.kind === 'other' && line.event.type === 'ExecutionCompleted'
}

function numbered(told: readonly Told[]): Task[] {
  const tasks = told.flatMap((line): Task[] => {
    if (line.kind === 'scheduled') return [{ ...line.task, time: line.time, told: line, id: 0 }]
    return line.kind === 'ended' ? [{ ...line.task, time: line.scheduledAt, told: line, id: 0 }] : []
  })
  const inOrder = tasks.toSorted((a, b) => a.time - b.time)
  for (const [id, task] of inOrder.entries()) task.id = id
  return inOrder
}

/** Which timer each `TimerFired` is of, by its place: that of the same time, else the first that is open. */
function timersOf(told: readonly Told[], tasks: readonly Task[]): Map<number, number> {
  const open = tasks.filter(({ type }) => type === 'TimerCreated')
  const firing = new Map<number, number>()
  for (const [index, line] of told.entries()) {
    if (line.kind !== 'fired') continue
    const same = open.findIndex(({ fireAt }) => line.fireAt !== undefined && fireAt === line.fireAt)
    const [timer] = open.splice(Math.max(0, same), 1)
    if (timer) firing.set(index, timer.id)
  }
  return firing
}

function scheduledEvent({ type, id, time, name, input = null, instanceId = '', fireAt }: Task): HistoryEvent {
  const at = Math.floor(time) as EpochMs
  switch (type) {
    case 'TaskScheduled':
      return { type, at, id, name, input }
    case 'TimerCreated':
      return { type, at, id, fireAt: fireAt ?? at }
    case 'SubOrchestrationInstanceCreated':
    case 'EventSent':
      return { type, at, id, name, instanceId, input }
  }
}

function endEvent(line: Exclude<Told, { kind: 'scheduled' }>, id: number): HistoryEvent {
  const at = Math.floor(line.time) as EpochMs
  if (line.kind === 'other') return { ...line.event, at } as HistoryEvent
  if (line.kind === 'fired') return { type: 'TimerFired', at, timerId: id, fireAt: line.fireAt ?? at }
  const prefix = line.task.type === 'TaskScheduled' ? 'Task' : 'SubOrchestrationInstance'
  if ('result' in line.outcome) return { type: `${prefix}Completed`, at, taskScheduledId: id, ...line.outcome }
  return { type: `${prefix}Failed`, at, taskScheduledId: id, ...line.outcome }
}

/** An episode takes what has come, then schedules. */
function inEpisodes(events: readonly HistoryEvent[]): HistoryEvent[] {
  const all: HistoryEvent[] = []
  let at = 0 as EpochMs
  let batch: HistoryEvent[] = []
  let isDeciding = true
  const end = () => {
    if (batch.length === 0) return
    all.push({ type: 'OrchestratorStarted', at }, ...batch, { type: 'OrchestratorCompleted', at })
    batch = []
  }
  for (const event of events) {
    const decides = 'id' in event || event.type === 'ExecutionCompleted'
    if (isDeciding && !decides) end()
    if (!decides) at = Math.max(at, event.at) as EpochMs
    isDeciding = decides
    batch.push(event)
  }
  end()
  return all
}

function untoldOf(tasks: readonly Task[]): Pick<Untold, 'order' | 'inputs' | 'children'> {
  const order: number[][] = []
  for (const { time, id } of tasks) {
    const before = order.at(-1)
    if (before && tasks[before[0] ?? 0]?.time === time) before.push(id)
    else order.push([id])
  }
  const idsWhere = (is: (task: Task) => boolean) => tasks.filter(is).map(({ id }) => id)
  return {
    order: order.filter(({ length }) => length > 1),
    inputs: idsWhere(({ type, input }) => type !== 'TimerCreated' && input === undefined),
    children: idsWhere(
      ({ type, instanceId }) => type === 'SubOrchestrationInstanceCreated' && instanceId === undefined,
    ),
  }
}
