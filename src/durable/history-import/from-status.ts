import type { FailureDetails } from '../history-event.ts'
import { type HistoryDialect, type ImportedHistory, NoHistoryError } from './imported-history.ts'
import {
  endStatusOf,
  failureDetailsOf,
  isRow,
  msOf,
  pascal,
  payloadOf,
  type Row,
  shown,
  shownResultOf,
  textOf,
  timeOf,
} from './json-fields.ts'
import { type Told, type ToldTask, untoldHistory } from './told-history.ts'

/** What the file tells beside its list of events. */
export interface About {
  readonly dialect: HistoryDialect
  readonly instanceId?: string
  readonly name?: string
  readonly input?: ReturnType<typeof payloadOf>
}

/**
 * The `historyEvents` of a status, or the history that Durable Functions Monitor shows: no sequence numbers, and what was
 * scheduled is told with its end. Throws a {@link NoHistoryError} for what is none, or lacks what a replay needs.
 */
export function fromToldEvents(list: readonly unknown[], about: About): ImportedHistory {
  const rows = list.map((item, index) => {
    if (!isRow(item)) throw new NoHistoryError(`Event ${index} of the history is no object: ${shown(item)}.`)
    return pascal(item)
  })
  const isMonitor = rows.some((row) => Object.hasOwn(row, 'DurationInMs'))
  const inOrder = isMonitor ? rows.toSorted((a, b) => timeIn(a) - timeIn(b)) : rows
  const started = inOrder.find((row) => row['EventType'] === 'ExecutionStarted')
  if (!started)
    throw new NoHistoryError(
      'This is half a history: its first event, ExecutionStarted, is missing. Export it whole, without a time filter.',
    )
  const name = textOf(started, 'FunctionName') || textOf(started, 'Name') || about.name || ''
  if (name === '') throw new NoHistoryError('The history does not say which orchestrator it is of.')
  const told = inOrder.flatMap((row, index) => toldLine(row, index, { name, input: about.input, isMonitor }))
  return {
    dialect: isMonitor ? 'Durable Functions Monitor' : about.dialect,
    instanceId: about.instanceId ?? '',
    executionId: '',
    name,
    ...untoldHistory(told),
  }
}

const timeIn = (row: Row) => timeOf(row['Timestamp'], `The event ${textOf(row, 'EventType')}`)

interface Start {
  readonly name: string
  readonly input: About['input']
  readonly isMonitor: boolean
}

/** One event. Nothing for the framework's own bookkeeping. */
function toldLine(row: Row, index: number, start: Start): Told[] {
  const type = textOf(row, 'EventType')
  const what = `Event ${index} (${type || shown(row['EventType'])})`
  const time = timeOf(row['Timestamp'], what)
  const other = (event: Extract<Told, { kind: 'other' }>['event']): Told[] => [{ kind: 'other', time, event }]
  switch (type) {
    case 'ExecutionStarted': {
      const input = payloadOf(row, 'Input') ?? start.input ?? null
      return other({ type, name: start.name, input, executionId: '' })
    }
    case 'ExecutionCompleted':
    case 'ExecutionFailed': {
      const told = textOf(row, 'OrchestrationStatus') || (type === 'ExecutionFailed' ? 'Failed' : 'Completed')
      const status = endStatusOf(told, what)
      const result = shownResultOf(row, 'Result') ?? null
      const failed = status === 'Failed' && typeof row['Result'] === 'string' ? row['Result'] : result
      return other({ type: 'ExecutionCompleted', status, result: failed, ...detailsIn(row) })
    }
    case 'ContinueAsNew':
      return other({
        type: 'ExecutionCompleted',
        status: 'ContinuedAsNew',
        result: shownResultOf(row, 'Result') ?? null,
      })
    case 'ExecutionTerminated':
      return other({ type, reason: textOf(row, 'Input') || textOf(row, 'Reason') })
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return other({ type, reason: textOf(row, 'Reason') || textOf(row, 'Input') })
    case 'EventRaised': {
      const input = payloadOf(row, 'Input')
      if (input === undefined && !start.isMonitor) throw lacks(what, 'input', 'showInput=true')
      return other({ type, name: textOf(row, 'Name'), input: input ?? payloadOf(row, 'Result') ?? null })
    }
    case 'GenericEvent':
      return other({ type, data: textOf(row, 'Data') })
    case 'TaskScheduled':
    case 'SubOrchestrationInstanceCreated':
    case 'TimerCreated':
      return [{ kind: 'scheduled', time, task: taskIn(row, type, what) }]
    case 'EventSent':
      if (payloadOf(row, 'Input') === undefined) throw lacks(what, 'input', 'showInput=true')
      return [{ kind: 'scheduled', time, task: taskIn(row, type, what) }]
    case 'TimerFired':
      return [{ kind: 'fired', time, fireAt: fireAtIn(row, what) }]
    case 'TaskCompleted':
    case 'TaskFailed':
      return [ended(row, time, 'TaskScheduled', what, start)]
    case 'SubOrchestrationInstanceCompleted':
    case 'SubOrchestrationInstanceFailed':
      return [ended(row, time, 'SubOrchestrationInstanceCreated', what, start)]
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
    case 'HistoryState':
      return []
    default:
      throw new NoHistoryError(`${what} is of a type that no history of Durable Functions has.`)
  }
}

function ended(row: Row, time: number, type: ToldTask['type'], what: string, { isMonitor }: Start): Told {
  const scheduledAt = timeOf(row['ScheduledTime'] ?? row['Timestamp'], what)
  const task = taskIn(row, type, what)
  if (textOf(row, 'EventType').endsWith('Failed')) {
    const reason = textOf(row, 'Reason')
    const outcome = { reason, details: textOf(row, 'Details'), ...detailsIn(row) }
    return { kind: 'ended', time, scheduledAt, task, outcome }
  }
  const result = isMonitor ? payloadOf(row, 'Result') : shownResultOf(row, 'Result')
  if (result === undefined) throw lacks(what, 'result', 'showHistoryOutput=true')
  return { kind: 'ended', time, scheduledAt, task, outcome: { result } }
}

function taskIn(row: Row, type: ToldTask['type'], what: string): ToldTask {
  return {
    type,
    name: textOf(row, 'Name') || textOf(row, 'FunctionName'),
    input: payloadOf(row, 'Input'),
    instanceId: textOf(row, 'InstanceId') || textOf(row, 'SubOrchestrationId') || undefined,
    fireAt: fireAtIn(row, what),
  }
}

function fireAtIn(row: Row, what: string): ToldTask['fireAt'] {
  return Object.hasOwn(row, 'FireAt') ? msOf(row['FireAt'], what) : undefined
}

function detailsIn(row: Row): { failureDetails?: FailureDetails } {
  const failureDetails = failureDetailsOf(row['FailureDetails'])
  return failureDetails ? { failureDetails } : {}
}

function lacks(what: string, lacking: string, flag: string): NoHistoryError {
  return new NoHistoryError(
    `${what} does not tell its ${lacking}, and a replay needs it. Ask for the status with showHistory=true&showHistoryOutput=true&showInput=true (${flag} was missing).`,
  )
}
