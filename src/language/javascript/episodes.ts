import type { HistoryEvent } from '#durable/history-event.ts'
import type { BindingValue, OrchestrateAnswer, OrchestrateAsk, OrchestrateResult } from '#wire/language-calls.ts'
import { dropEpisode, type EpisodeTrigger, putEpisode, type RunningEpisode } from './durable-functions/episode-table.ts'
import { registeredFunction } from './functions-app.ts'
import { invokeFunction } from './invoke.ts'
import { markReplay } from './log-lines.ts'
import process from './node/process.ts'

/** An execution as this worker knows it. What the episodes before left in `asked`, `remembered` and `kept` goes to the next. */
interface Execution extends Pick<RunningEpisode, 'asked' | 'remembered' | 'kept'> {
  readonly history: HistoryEvent[]
}

/** An app setting of ours: `true` keeps the code of orchestrators where it stands between episodes (see kept-run.ts). */
const KEEP_GENERATORS = 'DURABLE_PLAYGROUND_KEEP_GENERATORS'

const executions = new Map<string, Execution>()

/** Runs one episode against all the history of its execution, of which it keeps what it was sent. */
export async function orchestrate(ask: OrchestrateAsk): Promise<OrchestrateResult> {
  const execution = received(ask)
  if (!execution) return { needHistory: true }
  const { history, asked = [], remembered, kept } = execution
  const episode: RunningEpisode = {
    ask,
    history,
    told: asked.length === ask.knownActions ? asked : [],
    keep: process.env[KEEP_GENERATORS]?.toLowerCase() === 'true',
    ...(remembered && { remembered }),
    ...(kept && { kept }),
  }
  const answer = await episodeAnswer(episode)
  Object.assign(execution, { asked: episode.asked, remembered: episode.remembered, kept: episode.kept })
  return answer
}

/** Drops what was kept of an execution that has ended or moved on. */
export function forget(executionId: string): void {
  executions.delete(executionId)
}

/** The execution with the new events, or `undefined` when they do not follow what is kept. */
function received({ executionId, from, events }: OrchestrateAsk): Execution | undefined {
  if (from === 0) {
    const isFirst = events.every((event) => event.type !== 'OrchestratorCompleted')
    const fresh: Execution = { history: [...events], ...(isFirst && { remembered: new Map() }) }
    executions.set(executionId, fresh)
    return fresh
  }
  const kept = executions.get(executionId)
  if (kept?.history.length !== from) return undefined
  for (const event of events) kept.history.push(event)
  return kept
}

/** One invocation of the orchestrator's function; the replay leaves its result in the episode (see episode-table.ts). */
async function episodeAnswer(episode: RunningEpisode): Promise<OrchestrateAnswer> {
  triggerName(episode.ask.name) // what is no orchestrator has no episodes: the call fails
  try {
    await invokeEpisode(episode)
    return (
      episode.result ??
      failure(new Error('The handler gave no result: orchestrators are registered with df.app.orchestration.'))
    )
  } catch (error) {
    return episode.result ?? failure(error as Error)
  }
}

/** Invokes the orchestrator's function for an episode, hooks and all. Rejects with what escapes it. */
export async function invokeEpisode(episode: RunningEpisode): Promise<void> {
  const { callId, name, instanceId, parentInstanceId } = episode.ask
  const input = triggerName(name)
  const token = putEpisode(episode)
  const unmark = markReplay(callId, () => episode.isReplaying?.() ?? false)
  try {
    const trigger: EpisodeTrigger = { episode: token, instanceId, parentInstanceId }
    const value: BindingValue = { kind: 'json', text: JSON.stringify(trigger) }
    await invokeFunction({ callId, functionName: name, inputs: { [input]: value } })
  } finally {
    unmark()
    dropEpisode(token)
  }
}

function triggerName(functionName: string): string {
  const { bindings } = registeredFunction(functionName).metadata
  const trigger = Object.entries(bindings).find(([, { type }]) => type.toLowerCase() === 'orchestrationtrigger')
  if (!trigger) throw new Error(`'${functionName}' is no orchestrator function.`)
  return trigger[0]
}

/** As the Durable extension words an error that is not the orchestrator's own. */
function failure({ message, stack = '' }: Error): OrchestrateAnswer {
  return {
    outcome: {
      type: 'failed',
      error: `One or more errors occurred. (Result: Failure\nException: ${message}\nStack: ${stack})`,
    },
    actionsFrom: 0,
    actions: [],
    customStatus: null,
    sequenceNumber: 0,
    trace: { replayedYields: 0, yields: [] },
  }
}
