import type { HistoryEvent, HistoryEventType, ParentInstance } from '../history-event.ts'
import { eventNumbers } from '../wire-json/event-json.ts'
import { allTold, type ImportedHistory, NoHistoryError } from './imported-history.ts'
import { endStatusOf, failureDetailsOf, isRow, numberOf, type Row, shown, textOf } from './json-fields.ts'

/** What each event must hold besides its type and time, by the type of the value; `?` may be null. */
const shapes: Readonly<Record<HistoryEventType, Readonly<Record<string, 'text' | 'text?' | 'number'>>>> = {
  ExecutionStarted: { name: 'text', input: 'text?', executionId: 'text' },
  ExecutionCompleted: { status: 'text', result: 'text?' },
  ExecutionTerminated: { reason: 'text' },
  ExecutionSuspended: { reason: 'text' },
  ExecutionResumed: { reason: 'text' },
  ExecutionRewound: { reason: 'text' },
  OrchestratorStarted: {},
  OrchestratorCompleted: {},
  TaskScheduled: { id: 'number', name: 'text', input: 'text?' },
  TaskCompleted: { taskScheduledId: 'number', result: 'text?' },
  TaskFailed: { taskScheduledId: 'number', reason: 'text', details: 'text' },
  SubOrchestrationInstanceCreated: { id: 'number', name: 'text', instanceId: 'text', input: 'text?' },
  SubOrchestrationInstanceCompleted: { taskScheduledId: 'number', result: 'text?' },
  SubOrchestrationInstanceFailed: { taskScheduledId: 'number', reason: 'text', details: 'text' },
  TimerCreated: { id: 'number', fireAt: 'number' },
  TimerFired: { timerId: 'number', fireAt: 'number' },
  EventSent: { id: 'number', instanceId: 'text', name: 'text', input: 'text?' },
  EventRaised: { name: 'text', input: 'text?' },
  GenericEvent: { data: 'text' },
}

/** A run that was saved here (`RunFile`). Throws a {@link NoHistoryError} that names the event that is none. */
export function fromRunFile(file: Row): ImportedHistory {
  const { version, instance, history } = file
  if (version !== 1)
    throw new NoHistoryError(
      `This run was saved in version ${shown(version)} of the format; version 1 can be read here.`,
    )
  if (!isRow(instance) || !Array.isArray(history)) throw new NoHistoryError('This run file holds no history.')
  const events = history.map(readEvent)
  const started = events.find((event) => event.type === 'ExecutionStarted')
  if (!started) throw new NoHistoryError('This run file holds half a history: ExecutionStarted is missing.')
  return {
    dialect: 'run file',
    instanceId: textOf(instance, 'instanceId'),
    executionId: started.executionId,
    name: started.name,
    ...(started.parent && { parent: started.parent }),
    events,
    untold: allTold,
  }
}

function readEvent(event: unknown, index: number): HistoryEvent {
  const type = isRow(event) ? textOf(event, 'type') : ''
  if (!isRow(event) || !Object.hasOwn(eventNumbers, type))
    throw new NoHistoryError(`Event ${index} of the history is none: ${shown(event)}.`)
  const shape = { at: 'number', ...shapes[type as HistoryEventType] }
  const read: Record<string, unknown> = { type, ...extrasIn(event) }
  for (const [key, kind] of Object.entries(shape)) {
    if (!isOf(kind, event[key])) throw new NoHistoryError(`Event ${index} (${type}): ${key} is ${shown(event[key])}.`)
    read[key] = event[key]
  }
  if (type === 'ExecutionCompleted') endStatusOf(event['status'], `Event ${index} (${type})`)
  return read as unknown as HistoryEvent
}

/** What an event may hold besides, without what is not of its kind: no replay needs it. */
function extrasIn({ version, startedAt, parent, failureDetails }: Row) {
  const [link, details] = [parentIn(parent), failureDetailsOf(failureDetails)]
  return {
    ...(typeof version === 'string' && { version }),
    ...(isOf('number', startedAt) && { startedAt }),
    ...(link && { parent: link }),
    ...(details && { failureDetails: details }),
  }
}

function parentIn(parent: unknown): ParentInstance | undefined {
  if (!isRow(parent)) return undefined
  const taskScheduledId = numberOf(parent, 'taskScheduledId')
  const [name, instanceId, executionId] = [
    textOf(parent, 'name'),
    textOf(parent, 'instanceId'),
    textOf(parent, 'executionId'),
  ]
  return instanceId === '' || taskScheduledId === undefined
    ? undefined
    : { name, instanceId, executionId, taskScheduledId }
}

function isOf(kind: string, value: unknown): boolean {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value)
  return typeof value === 'string' || (kind === 'text?' && value === null)
}
