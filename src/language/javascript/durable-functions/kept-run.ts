import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { Asked } from '#replay/asked.ts'
import type { TimerAsked } from '#replay/timer-tasks.ts'
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
  private told = 0
  /** The timers that the host was told of and that were not cancelled then: cancelling one changes what it knows. */
  private timers: readonly TimerAsked[] = []

  constructor(handler: OrchestrationHandler, context: { df?: unknown }, episode: RunningEpisode) {
    this.context = new ContextShell(context)
    this.run = runOrchestrator(handler, this.context.face, episode, probe)
  }

  /** The same run after the episode's new events. */
  goOn(context: { df?: unknown }, episode: RunningEpisode): this {
    const { execution, df } = this.run
    context.df = df
    this.context.current = context
    episode.isReplaying = () => execution.isReplaying
    goOn(this.run, episode.history, episode.ask.from)
    return this
  }

  /** What is new to a host that has that many of the actions. */
  answer(knownActions: number): OrchestrateAnswer {
    const { execution, df } = this.run
    const isAsBefore = this.told === knownActions && !this.timers.some(({ isCanceled }) => isCanceled)
    const from = isAsBefore ? this.told : 0
    const answer = answerFrom(execution, dialect, df.customStatus, from, failureOf)
    this.timers = [...this.timers, ...timersIn(execution.asked.slice(this.told))].filter(isOpen)
    this.told = execution.asked.length
    return answer
  }
}

const isOpen = ({ isCanceled }: TimerAsked) => !isCanceled

function timersIn(asked: readonly Asked[]): TimerAsked[] {
  return asked.flatMap((each) => {
    if (each.type === 'CreateTimer') return [each]
    return 'actions' in each ? timersIn(each.actions) : []
  })
}
