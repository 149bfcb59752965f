import type { HistoryEvent } from '#durable/history-event.ts'
import type { OrchestrateAnswer, OrchestrateAsk, OrchestrateResult } from '#wire/language-calls.ts'
import { markReplay } from '../javascript/log-lines.ts'
import { dropEpisode, putEpisode, type RunningEpisode } from './durable/episode-table.ts'
import type { Interpreter } from './interpreter.ts'
import { invokeFunction } from './invoke.ts'

interface Execution {
  readonly history: HistoryEvent[]
  /** What its code asked for in its last episode. */
  asked: RunningEpisode['asked']
}

const executions = new Map<string, Execution>()

/** Runs one episode against all the history of its execution, of which it keeps what it was sent. */
export async function orchestrate(ask: OrchestrateAsk, interpreter: Interpreter): Promise<OrchestrateResult> {
  const execution = received(ask)
  if (!execution) return { needHistory: true }
  const { history, asked = [] } = execution
  const episode: RunningEpisode = { ask, history, told: asked.length === ask.knownActions ? asked : [] }
  const answer = await episodeAnswer(episode, interpreter)
  execution.asked = episode.asked
  return answer
}

/** Drops what was kept of an execution that has ended or moved on. */
export function forget(executionId: string): void {
  executions.delete(executionId)
}

/** The execution with the new events, or `undefined` when they do not follow what is kept. */
function received({ executionId, from, events }: OrchestrateAsk): Execution | undefined {
  if (from === 0) {
    const fresh: Execution = { history: [...events], asked: [] }
    executions.set(executionId, fresh)
    return fresh
  }
  const kept = executions.get(executionId)
  if (kept?.history.length !== from) return undefined
  for (const event of events) kept.history.push(event)
  return kept
}

/** The replay leaves its result in the episode (see durable/episode-table.ts). */
async function episodeAnswer(episode: RunningEpisode, interpreter: Interpreter): Promise<OrchestrateAnswer> {
  const unmark = markReplay(episode.ask.callId, () => episode.isReplaying?.() ?? false)
  try {
    await invokeEpisode(episode, interpreter)
    if (!episode.result) throw new Error(NO_RESULT)
    return episode.result
  } catch (error) {
    if (!episode.result) throw error // the SDK itself failed: the host says so, whatever history holds
    return episode.result
  } finally {
    unmark()
  }
}

/** One invocation of the orchestrator's function, which finds the episode. Rejects with what it raised. */
export async function invokeEpisode(episode: RunningEpisode, interpreter: Interpreter): Promise<void> {
  const { callId, name, instanceId, parentInstanceId } = episode.ask
  const input = await interpreter.triggerName(name, 'orchestrationTrigger')
  if (input === undefined) throw new Error(`'${name}' is no orchestrator function.`)
  const token = putEpisode(episode)
  try {
    const text = JSON.stringify({ episode: token, instanceId, parentInstanceId })
    await invokeFunction({ callId, functionName: name, inputs: { [input]: { kind: 'string', text } } }, interpreter)
  } finally {
    dropEpisode(token)
  }
}

const NO_RESULT =
  'The function gave no result: an orchestrator is made by df.Orchestrator.create(...), or by @app.orchestration_trigger(...).'
