import type { atMost } from '#base/at-most.ts'
import { withNewFindings } from '#durable/finding.ts'
import { findingWords } from '#durable/finding-words.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Diagnosis, Instance } from '#durable/instance.ts'
import type { EpisodeTrace } from '#durable/trace.ts'
import { type Commit, StaleEpisodeError } from '#storage/commit.ts'
import { episodesOf, historyOf } from '#storage/queries.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import {
  type Abrupt,
  crash,
  customStatusTooLarge,
  endAbruptly,
  nonDeterminism,
  unknownOrchestrator,
} from './abrupt-end.ts'
import type { Committer } from './committer.ts'
import { NonDeterminismError } from './determinism.ts'
import { diagnosesOf } from './diagnoses.ts'
import { type BeginChild, toCommit } from './episode-commit.ts'
import { InjectedFault, type Strike } from './faults.ts'
import { type InstanceActor, isFor, type Message, NOTHING_SENT } from './instance-actor.ts'
import { WorkerStoppedError } from './language.ts'
import { type Decision, ExecutionMemory } from './orchestration.ts'
import { afterCommit, beforeCommit, delayed, strikeOn } from './struck-episode.ts'
import type { TaskHubParts } from './task-hub.ts'
import type { WorkParts } from './work-parts.ts'

export interface EpisodeParts extends TaskHubParts, WorkParts {
  readonly committer: Committer
  /** Runs it when there is room for one more orchestrator. */
  readonly runOrchestrator: ReturnType<typeof atMost>
  readonly nextMessageId: () => number
  readonly beginChild: BeginChild
  /** Whether an instance of that id has not ended. */
  readonly isGoing: (instanceId: string) => boolean
  /** Whether the actor is still its instance's: it has not been purged meanwhile. */
  readonly isCurrent: (actor: InstanceActor) => boolean
}

/** What the code and the host made of an episode's messages. */
export interface Outcome {
  readonly decision: Decision
  /** Missing when the code was not asked, or said nothing that could be used. */
  readonly answer?: OrchestrateAnswer
  /** What is told of the code's part in it, when there is more to tell than its answer's, or no answer that counts. */
  readonly trace?: EpisodeTrace
  readonly diagnoses: readonly Diagnosis[]
}

/** An episode that is on disk. */
export interface Committed {
  readonly rows: Commit
  /** The execution that it ended, when it ended one. */
  readonly ended: string | undefined
}

/**
 * One episode of one instance: all its waiting messages, the code replayed, what follows written in one commit.
 * Answers with `undefined` when nothing was decided: the messages were stale, or are back in the queue.
 */
export async function runEpisode(parts: EpisodeParts, actor: InstanceActor): Promise<Committed | undefined> {
  const { instance } = actor
  const strike = parts.faults.concern(instance.name) ? await strikeOn(parts, instance) : undefined
  const isCalm = strike === undefined && !parts.faults.hasPlan
  if (strike) await delayed(parts, actor, strike)
  const all = actor.queue.splice(0, parts.gate.isShut ? 1 : Infinity)
  const messages = all.filter((message) => isFor(message, instance.executionId))
  if (messages.length < all.length)
    await drop(
      parts,
      all.filter((message) => !messages.includes(message)),
    )
  if (messages.length === 0) return undefined
  try {
    const memory = (actor.memory ??= await remember(parts, instance))
    const fresh: HistoryEvent[] = [
      { type: 'OrchestratorStarted', at: parts.clock.now() },
      ...messages.map(({ event }) => event),
    ]
    const outcome = await outcomeOf(parts, actor, memory, fresh, strike)
    const { rows: decided, events, instance: next } = toCommit(parts, instance, { messages, fresh, outcome })
    if (!parts.isCurrent(actor)) return undefined
    const rows = isCalm ? decided : await beforeCommit(parts, instance, strike, decided)
    await parts.committer.write({ ...rows, logs: parts.logs.take() }) // not before: what strikes may take the rest
    if (!isCalm) await afterCommit(parts, instance, strike)
    for (const { committed } of messages) committed?.()
    if (outcome.decision.ending) actor.memory = undefined
    else memory.history.push(...events)
    actor.instance = next
    return { rows, ended: outcome.decision.ending && instance.executionId }
  } catch (error) {
    await recover(parts, actor, messages, error)
    return undefined
  }
}

/** Messages for an execution that is over: nobody will read them. Rule O5. */
async function drop({ committer }: EpisodeParts, stale: readonly Message[]): Promise<void> {
  await committer.write({
    messagesDone: stale.flatMap(({ inboxId }) => inboxId ?? []),
    workItemsDone: stale.flatMap(({ workItem }) => (workItem ? [workItem] : [])),
    timersDone: stale.flatMap(({ timer }) => (timer ? [timer] : [])),
  })
}

async function remember({ db, catalog, settings }: EpisodeParts, instance: Instance): Promise<ExecutionMemory> {
  const { instanceId, executionId, historyLength, parent } = instance
  const history = historyLength === 0 ? [] : await historyOf(db, instanceId, executionId)
  const facts = {
    instanceId,
    executionId,
    parentInstanceId: parent?.instanceId ?? null,
    unknown: (kind: 'activity' | 'orchestrator', name: string) =>
      catalog.find(kind, name) ? undefined : catalog.unknown(kind, name),
    defaultVersion: settings.defaultVersion,
    maxActions: settings.maxOrchestrationActions,
  }
  return new ExecutionMemory(facts, history)
}

