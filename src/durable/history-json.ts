import { type Json, shownJson } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { assertNever } from '#base/assert.ts'
import type { FailureDetails, HistoryEvent } from './history-event.ts'

export interface HistoryView {
  readonly showHistoryOutput: boolean
  readonly showInput: boolean
}

type Scheduled = Extract<HistoryEvent, { type: 'TaskScheduled' | 'SubOrchestrationInstanceCreated' }>
type Shown = Record<string, Json>

/**
 * `historyEvents` of a status: what was scheduled is folded into what became of it, bookkeeping is left out.
 * As `DurableClient.GetDurableOrchestrationStatusAsync` of the extension does (durable-functions.md 4.4).
 */
export function historyJson(history: readonly HistoryEvent[], view: HistoryView): Json[] {
  const scheduled = new Map<number, Scheduled>()
  const ended = new Set<number>()
  for (const event of history) {
    if (event.type === 'TaskScheduled' || event.type === 'SubOrchestrationInstanceCreated')
      scheduled.set(event.id, event)
    else if ('taskScheduledId' in event) ended.add(event.taskScheduledId)
  }
  return history.flatMap((event) => {
    if ('id' in event && scheduled.get(event.id) === event && ended.has(event.id)) return []
    const origin = 'taskScheduledId' in event ? scheduled.get(event.taskScheduledId) : undefined
    const fields = fieldsOf(event, view)
    return fields
      ? [{ EventType: event.type, ...fields, Timestamp: iso(event.at), ...originOf(event, origin, view) }]
      : []
  })
}

function originOf(event: HistoryEvent, origin: Scheduled | undefined, { showInput }: HistoryView): Shown {
  if (event.type === 'ExecutionStarted') return { FunctionName: event.name }
  if (!origin) return {}
  return { ScheduledTime: iso(origin.at), FunctionName: origin.name, ...(showInput && { Input: origin.input }) }
}

/** What an event shows besides its type and time; `null` for those that are not shown. */
function fieldsOf(event: HistoryEvent, { showHistoryOutput, showInput }: HistoryView): Shown | null {
  const input = (text: string | null): Shown => (showInput ? { Input: text } : {})
  const result = (text: string | null): Shown => (showHistoryOutput ? { Result: shownJson(text) } : {})
  switch (event.type) {
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
      return null
    case 'ExecutionStarted':
      return input(event.input)
    case 'ExecutionCompleted':
      return { OrchestrationStatus: event.status, ...result(event.result), ...failure(event.failureDetails) }
    case 'ExecutionTerminated':
      return input(event.reason)
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return { Reason: event.reason }
    case 'TaskScheduled':
      return { Name: event.name, ...input(event.input) }
    case 'SubOrchestrationInstanceCreated':
      return { Name: event.name, InstanceId: event.instanceId, ...input(event.input) }
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
      return result(event.result)
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
      return { Reason: event.reason, Details: event.details, ...failure(event.failureDetails) }
    case 'TimerCreated':
    case 'TimerFired':
      return { FireAt: iso(event.fireAt) }
    case 'EventSent':
      return { InstanceId: event.instanceId, Name: event.name, ...input(event.input) }
    case 'EventRaised':
      return { Name: event.name, ...input(event.input) }
    case 'GenericEvent':
      return { Data: event.data }
    default:
      return assertNever(event, 'history event')
  }
}

function failure(details: FailureDetails | undefined): Shown {
  return details ? { FailureDetails: details as unknown as Json } : {}
}

function iso(at: EpochMs): string {
  return new Date(at).toISOString()
}
