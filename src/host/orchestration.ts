import type { EpochMs } from '#base/units.ts'
import type { EndStatus, FailureDetails, HistoryEvent, Scheduled } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { AskedTask } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { ActionWalk, type WalkFacts } from './action-walk.ts'
import { askedAgainst } from './asked-work.ts'
import type { Findings } from './diagnoses.ts'

/** How an instance's execution ends with this episode. */
export type Ending =
  | {
      readonly status: Exclude<EndStatus, 'ContinuedAsNew'>
      readonly output: string | null
      readonly failureDetails?: FailureDetails
    }
  | {
      readonly status: 'ContinuedAsNew'
      readonly input: string | null
      /** External events that the next execution begins with. */
      readonly carriedOver: readonly HistoryEvent[]
    }

/** What an episode decided, before it is written. */
export interface Decision {
  readonly scheduled: readonly Scheduled[]
  readonly ending: Ending | undefined
  readonly isSuspended: boolean
  /** It ends whatever is still under way. */
  readonly isAbrupt?: true
  readonly cancelledTimers: readonly number[]
  readonly openTimers: ReadonlySet<number>
  /** Missing when the code was not asked. */
  readonly findings?: Findings
}

/**
 * The host's memory of one execution: its history as far as it is committed, and the walk over its actions.
 * Thrown away and built anew from history whenever that is simpler; nothing in it is durable.
 */
export class ExecutionMemory {
  readonly history: HistoryEvent[]
  private walk: ActionWalk
  private readonly facts: WalkFacts
  private timers: ReadonlySet<number>

  constructor(facts: WalkFacts, history: HistoryEvent[]) {
    this.facts = facts
    this.history = history
    this.walk = new ActionWalk(facts)
    this.timers = unfired(history)
  }

  /** How many of the code's actions it has seen. */
  get knownActions(): number {
    return this.walk.actionCount
  }

  /**
   * What follows from the code's answer to `fresh`, the events after `history`.
   * Throws a `NonDeterminismError` when the code asks for something else than history says.
   */
  decide(instance: Pick<Instance, 'name'>, fresh: readonly HistoryEvent[], answer: OrchestrateAnswer): Decision {
    const goesOn = answer.actionsFrom > 0 && answer.actionsFrom === this.walk.actionCount
    if (!goesOn) this.walk = new ActionWalk(this.facts)
    this.walk.push(answer.actions, answer.outcome.type !== 'waiting')
    if (!goesOn) for (const event of this.history) this.walk.deliver(event)
    for (const event of fresh) this.walk.deliver(event)

    const { work, isSuspended } = this.walk
    const ending = this.endingOf(instance, answer)
    const cancelledTimers = [...this.timers].filter((id) => !work.openTimers.has(id))
    this.timers = new Set(work.openTimers)
    return {
      scheduled: work.take(),
      ending,
      isSuspended,
      cancelledTimers,
      openTimers: this.timers,
      findings: this.findings(answer),
    }
  }

  /** What the code asked for, for the answer that {@link decide} has just been given, when it told all of it. */
  asked(fresh: readonly HistoryEvent[], answer: OrchestrateAnswer, near: number): readonly AskedTask[] {
    return answer.actionsFrom === 0 ? askedAgainst(this.facts, [...this.history, ...fresh], answer, near) : []
  }

  private findings({ sequenceNumber }: OrchestrateAnswer): Findings {
    const { refusals, work, atEnd, isSuspended, nextInput } = this.walk
    return {
      refusals,
      differences: work.differences,
      hasDrifted: work.nextId > sequenceNumber && !nextInput,
      isBehind: work.nextId < sequenceNumber && refusals.length === 0,
      isStuck: atEnd && work.open.size === 0 && !isSuspended,
    }
  }

  /** Rules O1-O3: the code's outcome counts when all it asked for is resolved and nothing scheduled is open. */
  private endingOf({ name }: Pick<Instance, 'name'>, { outcome }: OrchestrateAnswer): Ending | undefined {
    const { walk } = this
    if (outcome.type === 'waiting' || !walk.atEnd || walk.work.open.size > 0) return undefined
    if (outcome.type === 'failed') {
      const { error, failureDetails } = outcome
      return { status: 'Failed', output: failureText(name, error), ...(failureDetails && { failureDetails }) }
    }
    if (!walk.nextInput) return { status: 'Completed', output: outcome.output }
    return { status: 'ContinuedAsNew', input: walk.nextInput.input, carriedOver: walk.carriedOver }
  }
}

/** Timers of which history does not tell that they fired: some may have been cancelled, which it does not tell either. */
function unfired(history: readonly HistoryEvent[]): Set<number> {
  const created = new Set(history.flatMap((event) => (event.type === 'TimerCreated' ? event.id : [])))
  for (const event of history) if (event.type === 'TimerFired') created.delete(event.timerId)
  return created
}

/** What a failed instance shows as its output. */
export function failureText(name: string, error: string): string {
  return `Orchestrator function '${name}' failed: ${error}`
}

/** An episode as history tells it. */
export function episodeEvents(
  at: EpochMs,
  fresh: readonly HistoryEvent[],
  { scheduled, ending }: Pick<Decision, 'scheduled' | 'ending'>,
): HistoryEvent[] {
  return [
    ...fresh,
    ...scheduled.map((event): HistoryEvent => ({ ...event, at })),
    ...(ending ? [endedEvent(at, ending)] : []),
    { type: 'OrchestratorCompleted', at },
  ]
}

function endedEvent(at: EpochMs, ending: Ending): HistoryEvent {
  const { status } = ending
  const result = 'output' in ending ? ending.output : ending.input
  const details = 'failureDetails' in ending && ending.failureDetails ? { failureDetails: ending.failureDetails } : {}
  return { type: 'ExecutionCompleted', at, status, result, ...details }
}
