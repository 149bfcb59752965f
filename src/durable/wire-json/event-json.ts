import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type {
  EndStatus,
  Failure,
  FailureDetails,
  HistoryEvent,
  HistoryEventType,
  ParentInstance,
} from '../history-event.ts'

/** Azure's numbers for the events of a history. 2 (`ExecutionFailed`), 16 and 18 are never written. */
export const eventNumbers: Readonly<Record<HistoryEventType, number>> = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
  ExecutionRewound: 21,
}

/** How a language's wire writes a time: JavaScript reads ISO with milliseconds, Python wants microseconds. */
export type WriteTime = (epochMs: number) => string

export const isoMilliseconds: WriteTime = (at) => new Date(at).toISOString()
export const isoMicroseconds: WriteTime = (at) => new Date(at).toISOString().replace('Z', '000Z')

/** A history event as a language worker of Azure gets it: PascalCase, numbered, `EventId` -1 where it has none. */
export function eventJson(
  event: HistoryEvent,
  isPlayed: boolean,
  time: WriteTime = isoMilliseconds,
): Record<string, unknown> {
  const { type, at } = event
  const EventId = 'id' in event ? event.id : -1
  return { EventType: eventNumbers[type], EventId, IsPlayed: isPlayed, Timestamp: time(at), ...fieldsOf(event, time) }
}

function fieldsOf(event: HistoryEvent, time: WriteTime): Record<string, unknown> {
  switch (event.type) {
    case 'ExecutionStarted':
      return {
        Name: event.name,
        Version: event.version,
        Input: event.input,
        OrchestrationInstance: { ExecutionId: event.executionId },
        ParentInstance: event.parent && parentJson(event.parent),
      }
    case 'ExecutionCompleted':
      return { OrchestrationStatus: event.status, Result: event.result, FailureDetails: event.failureDetails }
    case 'ExecutionTerminated':
      return { Input: event.reason }
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return { Reason: event.reason }
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
      return {}
    case 'TaskScheduled':
      return { Name: event.name, Version: null, Input: event.input }
    case 'SubOrchestrationInstanceCreated':
      return { Name: event.name, Version: event.version, InstanceId: event.instanceId, Input: event.input }
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
      return { TaskScheduledId: event.taskScheduledId, Result: event.result }
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
      return {
        TaskScheduledId: event.taskScheduledId,
        Reason: event.reason,
        Details: event.details,
        FailureDetails: event.failureDetails,
      }
    case 'TimerCreated':
      return { FireAt: time(event.fireAt) }
    case 'TimerFired':
      return { TimerId: event.timerId, FireAt: time(event.fireAt) }
    case 'EventSent':
      return { InstanceId: event.instanceId, Name: event.name, Input: event.input }
    case 'EventRaised':
      return { Name: event.name, Input: event.input }
    case 'GenericEvent':
      return { Data: event.data }
  }
}

function parentJson({ name, instanceId, executionId, taskScheduledId }: ParentInstance) {
  return {
    Name: name,
    OrchestrationInstance: { InstanceId: instanceId, ExecutionId: executionId },
    TaskScheduleId: taskScheduledId,
  }
}

/** A history event as the wire has it: every key that some event has. */
export interface WireEvent {
  readonly EventType: number
  readonly EventId: number
  readonly Timestamp: string
  readonly Name?: string
  readonly Version?: string | null
  readonly Input?: string | null
  readonly Result?: string | null
  readonly Reason?: string
  readonly Details?: string
  readonly Data?: string
  readonly FailureDetails?: FailureDetails | null
  readonly FireAt?: string
  readonly InstanceId?: string
  readonly OrchestrationStatus?: string
  readonly TaskScheduledId?: number
  readonly TimerId?: number
  readonly OrchestrationInstance?: WireInstance
  readonly ParentInstance?: {
    readonly Name: string
    readonly OrchestrationInstance: WireInstance
    readonly TaskScheduleId: number
  } | null
}

interface WireInstance {
  readonly InstanceId?: string
  readonly ExecutionId?: string
}

/** Reads what {@link eventJson} writes, whether it was played apart. Throws for a number that names no event. */
export function eventFromJson(wire: WireEvent): HistoryEvent {
  const type = eventTypes.find((each) => eventNumbers[each] === wire.EventType)
  if (type === undefined) throw new TypeError(`there is no history event of type ${wire.EventType}`)
  return { ...bareEvent(type, wire), at: msOf(wire.Timestamp) } as HistoryEvent
}

const eventTypes = Object.keys(eventNumbers) as HistoryEventType[]

type Bare = HistoryEvent extends infer E ? (E extends HistoryEvent ? Omit<E, 'at'> : never) : never

function bareEvent(type: HistoryEventType, wire: WireEvent): Bare {
  const { EventId: id, Name: name = '', Reason: reason = '' } = wire
  const input = (wire.Input ?? null) as JsonText | null
  const result = (wire.Result ?? null) as JsonText | null
  const version = typeof wire.Version === 'string' ? { version: wire.Version } : {}
  const taskScheduledId = wire.TaskScheduledId ?? -1
  const fireAt = msOf(wire.FireAt ?? '')
  switch (type) {
    case 'ExecutionStarted':
      return {
        type,
        name,
        input,
        executionId: wire.OrchestrationInstance?.ExecutionId ?? '',
        ...version,
        ...(wire.ParentInstance && { parent: parentOf(wire.ParentInstance) }),
      }
    case 'ExecutionCompleted':
      return { type, status: (wire.OrchestrationStatus ?? 'Completed') as EndStatus, result, ...detailsOf(wire) }
    case 'ExecutionTerminated':
      return { type, reason: input ?? '' }
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return { type, reason }
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
      return { type }
    case 'TaskScheduled':
      return { type, id, name, input }
    case 'SubOrchestrationInstanceCreated':
      return { type, id, name, instanceId: wire.InstanceId ?? '', input, ...version }
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
      return { type, taskScheduledId, result }
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
      return { type, taskScheduledId, reason, details: wire.Details ?? '', ...detailsOf(wire) }
    case 'TimerCreated':
      return { type, id, fireAt }
    case 'TimerFired':
      return { type, timerId: wire.TimerId ?? -1, fireAt }
    case 'EventSent':
      return { type, id, instanceId: wire.InstanceId ?? '', name, input }
    case 'EventRaised':
      return { type, name, input }
    case 'GenericEvent':
      return { type, data: wire.Data ?? '' }
  }
}

const msOf = (iso: string) => Date.parse(iso) as EpochMs

const detailsOf = ({ FailureDetails: details }: WireEvent): Pick<Failure, 'failureDetails'> =>
  details ? { failureDetails: details } : {}

function parentOf(parent: NonNullable<WireEvent['ParentInstance']>): ParentInstance {
  const { InstanceId: instanceId = '', ExecutionId: executionId = '' } = parent.OrchestrationInstance
  return { name: parent.Name, instanceId, executionId, taskScheduledId: parent.TaskScheduleId }
}
