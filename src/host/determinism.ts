import type { HistoryEvent } from '#durable/history-event.ts'

/** The events with which an execution schedules work, each with its sequence number. */
export type Scheduled = Extract<
  HistoryEvent,
  { type: 'TaskScheduled' | 'TimerCreated' | 'SubOrchestrationInstanceCreated' | 'EventSent' }
>

/** The code asks for something else than its history says. The message is the Durable Task Framework's, to the letter. */
export class NonDeterminismError extends Error {
  override readonly name = 'NonDeterminismError'
  /** The event of history that the code no longer matches. */
  readonly expected: Scheduled

  constructor(message: string, expected: Scheduled) {
    super(`Non-Deterministic workflow detected: ${message}`)
    this.expected = expected
  }
}

const CHANGED = 'Was a change made to the orchestrator code after this instance had already started running?'

const actionNames: Record<Scheduled['type'], string> = {
  TaskScheduled: 'ScheduleOrchestrator',
  TimerCreated: 'CreateTimer',
  SubOrchestrationInstanceCreated: 'CreateSubOrchestration',
  EventSent: 'SendEvent',
}

/**
 * Holds one scheduled event of history against what the code asks for under the same sequence number: same kind, same
 * name (case apart). Inputs and times are not compared. Rules D of `RULES.md`; throws {@link NonDeterminismError}.
 */
export function checkScheduled(past: Scheduled, now: Scheduled | undefined): void {
  if (now === undefined) throw new NonDeterminismError(missing(past), past)
  if (now.type !== past.type) throw new NonDeterminismError(otherKind(past, now), past)
  if ('name' in past && 'name' in now && past.name.toLowerCase() !== now.name.toLowerCase())
    throw new NonDeterminismError(otherName(past, now.name), past)
}

function missing(past: Scheduled): string {
  const yet = "but the current replay execution hasn't (yet?) scheduled this task."
  const was = 'A previous execution of this orchestration scheduled'
  switch (past.type) {
    case 'TaskScheduled':
      return `${was} an activity task with sequence ID ${past.id} and name '${past.name}' (version ''), ${yet} ${CHANGED}`
    case 'TimerCreated':
      return `${was} a timer task with sequence number ${past.id} ${yet} ${CHANGED}`
    case 'SubOrchestrationInstanceCreated':
      return `${was} a sub-orchestration task with sequence ID ${past.id} and name '${past.name}' (version '${past.version ?? ''}', instance ID '${past.instanceId}'), ${yet} ${CHANGED}`
    case 'EventSent':
      return `${was} a send event task with sequence ID ${past.id}, type 'EventSent' name '${past.name}', instance ID '${past.instanceId}', ${yet} ${CHANGED}`
  }
}

function otherKind(past: Scheduled, now: Scheduled): string {
  const { id } = past
  const action = actionNames[now.type]
  const was = 'A previous execution of this orchestration scheduled'
  const but = `but the current orchestration replay instead produced a ${action} action`
  switch (past.type) {
    case 'TaskScheduled':
      return `${was} an activity task with sequence number ${id} named '${past.name}', ${but} with this sequence number. ${CHANGED}`
    case 'TimerCreated':
      return `${was} a timer task with sequence number ${id} named ${but} with this sequence number. ${CHANGED}`
    case 'SubOrchestrationInstanceCreated':
      return `${was} a sub-orchestration task with sequence ID ${id} and name '${past.name}' (version '${past.version ?? ''}', instance ID '${past.instanceId}'), ${but} at this sequence number. ${CHANGED}`
    case 'EventSent':
      return `${was} a send event task with sequence ID ${id}, type 'EventSent' name '${past.name}', instance ID '${past.instanceId}', ${but} with this sequence number. ${CHANGED}`
  }
}

function otherName(past: Scheduled & { readonly name: string }, name: string): string {
  const was = 'A previous execution of this orchestration scheduled'
  switch (past.type) {
    case 'SubOrchestrationInstanceCreated':
      return `${was} a sub-orchestration task with sequence ID ${past.id} and name '${past.name}' (version '${past.version ?? ''}', instance ID '${past.instanceId}'), but the current orchestration replay instead scheduled a sub-orchestration task with name ${name} at this sequence number. ${CHANGED}`
    default:
      return `${was} an activity task with sequence number ${past.id} named '${past.name}', but the current orchestration replay instead scheduled an activity task named '${name}' with this sequence number.  ${CHANGED}`
  }
}
