import type { HistoryEvent } from '#durable/history-event.ts'
import { i18n } from '../i18n/i18n.ts'
import { ownWords } from '../run-calls/own-words.ts'

/** What an event says, with what belongs to it: what was asked and what came of it are told together. */
export interface EventFacts {
  readonly type: HistoryEvent['type']
  /** Of the function, the external event, the entity; '' for what has none. */
  readonly name: string
  readonly facts: readonly Fact[]
}

export interface Fact {
  readonly name: string
  /** Payloads as the JSON text they came as. */
  readonly text: string
}

/** `undefined`: there is no such event. */
export function eventFacts(history: readonly HistoryEvent[], position: number): EventFacts | undefined {
  const event = history[position]
  if (event === undefined) return undefined
  const id = taskIdOf(event)
  if (id === undefined) return { type: event.type, name: 'name' in event ? event.name : '', facts: said(event) }
  const asked = 'id' in event ? event : history.slice(0, position).findLast((each) => 'id' in each && each.id === id)
  const answer = 'id' in event ? history.slice(position).find((each) => answers(each, id)) : event
  const facts = [asked, answer].flatMap((each) => (each === undefined ? [] : said(each)))
  return { type: event.type, name: asked !== undefined && 'name' in asked ? asked.name : '', facts }
}

function taskIdOf(event: HistoryEvent): number | undefined {
  if ('taskScheduledId' in event) return event.taskScheduledId
  if ('timerId' in event) return event.timerId
  return 'id' in event ? event.id : undefined
}

function answers(event: HistoryEvent, id: number): boolean {
  return !('id' in event) && taskIdOf(event) === id
}

function said(event: HistoryEvent): Fact[] {
  switch (event.type) {
    case 'ExecutionStarted':
    case 'TaskScheduled':
    case 'SubOrchestrationInstanceCreated':
      return payload(i18n._('Input'), event.input)
    case 'TaskCompleted':
    case 'SubOrchestrationInstanceCompleted':
    case 'ExecutionCompleted':
      return payload(i18n._('Result'), event.result)
    case 'TaskFailed':
    case 'SubOrchestrationInstanceFailed':
      return payload(i18n._('Failed'), ownWords(event.failureDetails?.ErrorMessage ?? event.reason))
    case 'EventRaised':
    case 'EventSent':
      return payload(i18n._('Data'), event.input)
    case 'TimerCreated':
      return payload(i18n._('Due'), timeText(event.fireAt))
    case 'ExecutionTerminated':
    case 'ExecutionSuspended':
    case 'ExecutionResumed':
    case 'ExecutionRewound':
      return payload(i18n._('Reason'), event.reason)
    case 'GenericEvent':
      return payload(i18n._('Data'), event.data)
    case 'OrchestratorStarted':
    case 'OrchestratorCompleted':
    case 'TimerFired':
      return []
  }
}

function payload(name: string, text: string | null): Fact[] {
  return text === null || text === '' ? [] : [{ name, text }]
}

function timeText(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at)
}
