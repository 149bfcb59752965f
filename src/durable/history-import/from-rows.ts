import { eventFromJson, eventNumbers, type WireEvent } from '../wire-json/event-json.ts'
import type { HistoryEvent, HistoryEventType } from '../history-event.ts'
import { allTold, type ImportedHistory, NoHistoryError } from './imported-history.ts'
import { endStatusOf, failureDetailsOf, isRow, numberOf, type Row, shown, textOf, timeOf } from './json-fields.ts'

/**
 * Rows of a `…History` table of Azure Storage: one event each, by instance in `PartitionKey` and in the order of `RowKey`.
 * All executions of all instances that the rows are of. Throws a {@link NoHistoryError} that says what is missing.
 */
export function fromTableRows(rows: readonly Row[]): ImportedHistory[] {
  const events = rows.filter((row) => textOf(row, 'RowKey') !== 'sentinel')
  return [...grouped(events, 'PartitionKey')].flatMap(([instanceId, own]) =>
    [...grouped(own.toSorted(byRowKey), 'ExecutionId')].map(([executionId, execution]) =>
      numbered(execution.flatMap(rowEvent), { dialect: 'History table', instanceId, executionId }),
    ),
  )
}

function grouped(rows: readonly Row[], key: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const value = textOf(row, key)
    const group = groups.get(value)
    if (group) group.push(row)
    else groups.set(value, [row])
  }
  return groups
}

/** The numbered events that a language worker is sent: `{ history: [{ EventType: 12, … }] }`. */
export function fromWireEvents(list: readonly unknown[], instanceId: string): ImportedHistory {
  const events = list.map((item, index) => {
    if (!isRow(item)) throw new NoHistoryError(`Event ${index} of the history is no object: ${shown(item)}.`)
    return readEvent(item, Number(item['EventType']), `Event ${index}`)
  })
  return numbered(events, { dialect: 'orchestration trigger', instanceId, executionId: '' })
}

function byRowKey(a: Row, b: Row): number {
  return textOf(a, 'RowKey') < textOf(b, 'RowKey') ? -1 : 1
}

function numbered(
  events: readonly HistoryEvent[],
  about: Pick<ImportedHistory, 'dialect' | 'instanceId' | 'executionId'>,
): ImportedHistory {
  const started = events.find((event) => event.type === 'ExecutionStarted')
  if (!started)
    throw new NoHistoryError(
      `This is half a history: of instance '${about.instanceId}' the event ExecutionStarted is missing. Export all rows of its PartitionKey.`,
    )
  return {
    ...about,
    executionId: about.executionId || started.executionId,
    name: started.name,
    ...(started.parent && { parent: started.parent }),
    events,
    untold: allTold,
  }
}

/** The payloads that are kept in a blob when they are large, and the column that names the blob then. */
const payloads = ['Input', 'Result', 'Reason', 'Details'] as const

/** Nothing for what has no part in a replay. */
function rowEvent(row: Row): HistoryEvent[] {
  const type = textOf(row, 'EventType')
  const what = `The row ${textOf(row, 'RowKey')} (${type || shown(row['EventType'])})`
  for (const name of payloads)
    if (textOf(row, `${name}BlobName`) !== '')
      throw new NoHistoryError(
        `${what} keeps its ${name.toLowerCase()} in a blob (${textOf(row, `${name}BlobName`)}), and the export holds none. Ask for the history over HTTP instead.`,
      )
  if (type === 'HistoryState' || type === '') return []
  if (type === 'ContinueAsNew' || type === 'ExecutionFailed') {
    const OrchestrationStatus = type === 'ContinueAsNew' ? 'ContinuedAsNew' : 'Failed'
    return [readEvent({ ...row, OrchestrationStatus }, eventNumbers.ExecutionCompleted, what)]
  }
  const number = Object.hasOwn(eventNumbers, type) ? eventNumbers[type as HistoryEventType] : undefined
  if (number === undefined) throw new NoHistoryError(`${what} is of a type that no history of Durable Functions has.`)
  return [readEvent(row, number, what)]
}

function readEvent(row: Row, number: number, what: string): HistoryEvent {
  if (!Object.values(eventNumbers).includes(number))
    throw new NoHistoryError(
      `${what} is of a type that no history of Durable Functions has: ${shown(row['EventType'])}.`,
    )
  const isEnd = number === eventNumbers.ExecutionCompleted
  const iso = (key: string) => new Date(Math.floor(timeOf(row[key], what) + 1e-6)).toISOString()
  const wire: Record<string, unknown> = {
    EventType: number,
    EventId: numberOf(row, 'EventId') ?? -1,
    Timestamp: iso(textOf(row, '_Timestamp') === '' ? 'Timestamp' : '_Timestamp'),
    TaskScheduledId: numberOf(row, 'TaskScheduledId'),
    TimerId: numberOf(row, 'TimerId'),
    OrchestrationStatus: isEnd ? endStatusOf(textOf(row, 'OrchestrationStatus') || 'Completed', what) : undefined,
    OrchestrationInstance: objectIn(row, 'OrchestrationInstance') ?? { ExecutionId: textOf(row, 'ExecutionId') },
    ParentInstance: parentIn(row),
    FailureDetails: failureDetailsOf(objectIn(row, 'FailureDetails')),
  }
  for (const name of ['Name', 'Input', 'Result', 'Reason', 'Details', 'Data', 'InstanceId', 'Version'])
    if (typeof row[name] === 'string' && row[name] !== '') wire[name] = row[name]
  if (textOf(row, 'FireAt') !== '') wire['FireAt'] = iso('FireAt')
  return checked(eventFromJson(wire as unknown as WireEvent), what)
}

function checked(event: HistoryEvent, what: string): HistoryEvent {
  const number = 'id' in event ? event.id : 'taskScheduledId' in event ? event.taskScheduledId : 0
  const timer = event.type === 'TimerFired' ? event.timerId : 0
  if (number < 0 || timer < 0) throw new NoHistoryError(`${what} (${event.type}) has no sequence number.`)
  if ('fireAt' in event && Number.isNaN(event.fireAt))
    throw new NoHistoryError(`${what} (${event.type}) has no FireAt.`)
  return event
}

/** Tables keep objects as JSON text. */
function objectIn(row: Row, key: string): Row | undefined {
  const value = row[key]
  if (isRow(value)) return value
  if (typeof value !== 'string' || value === '') return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return isRow(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

function parentIn(row: Row): WireEvent['ParentInstance'] | undefined {
  const parent = objectIn(row, 'ParentInstance')
  const instance = parent?.['OrchestrationInstance']
  if (!parent || !isRow(instance)) return undefined
  return {
    Name: textOf(parent, 'Name'),
    OrchestrationInstance: { InstanceId: textOf(instance, 'InstanceId'), ExecutionId: textOf(instance, 'ExecutionId') },
    TaskScheduleId: numberOf(parent, 'TaskScheduleId') ?? 0,
  }
}
