import type { HistoryEvent } from '#durable/history-event.ts'
import type { Asked } from '#replay/asked.ts'
import type { OrchestrateAnswer, OrchestrateAsk } from '#wire/language-calls.ts'
import type { PythonEpisode } from './coroutine.ts'
import type { PythonFacts } from './run.ts'

/**
 * The seam between the language worker's plumbing and the replay of one orchestrator, as in the JavaScript worker: an
 * episode is an invocation of the orchestrator's function, and only its token goes through the invocation.
 *
 *     episodes.ts      putEpisode(episode) → token, then invokes the function with the trigger value
 *                      { episode: token, instanceId, parentInstanceId }
 *     replay.ts        finds the episode, replays at once and sets episode.result; the function may then raise what the
 *                      real SDK would raise. A result that is set is the answer all the same.
 */
export interface RunningEpisode {
  readonly ask: OrchestrateAsk
  /** The execution's whole history: what was kept from earlier calls and the new events. */
  readonly history: readonly HistoryEvent[]
  /** What the code asked for in the last episode, when the host still has all of it; else empty. */
  readonly told: readonly Asked[]
  /** Set with `result`: what the code asked for this time. */
  asked?: readonly Asked[]
  /** Set before user code runs; log lines written meanwhile carry its answer. */
  isReplaying?: () => boolean
  /** Somebody only looks on: this replays the code in place of the host's episode, and there is no result. */
  readonly lookOn?: (code: PythonEpisode, facts: PythonFacts) => void
  /** Set when the code waits or has ended; not when the SDK itself failed. */
  result?: OrchestrateAnswer
}

const episodes = new Map<number, RunningEpisode>()
let nextToken = 0

/** The token under which the orchestrator's function finds this episode. */
export function putEpisode(episode: RunningEpisode): number {
  episodes.set(nextToken, episode)
  return nextToken++
}

/** Ends what {@link putEpisode} began. */
export function dropEpisode(token: number): void {
  episodes.delete(token)
}

/** The episode that a trigger names; throws when it names none, as when user code calls an orchestrator by itself. */
export function episodeOf(token: number): RunningEpisode {
  const episode = episodes.get(token)
  if (!episode) throw new Error('This orchestrator was not called by the host.')
  return episode
}