async function outcomeOf(
  parts: EpisodeParts,
  actor: InstanceActor,
  memory: ExecutionMemory,
  fresh: readonly HistoryEvent[],
  strike: Strike | undefined,
): Promise<Outcome> {
  const settled = await decide(parts, actor, memory, fresh, strike)
  if (!('status' in settled)) return settled
  const decision = endAbruptly(actor.instance, [...memory.history, ...fresh], settled)
  return { decision, diagnoses: [], ...(settled.trace && { trace: settled.trace }) }
}

async function decide(
  parts: EpisodeParts,
  actor: InstanceActor,
  memory: ExecutionMemory,
  fresh: readonly HistoryEvent[],
  strike: Strike | undefined,
): Promise<Outcome | Abrupt> {
  const { instance } = actor
  const { instanceId, executionId, episodes: episode, name } = instance
  const terminated = fresh.find((each) => each.type === 'ExecutionTerminated')
  if (terminated) return { status: 'Terminated', output: terminated.reason } // rule M1: the code is not asked
  const definition = parts.catalog.find('orchestrator', name)
  if (!definition) return unknownOrchestrator(parts.catalog, name)
  if (episode === 0 && (await strike?.take('fail'))) return crash(name, new InjectedFault())
  let answer: OrchestrateAnswer | undefined
  try {
    const facts = { instanceId, executionId, episode }
    answer = await parts.runOrchestrator(() =>
      parts.invocations.tell(definition.name, facts, '(null)', (callId) =>
        ask(parts, actor, memory, fresh, { callId, name: definition.name }),
      ),
    )
    tellFindings(parts, instance, answer.trace)
    const tooLarge = customStatusTooLarge(name, answer.customStatus)
    if (tooLarge) return tooLarge
    const decision = memory.decide(instance, fresh, answer)
    const diagnoses = await diagnose(parts, instance, decision, answer)
    const different = wasToldApart(instance) ? undefined : decision.findings?.differences[0]
    return {
      answer,
      decision,
      diagnoses,
      ...(different && { trace: withAsked(memory, fresh, answer, different.id) }),
    }
  } catch (error) {
    if (error instanceof WorkerStoppedError) throw error
    if (!(error instanceof NonDeterminismError)) return crash(name, error)
    const trace = answer && { trace: withAsked(memory, fresh, answer, error.expected.id) }
    return { ...nonDeterminism(error), ...trace }
  }
}

/** Whether an episode before has already told of other inputs or times: it is kept once what the code asked for. */
function wasToldApart({ diagnoses = [] }: Instance): boolean {
  return diagnoses.some(
    ({ cause }) => cause === 'changed-input' || cause === 'changed-time' || cause === 'swapped-calls',
  )
}

/** The trace with what the code asked for, to be held beside what history says: rule D4. */
function withAsked(
  memory: ExecutionMemory,
  fresh: readonly HistoryEvent[],
  answer: OrchestrateAnswer,
  near: number,
): EpisodeTrace {
  const asked = memory.asked(fresh, answer, near)
  return { ...answer.trace, ...(asked.length > 0 && { asked }) }
}

/** What the code used that no replay can rely on: each place once in the console. Rule D5 of replay. */
function tellFindings({ logs }: EpisodeParts, instance: Instance, { findings = [] }: EpisodeTrace): void {
  const { instanceId, executionId, name, findings: before = [] } = instance
  for (const finding of withNewFindings(before, findings).slice(before.length)) {
    const { why, cure } = findingWords(finding)
    const place = finding.at ? `${finding.at.file}:${finding.at.line}` : 'unknown line'
    const text = `Orchestrator '${name}' is not deterministic (${place}): ${why} ${cure}`
    logs.host('warning', 'Host.DurableTask', text, { instanceId, executionId })
  }
}

/** What is worth telling of this episode; what is told for the first time is written to the console too. */
async function diagnose(
  { db, logs }: EpisodeParts,
  { instanceId, executionId, diagnoses: before = [] }: Instance,
  { findings }: Decision,
  answer: OrchestrateAnswer,
): Promise<readonly Diagnosis[]> {
  if (!findings) return []
  const needsYields = findings.differences.length > 0 || findings.isBehind
  const past = needsYields ? await episodesOf(db, instanceId, executionId) : []
  const yields = [...past.flatMap(({ trace }) => trace.yields), ...answer.trace.yields]
  const diagnoses = diagnosesOf(findings, answer, before, yields)
  for (const { cause, message } of diagnoses)
    if (!before.some((each) => each.cause === cause && each.message === message))
      logs.host('warning', 'Host.DurableTask', message, { instanceId, executionId })
  return diagnoses
}

/** History travels once: only what this worker has not been sent yet, unless it says that it has forgotten. */
async function ask(
  { languages }: EpisodeParts,
  actor: InstanceActor,
  memory: ExecutionMemory,
  fresh: readonly HistoryEvent[],
  call: { readonly callId: string; readonly name: string },
): Promise<OrchestrateAnswer> {
  const { instanceId, executionId, parent } = actor.instance
  const language = languages.next('orchestrate', actor.sent.by)
  const { generation } = language
  const about = { ...call, instanceId, executionId, parentInstanceId: parent?.instanceId ?? null }
  const askFrom = (from: number) => {
    const events = [...memory.history.slice(from), ...fresh]
    return language.call('orchestrate', { ...about, from, events, knownActions: memory.knownActions })
  }
  let answer = await askFrom(actor.sent.by === language && actor.sent.generation === generation ? actor.sent.length : 0)
  if ('needHistory' in answer) answer = await askFrom(0)
  if ('needHistory' in answer) throw new Error('The language worker asks for a history that it has just been sent.')
  actor.sent = { by: language, generation, length: memory.history.length + fresh.length }
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
  actor.sent = NOTHING_SENT
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
