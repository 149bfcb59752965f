import type { HistoryEvent } from '#durable/history-event.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { answerFrom } from '../../answer.ts'
import { probe } from '../line-probe.ts'
import type { RunningEpisode } from './episode-table.ts'
import { dialect, goOn, type OrchestrationHandler, type OrchestratorRun, runOrchestrator } from './orchestrator-run.ts'
import { ContextShell } from './context-shell.ts'
import { failureOf } from './task-failed-error.ts'

/**
 * An orchestrator's code kept between episodes: it goes on where it waits and is fed only what is new.
 * A setting of ours, off by default: on Azure, code of this language runs from its first line in every episode.
 * The same histories result (a property test of the oracle shows it); what differs is that nothing is seen replaying.
 */
export class KeptRun {
  readonly run: OrchestratorRun
  private readonly context: ContextShell
  /** What the host knows, and how much of it the code had counted then. */
  private told = 0
  private counted = 0
  /** How many sequence numbers history has given. */
  private given = 0

  constructor(handler: OrchestrationHandler, context: { df?: unknown }, episode: RunningEpisode) {
    this.context = new ContextShell(context)
    this.run = runOrchestrator(handler, this.context.face, episode, probe)
    this.given = givenBy(episode.history, 0, this.given)
  }

  /** The same run after the episode's new events. */
  goOn(context: { df?: unknown }, episode: RunningEpisode): this {
    const { execution, df } = this.run
    const { history, ask } = episode
    context.df = df
    this.context.current = context
    episode.isReplaying = () => execution.isReplaying
    this.given = givenBy(history, ask.from, this.given)
    goOn(this.run, history, ask.from)
    return this
  }

  /** What is new to a host that has that many of the actions; all of it, when what it has may have changed its meaning. */
  answer(knownActions: number): OrchestrateAnswer {
    const { execution, df } = this.run
    const hasCancelled = execution.takeCancelled()
    const isAsBefore = this.told === knownActions && !hasCancelled && this.isCarriedOut()
    const answer = answerFrom(execution, dialect, df.customStatus, isAsBefore ? this.told : 0, failureOf)
    this.told = execution.asked.length
    this.counted = execution.sequenceNumber
    return answer
  }

  /**
   * Whether the host has begun all that it was told of: then no change of an input can reach it any more.
   * That the counts are equal says so, unless the two have lost step: ahead in one place and behind in another.
   */
  private isCarriedOut(): boolean {
    return this.given === this.counted && !this.run.execution.isOutOfStep
  }
}

function givenBy(history: readonly HistoryEvent[], from: number, given: number): number {
  let most = given
  for (let i = from; i < history.length; i++) {
    const event = history[i]
    if (event && 'id' in event && event.id >= most) most = event.id + 1
  }
  return most
}
