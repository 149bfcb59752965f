import type { HistoryEvent } from '#durable/history-event.ts'

/** What an event says in the columns of the table. Payloads and texts whole; the table cuts them. */
export interface EventCells {
  /** The sequence number it has or answers, when it has one. */
  readonly id: number | null
  readonly name: string
  readonly payload: string
}

/** The scheduled event's name, by its sequence number: a completion does not carry it. */
export type NameOfTask = (id: number) => string

/** The names under which a history schedules its tasks. */
export function taskNames(history: readonly HistoryEvent[]): NameOfTask {
  const names = new Map<number, string>()
  for (const event of history) {
    if (event.type === 'TaskScheduled' || event.type === 'SubOrchestrationInstanceCreated')
      names.set(event.id, event.name)
  }
  return (id) => names.get(id) ?? ''
}

export function cellsOf(event: HistoryEvent, nameOf: NameOfTask): EventCells {
  switch (event.type) {
    case 'ExecutionStarted':
      return { id: null, name: event.name, payload: event.input ?? '' }
    case 'ExecutionCompleted':
      return { id: null, name: event.status, payload: event.result ?? '' }
    case 'ExecutionTerminated':
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return { id: null, name: '', payload: event.reason }
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
      return { id: null, name: '', payload: '' }
    case 'TaskScheduled':
    case 'SubOrchestrationInstanceCreated':
      return { id: event.id, name: event.name, payload: event.input ?? '' }
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
      return { id: event.taskScheduledId, name: nameOf(event.taskScheduledId), payload: event.result ?? '' }
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
      return { id: event.taskScheduledId, name: nameOf(event.taskScheduledId), payload: event.reason }
    case 'TimerCreated':
      return { id: event.id, name: '', payload: dueAt(event.fireAt) }
    case 'TimerFired':
      return { id: event.timerId, name: '', payload: dueAt(event.fireAt) }
    case 'EventSent':
      return { id: event.id, name: event.name, payload: event.input ?? '' }
    case 'EventRaised':
      return { id: null, name: event.name, payload: event.input ?? '' }
    case 'GenericEvent':
      return { id: null, name: '', payload: event.data }
  }
}

function dueAt(fireAt: number): string {
  return Math.abs(fireAt) <= 8.64e15 ? new Date(fireAt).toISOString() : String(fireAt)
}
