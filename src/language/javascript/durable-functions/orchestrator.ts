import type { CodeLine, EpisodeTrace } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { toAnswer } from '../../answer.ts'
import { codeLineOf } from '../code-line.ts'
import { probe } from '../line-probe.ts'
import { episodeOf, type RunningEpisode } from './episode-table.ts'
import { KeptRun } from './kept-run.ts'
import { dialect, type OrchestrationHandler, type OrchestratorRun, runOrchestrator } from './orchestrator-run.ts'
import { failureOf } from './task-failed-error.ts'

/**
 * The handler that is registered for an orchestrator. It replays the episode that its trigger names, at once, and leaves
 * the answer in the episode; what escapes the code is thrown too, as the real SDK throws it.
 */
export function createOrchestrator(handler: OrchestrationHandler) {
  return async (trigger: unknown, context: { df?: unknown }): Promise<null> => {
    const episode = episodeOf(trigger)
    if (episode.lookOn) episode.lookOn(handler, context)
    else if (episode.keep) runKept(handler, context, episode)
    else runReplayed(handler, context, episode)
    return null
  }
}

function runReplayed(handler: OrchestrationHandler, context: { df?: unknown }, episode: RunningEpisode): void {
  const run = runOrchestrator(handler, context, episode, probe)
  const { execution, df } = run
  finish(episode, run, toAnswer(execution, dialect, df.customStatus, episode.told, failureOf))
  episode.asked = execution.asked
}

/** The same code, kept where it stands between its episodes. It is kept only while it waits. */
function runKept(handler: OrchestrationHandler, context: { df?: unknown }, episode: RunningEpisode): void {
  const kept = episode.kept
  delete episode.kept
  const run = kept?.goOn(context, episode) ?? new KeptRun(handler, context, episode)
  const answer = run.answer(episode.ask.knownActions)
  finish(episode, run.run, answer)
  if (answer.outcome.type === 'waiting') episode.kept = run
}

/** Where it was thrown; for what the engine throws, the yield that it was thrown at or into. */
function placeOfFailure({ exception, notes }: OrchestratorRun['execution']): CodeLine | undefined {
  return codeLineOf(exception) ?? probe.at ?? notes.lastLine
}

/** The answer with what its trace can tell besides. */
function finish(episode: RunningEpisode, { execution, tasks, uses }: OrchestratorRun, answer: OrchestrateAnswer): void {
  const failedAt = execution.exception === undefined ? undefined : placeOfFailure(execution)
  const { list: unasked, remembered } = tasks.unasked(codeLineOf)
  const trace: EpisodeTrace = {
    ...answer.trace,
    ...(failedAt && { failedAt }),
    ...(unasked.length > 0 && { unasked }),
    ...(uses.list.length > 0 && { findings: uses.list }),
  }
  episode.result = { ...answer, trace }
  episode.remembered = remembered
}
