import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { EpochMs } from '#base/units.ts'
import { ActionWalk, type WalkFacts } from './action-walk.ts'
import type { Scheduled } from './determinism.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'

/** How an instance's execution ends with this episode. */
export type Ending =
  | { readonly status: 'Completed' | 'Failed' | 'Terminated'; readonly output: string | null }
  | { readonly status: 'ContinuedAsNew'; readonly input: string | null }

/** What an episode decided, before it is written. */
export interface Decision {
  readonly scheduled: readonly Scheduled[]
  readonly ending: Ending | undefined
  readonly cancelledTimers: readonly number[]
  readonly openTimers: ReadonlySet<number>
}

/**
 * The host's memory of one execution: its history as far as it is committed, and the walk over its actions.
 * Thrown away and built anew from history whenever that is simpler; nothing in it is durable.
 */
export class ExecutionMemory {
  readonly history: HistoryEvent[]
  private walk: ActionWalk
  private readonly facts: WalkFacts
  private timers: ReadonlySet<number> = new Set()

  constructor(facts: WalkFacts, history: HistoryEvent[]) {
    this.facts = facts
    this.history = history
    this.walk = new ActionWalk(facts)
  }

  /** How many of the code's actions it has seen. */
  get knownActions(): number {
    return this.walk.actionCount
  }

  get diagnoses(): ActionWalk['diagnoses'] {
    return this.walk.diagnoses
  }

  /**
   * What follows from the code's answer to `fresh`, the events after `history`.
   * Throws a `NonDeterminismError` when the code asks for something else than history says.
   */
  decide(instance: Instance, fresh: readonly HistoryEvent[], answer: OrchestrateAnswer): Decision {
    const goesOn = answer.actionsFrom > 0 && answer.actionsFrom === this.walk.actionCount
    if (goesOn) this.goOn(fresh, answer)
    else this.startOver(fresh, answer)
    const scheduled = this.walk.takeScheduled()
    const cancelledTimers = [...this.timers].filter((id) => !this.walk.openTimers.has(id))
    this.timers = new Set(this.walk.openTimers)
    return { scheduled, ending: this.endingOf(instance, answer), cancelledTimers, openTimers: this.timers }
  }

  private goOn(fresh: readonly HistoryEvent[], answer: OrchestrateAnswer): void {
    this.walk.push(answer.actions)
    for (const event of fresh) this.walk.deliver(event)
  }

  private startOver(fresh: readonly HistoryEvent[], answer: OrchestrateAnswer): void {
    this.walk = new ActionWalk(this.facts)
    this.walk.push(answer.actions)
    for (const event of this.history) this.walk.deliver(event)
    for (const event of fresh) this.walk.deliver(event)
  }

  /** Rules O1-O3: the code's outcome counts when all it asked for is resolved and nothing scheduled is open. */
  private endingOf({ name }: Instance, { outcome }: OrchestrateAnswer): Ending | undefined {
    if (outcome.type === 'waiting' || !this.walk.atEnd || this.walk.open.size > 0) return undefined
    if (outcome.type === 'failed') return { status: 'Failed', output: failureText(name, outcome.error) }
    if (this.walk.nextInput) return { status: 'ContinuedAsNew', input: this.walk.nextInput.input }
    return { status: 'Completed', output: outcome.output }
  }
}

/** What a failed instance shows as its output. */
export function failureText(name: string, error: string): string {
  return `Orchestrator function '${name}' failed: ${error}`
}

/** An episode as history tells it. */
export function episodeEvents(
  at: EpochMs,
  fresh: readonly HistoryEvent[],
  decision: Pick<Decision, 'scheduled' | 'ending'>,
): HistoryEvent[] {
  const scheduled = decision.scheduled.map((event): HistoryEvent => ({ ...event, at }))
  const { ending } = decision
  const ended: HistoryEvent[] = ending
    ? [
        {
          type: 'ExecutionCompleted',
          at,
          status: ending.status,
          result: 'output' in ending ? ending.output : ending.input,
        },
      ]
    : []
  return [...fresh, ...scheduled, ...ended, { type: 'OrchestratorCompleted', at }]
}
