import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import { type Commit, StaleEpisodeError } from '#storage/commit.ts'
import { historyOf } from '#storage/queries.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import type { Committer } from './committer.ts'
import { NonDeterminismError } from './determinism.ts'
import { type BeginChild, toCommit } from './episode-commit.ts'
import type { InstanceActor, Message } from './instance-actor.ts'
import type { Invocations } from './invocations.ts'
import { WorkerStoppedError } from './language.ts'
import { type Decision, ExecutionMemory, failureText } from './orchestration.ts'
import type { TaskHubParts } from './task-hub.ts'

export interface EpisodeParts extends TaskHubParts {
  readonly committer: Committer
  readonly invocations: Invocations
  readonly nextMessageId: () => number
  readonly beginChild: BeginChild
}

/** What the code and the host made of an episode's messages. */
export interface Outcome {
  readonly decision: Decision
  /** Missing when the code was not asked, or said nothing that could be used. */
  readonly answer?: OrchestrateAnswer
}

/**
 * One episode of one instance: all its waiting messages, the code replayed, what follows written in one commit.
 * Answers with that commit, or with `undefined` when nothing was written and the messages are back in the queue.
 */
export async function runEpisode(parts: EpisodeParts, actor: InstanceActor): Promise<Commit | undefined> {
  const messages = actor.queue.splice(0)
  try {
    const memory = (actor.memory ??= await remember(parts, actor.instance))
    const fresh: HistoryEvent[] = [
      { type: 'OrchestratorStarted', at: parts.clock.now() },
      ...messages.map(({ event }) => event),
    ]
    const outcome = terminated(fresh) ?? (await decide(parts, actor, memory, fresh))
    const { rows, events, instance } = toCommit(parts, actor.instance, memory, { messages, fresh, outcome })
    await parts.committer.write(rows)
    if (outcome.decision.ending) actor.memory = undefined
    else memory.history.push(...events)
    actor.instance = instance
    return rows
  } catch (error) {
    await recover(parts, actor, messages, error)
    return undefined
  }
}

async function remember({ db, catalog }: EpisodeParts, instance: Instance): Promise<ExecutionMemory> {
  const { instanceId, executionId, historyLength } = instance
  const history = historyLength === 0 ? [] : await historyOf(db, instanceId, executionId)
  const knows = (kind: 'activity' | 'orchestrator', name: string) => catalog.find(kind, name) !== undefined
  return new ExecutionMemory({ instanceId, executionId, knows }, history)
}

/** Rule M1: a terminated instance ends without its code being asked. */
function terminated(fresh: readonly HistoryEvent[]): Outcome | undefined {
  const event = fresh.find((each) => each.type === 'ExecutionTerminated')
  return event && ended('Terminated', event.reason)
}

async function decide(
  parts: EpisodeParts,
  actor: InstanceActor,
  memory: ExecutionMemory,
  fresh: readonly HistoryEvent[],
): Promise<Outcome> {
  const { instance } = actor
  const definition = parts.catalog.find('orchestrator', instance.name)
  if (!definition) return ended('Failed', failureText(instance.name, unknownOrchestrator(instance.name)))
  const { instanceId, executionId, episodes: episode } = instance
  try {
    const answer = await parts.invocations.tell(
      definition.name,
      { instanceId, executionId, episode },
      '(null)',
      (callId) => ask(parts, actor, memory, fresh, { callId, name: definition.name }),
    )
    return { answer, decision: memory.decide(instance, fresh, answer) }
  } catch (error) {
    if (error instanceof WorkerStoppedError) throw error
    if (error instanceof NonDeterminismError) return ended('Failed', failureText(instance.name, error.message))
    return ended('Failed', failureText(instance.name, crashText(error)))
  }
}

/** History travels once: only what this worker has not been sent yet, unless it says that it has forgotten. */
async function ask(
  { language }: EpisodeParts,
  actor: InstanceActor,
  memory: ExecutionMemory,
  fresh: readonly HistoryEvent[],
  call: { readonly callId: string; readonly name: string },
): Promise<OrchestrateAnswer> {
  const { instanceId, executionId, parent } = actor.instance
  const { generation } = language
  const about = { ...call, instanceId, executionId, parentInstanceId: parent?.instanceId ?? null }
  const askFrom = (from: number) => {
    const events = [...memory.history.slice(from), ...fresh]
    return language.call('orchestrate', { ...about, from, events, knownActions: memory.knownActions })
  }
  let answer = await askFrom(actor.sent.generation === generation ? actor.sent.length : 0)
  if ('needHistory' in answer) answer = await askFrom(0)
  if ('needHistory' in answer) throw new Error('The language worker asks for a history that it has just been sent.')
  actor.sent = { generation, length: memory.history.length + fresh.length }
  return answer
}

/**
 * Puts the messages back, so that nothing is lost. A worker that was ended, or a history that has grown under us, is
 * tried again; the instance whose code held its worker is held until the next Run. Anything else is thrown on.
 */
async function recover(
  { db, committer }: EpisodeParts,
  actor: InstanceActor,
  messages: readonly Message[],
  error: unknown,
): Promise<void> {
  actor.queue.unshift(...messages)
  actor.memory = undefined
  actor.sent = { generation: -1, length: 0 }
  if (error instanceof StaleEpisodeError) {
    actor.instance = (await db.instances.get(actor.instance.instanceId)) ?? actor.instance
    return
  }
  if (!(error instanceof WorkerStoppedError)) throw error
  if (!error.isToBlame) return
  actor.isHeld = true
  const diagnoses = [...(actor.instance.diagnoses ?? []), { cause: 'held', message: HELD }]
  actor.instance = { ...actor.instance, diagnoses }
  await committer.write({ instances: [actor.instance] })
}

const HELD =
  'The orchestrator did not give its thread back and its language worker was stopped. The instance waits for the next Run.'

function ended(status: 'Failed' | 'Terminated', output: string): Outcome {
  return { decision: { scheduled: [], ending: { status, output }, cancelledTimers: [], openTimers: new Set() } }
}

/** What escapes the SDK itself reaches the host as the language worker's own failure. */
function crashText(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
  return `One or more errors occurred. (Result: Failure\nException: ${message}\nStack: ${stack ?? ''})`
}

function unknownOrchestrator(name: string): string {
  return `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function.`
}
