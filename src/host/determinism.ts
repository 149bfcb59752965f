import type { JsonText } from '#base/json.ts'
import type { Scheduled } from '#durable/history-event.ts'

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

const WAS = 'A previous execution of this orchestration scheduled'
const CHANGED = 'Was a change made to the orchestrator code after this instance had already started running?'

/** The framework's classes, whose names its messages show. */
const actionClasses: Record<Scheduled['type'], string> = {
  TaskScheduled: 'ScheduleTaskOrchestratorAction',
  TimerCreated: 'CreateTimerOrchestratorAction',
  SubOrchestrationInstanceCreated: 'CreateSubOrchestrationAction',
  EventSent: 'SendEventOrchestratorAction',
}

/**
 * Holds one scheduled event of history against what the code asks for under the same sequence number: same kind, same
 * name (case apart). Inputs and times are not compared. Rules D1, D2; throws {@link NonDeterminismError}.
 */
export function checkScheduled(past: Scheduled, now: Scheduled | undefined): void {
  if (now === undefined) throw new NonDeterminismError(missing(past), past)
  if (now.type !== past.type) throw new NonDeterminismError(otherKind(past, actionClasses[now.type]), past)
  if ('name' in past && 'name' in now && past.name.toLowerCase() !== now.name.toLowerCase())
    throw new NonDeterminismError(otherName(past, now.name), past)
}

function missing(past: Scheduled): string {
  const yet = "but the current replay execution hasn't (yet?) scheduled this task."
  switch (past.type) {
    case 'TaskScheduled':
      return `${WAS} an activity task with sequence ID ${past.id} and name '${past.name}' (version ''), ${yet} ${CHANGED}`
    case 'TimerCreated':
      return `${WAS} a timer task with sequence number ${past.id} ${yet} ${CHANGED}`
    case 'SubOrchestrationInstanceCreated':
      return `${WAS} ${child(past)}, ${yet} ${CHANGED}`
    case 'EventSent':
      return `${WAS} a send event task with sequence ID ${past.id}, type 'EventSent' name '${past.name}', instance ID '${past.instanceId}', ${yet} ${CHANGED}`
  }
}

function otherKind(past: Scheduled, action: string): string {
  const but = `but the current orchestration replay instead produced a ${action} action`
  switch (past.type) {
    case 'TaskScheduled':
      return `${WAS} an activity task with sequence number ${past.id} named '${past.name}', ${but} with this sequence number. ${CHANGED}`
    case 'TimerCreated':
      return `${WAS} a timer task with sequence number ${past.id} named ${but} with this sequence number. ${CHANGED}`
    case 'SubOrchestrationInstanceCreated':
      return `${WAS} ${child(past)}, ${but} at this sequence number. ${CHANGED}`
    case 'EventSent':
      return `${WAS} a send event task with sequence ID ${past.id}, type 'EventSent', name '${past.name}', instance ID '${past.instanceId}', but the current orchestration replay instead scheduled a ${action} task at this sequence number. ${CHANGED}`
  }
}

/** Two blanks, one bracket too many and a blank too few are the framework's own. */
function otherName(past: Exclude<Scheduled, { type: 'TimerCreated' }>, name: string): string {
  const instead = 'but the current orchestration replay instead scheduled'
  switch (past.type) {
    case 'TaskScheduled':
      return `${WAS} an activity task with sequence number ${past.id} named '${past.name}', ${instead} an activity task named '${name}' with this sequence number.  ${CHANGED}`
    case 'SubOrchestrationInstanceCreated':
      return `${WAS} ${child(past)}, ${instead} a sub-orchestration task with name ${name} at this sequence number. ${CHANGED}`
    case 'EventSent':
      return `${WAS} a send event task with sequence ID ${past.id}, type 'EventSent', name '${past.name}', instance ID '${past.instanceId}'), ${instead} a send event task with name ${name}at this sequence number. ${CHANGED}`
  }
}

function child({
  id,
  name,
  version = '',
  instanceId,
}: Extract<Scheduled, { type: 'SubOrchestrationInstanceCreated' }>) {
  return `a sub-orchestration task with sequence ID ${id} and name '${name}' (version '${version}', instance ID '${instanceId}')`
}

/** What the code now asks for otherwise than history has it, without the framework noticing. */
export interface Difference {
  readonly id: number
  readonly what: 'input' | 'time'
  /** The function's name; none for a timer. */
  readonly name?: string
  readonly before: string | null
  readonly now: string | null
}

/** Rule D3: compares what {@link checkScheduled} lets pass. */
export function differenceOf(past: Scheduled, now: Scheduled): Difference | undefined {
  const { id } = past
  if (past.type === 'TimerCreated' && now.type === 'TimerCreated')
    return past.fireAt === now.fireAt ? undefined : { id, what: 'time', before: iso(past.fireAt), now: iso(now.fireAt) }
  if (past.type === 'TimerCreated' || now.type === 'TimerCreated' || past.type === 'EventSent') return undefined
  return sameText(past.input, now.input)
    ? undefined
    : { id, what: 'input', name: past.name, before: past.input, now: now.input }
}

const sameText = (a: JsonText | null, b: JsonText | null) => (a ?? 'null') === (b ?? 'null')

const iso = (at: number) => new Date(at).toISOString()
