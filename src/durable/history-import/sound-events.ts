import type { EndStatus, FailureDetails, HistoryEvent, ParentInstance } from '../history-event.ts'
import { type ImportedHistory, NoHistoryError } from './imported-history.ts'
import { isRow, shown } from './json-fields.ts'

/** The last millisecond that a calendar holds. */
const LAST = 8.64e15
/** Failures within failures beyond this depth are left out. */
const DEEPEST = 20

const endStatuses: ReadonlySet<string> = new Set<EndStatus | 'Canceled'>([
  'Completed',
  'Failed',
  'Terminated',
  'ContinuedAsNew',
  'Canceled',
])

/**
 * A history whose times, numbers and texts are what their types say, whoever wrote the file: what shows it and replays it
 * need not look again. What is optional and something else is left out. Throws a {@link NoHistoryError} that names the event.
 */
export function soundHistory(history: ImportedHistory): ImportedHistory {
  const { parent, ...rest } = history
  const events = history.events.map(soundEvent)
  return { ...rest, ...parentIn(parent), events }
}

function soundEvent(event: HistoryEvent, index: number): HistoryEvent {
  const what = `Event ${index} (${event.type})`
  for (const time of ['at', 'fireAt'])
    if (time in event && !isTime(fieldOf(event, time)))
      throw new NoHistoryError(`${what} has no time that a calendar holds: ${time} is ${shown(fieldOf(event, time))}.`)
  for (const number of ['id', 'taskScheduledId', 'timerId'])
    if (number in event && !isSequenceNumber(fieldOf(event, number)))
      throw new NoHistoryError(`${what} has no sequence number: ${number} is ${shown(fieldOf(event, number))}.`)
  for (const text of ['name', 'instanceId', 'executionId', 'reason', 'details', 'data'])
    if (text in event && typeof fieldOf(event, text) !== 'string')
      throw new NoHistoryError(`${what}: ${text} is ${shown(fieldOf(event, text))}.`)
  for (const payload of ['input', 'result'])
    if (payload in event && typeof (fieldOf(event, payload) ?? '') !== 'string')
      throw new NoHistoryError(`${what}: ${payload} is ${shown(fieldOf(event, payload))}.`)
  if (event.type === 'ExecutionCompleted' && !endStatuses.has(event.status))
    throw new NoHistoryError(`${what} says that it ended as ${shown(event.status)}, as no orchestration does.`)
  return withSoundOptions(event)
}

/** The same event when it has none. */
function withSoundOptions(event: HistoryEvent): HistoryEvent {
  if (!('failureDetails' in event || 'parent' in event || 'version' in event || 'startedAt' in event)) return event
  const { failureDetails, parent, version, startedAt, ...rest } = event as HistoryEvent & Record<string, unknown>
  const details = soundDetails(failureDetails)
  return {
    ...rest,
    ...(details && { failureDetails: details }),
    ...parentIn(parent),
    ...(typeof version === 'string' && { version }),
    ...(isTime(startedAt) && { startedAt }),
  } as HistoryEvent
}

function fieldOf(event: HistoryEvent, key: string): unknown {
  return (event as unknown as Record<string, unknown>)[key]
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LAST
}

function isSequenceNumber(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function parentIn(value: unknown): { parent?: ParentInstance } {
  if (!isRow(value)) return {}
  const { name, instanceId, executionId, taskScheduledId } = value
  const isParent = [name, instanceId, executionId].every((text) => typeof text === 'string')
  return isParent && typeof taskScheduledId === 'number' ? { parent: value as unknown as ParentInstance } : {}
}

function soundDetails(value: unknown, depth = 0): FailureDetails | undefined {
  if (!isRow(value) || depth > DEEPEST) return undefined
  const { ErrorType, ErrorMessage, StackTrace, IsNonRetriable, InnerFailure, Properties } = value
  if (typeof ErrorType !== 'string' || typeof ErrorMessage !== 'string') return undefined
  const inner = soundDetails(InnerFailure, depth + 1)
  return {
    ErrorType,
    ErrorMessage,
    ...(typeof StackTrace === 'string' && { StackTrace }),
    ...(typeof IsNonRetriable === 'boolean' && { IsNonRetriable }),
    ...(inner && { InnerFailure: inner }),
    ...(isRow(Properties) && { Properties }),
  }
}
