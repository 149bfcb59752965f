import type { HistoryEvent } from '#durable/history-event.ts'
import type { JsonText } from '#base/json.ts'
import { type Dialect, javascript } from '#replay/dialect.ts'
import type { Execution, ExecutionOptions, LineProbe } from '#replay/execution.ts'
import { replay } from '#replay/replay.ts'
import { toAnswer } from '../../answer.ts'
import { codeLineOf } from '../code-line.ts'
import { probe } from '../line-probe.ts'
import { episodeOf, type RunningEpisode } from './episode-table.ts'
import { DurableOrchestrationContext } from './orchestration-context.ts'
import { failureDetailsFrom, TaskFailedError, toWireFailureDetails } from './task-failed-error.ts'

/** What user code registers: a generator function. What is none fails when it runs, as in the real SDK. */
export type OrchestrationHandler = (context: { df?: unknown }) => unknown

const DAY = 86_400_000
const dialect: Dialect = javascript
/** What the extension sends with every trigger: timers beyond 6 days are made of segments of 3. */
const longTimer = { maximum: 6 * DAY, interval: 3 * DAY }

/**
 * The handler that is registered for an orchestrator. It replays the episode that its trigger names, at once, and leaves
 * the answer in the episode; what escapes the code is thrown too, as the real SDK throws it.
 */
export function createOrchestrator(handler: OrchestrationHandler) {
  return async (trigger: unknown, context: { df?: unknown }): Promise<null> => {
    const episode = episodeOf(trigger)
    const { execution, df } = replayOrchestrator(handler, context, episode, probe)
    const answer = toAnswer(execution, dialect, df.customStatus, episode.told, (exception) =>
      exception instanceof TaskFailedError ? toWireFailureDetails(exception.failureDetails) : undefined,
    )
    const failedAt = codeLineOf(execution.exception)
    episode.result = failedAt ? { ...answer, trace: { ...answer.trace, failedAt } } : answer
    episode.asked = execution.asked
    return null
  }
}

/** One replay with `context.df` in place. Throws what the real SDK lets escape, such as an unreadable result in history. */
export function replayOrchestrator(
  handler: OrchestrationHandler,
  context: { df?: unknown },
  episode: Pick<RunningEpisode, 'ask' | 'history'> & { isReplaying?: () => boolean },
  lines?: LineProbe,
): { execution: Execution; df: DurableOrchestrationContext } {
  const { ask, history } = episode
  let df: DurableOrchestrationContext | undefined
  const start = (execution: Execution): unknown => {
    df = new DurableOrchestrationContext(execution, { ...ask, ...startOf(history) })
    context.df = df
    episode.isReplaying = () => execution.isReplaying
    return handler(context)
  }
  const options: ExecutionOptions = {
    dialect,
    longTimer,
    failureFrom: (details, name, id) => new TaskFailedError(failureDetailsFrom(details), name, id),
    ...(lines && { probe: lines }),
  }
  const execution = replay(start, history, options)
  return { execution, df: df as unknown as DurableOrchestrationContext }
}

function startOf(history: readonly HistoryEvent[]): { version: string | undefined; input: unknown } {
  const started = history.find((event) => event.type === 'ExecutionStarted')
  return { version: started?.version, input: parsed(started?.input ?? null) }
}

/** The trigger carries `"input": null` when there is none. */
function parsed(input: JsonText | null): unknown {
  return input === null ? null : JSON.parse(input)
}
