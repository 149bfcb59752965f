import type { HistoryEvent, HistoryEventType, ParentInstance } from '../history-event.ts'

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
export function eventJson(event: HistoryEvent, isPlayed: boolean, time: WriteTime): Record<string, unknown> {
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
