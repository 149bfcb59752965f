import type { HistoryEvent } from '#durable/history-event.ts'
import type { Remembered } from '#replay/made-tasks.ts'
import type { Asked } from '#replay/asked.ts'
import type { OrchestrateAnswer, OrchestrateAsk } from '#wire/language-calls.ts'
import type { KeptRun } from './kept-run.ts'
import type { OrchestrationHandler } from './orchestrator-run.ts'

/**
 * The seam between the language worker's plumbing and the replay of one orchestrator.
 *
 * An orchestrator is a registered function like any other, so an episode is an invocation: hooks run, and the
 * InvocationContext is real. But history is not sent through the invocation as text; only its token is.
 *
 *     episodes.ts      putEpisode(episode) → token, then invokes the function with the trigger value
 *                      { episode: token, instanceId, parentInstanceId }
 *     orchestrator.ts  createOrchestrator(fn) gives the registered handler (trigger, context) => Promise<unknown>:
 *                      it finds the episode with episodeOf(trigger), replays at once, in the same turn,
 *                      and sets episode.result. It may then throw what the real SDK would throw, so that
 *                      post-invocation hooks see it: a result that is set is the answer all the same.
 *     episodes.ts      takes episode.result. None: a hook threw or replaced the handler, and the episode fails
 *                      with that error.
 */
export interface RunningEpisode {
  readonly ask: OrchestrateAsk
  /** The execution's whole history: what was kept from earlier calls and the new events. */
  readonly history: readonly HistoryEvent[]
  /**
   * What the code asked for in the last episode, when the host still has all of it (its length is `ask.knownActions`);
   * else empty. Only what comes after it travels.
   */
  readonly told: readonly Asked[]
  /** Set by the handler with `result`: what the code asked for this time. It is the next episode's `told`. */
  asked?: readonly Asked[]
  /** Set by the handler before user code runs; log lines written meanwhile carry its answer. */
  isReplaying?: () => boolean
  /** Set by the handler when the code waits or has ended. */
  result?: OrchestrateAnswer
  /** Tasks that the code had made and not yielded when the last episode ended; the handler sets it anew. Missing: nobody knows. */
  remembered?: Remembered
  /** Whether the code shall be kept where it stands, for the next episode. */
  readonly keep?: boolean
  /** The code as the last episode left it; the handler takes it, and leaves it again when the code still waits. */
  kept?: KeptRun
  /** Somebody looks on and runs the code in a way of their own. There is no answer then. */
  readonly lookOn?: (handler: OrchestrationHandler, context: { df?: unknown }) => void
}

/** What the orchestrator's trigger value is, as its handler receives it. */
export interface EpisodeTrigger {
  readonly episode: number
  readonly instanceId: string
  readonly parentInstanceId: string | null
}

const episodes = new Map<number, RunningEpisode>()
let nextToken = 0

/** The token under which the handler finds this episode. */
export function putEpisode(episode: RunningEpisode): number {
  episodes.set(nextToken, episode)
  return nextToken++
}

/** Ends what {@link putEpisode} began. */
export function dropEpisode(token: number): void {
  episodes.delete(token)
}

/** The episode that a trigger value names; throws when it names none, as when user code calls a handler by itself. */
export function episodeOf(trigger: unknown): RunningEpisode {
  const token = typeof trigger === 'object' && trigger !== null && 'episode' in trigger ? trigger.episode : undefined
  const episode = typeof token === 'number' ? episodes.get(token) : undefined
  if (!episode) throw new Error('Could not find an orchestrationClient binding on context.')
  return episode
}
