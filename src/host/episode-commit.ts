import { randomHex128 } from '#base/ids.ts'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { withNewFindings } from '#durable/finding.ts'
import type { HistoryEvent, ParentInstance } from '#durable/history-event.ts'
import type { Diagnosis, Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import type { Commit, TimerKey } from '#storage/commit.ts'
import type { InboxRow, TimerRow, WorkItemRow } from '#storage/hub-db.ts'
import type { EpisodeParts, Outcome } from './episode.ts'
import type { Message } from './instance-actor.ts'
import { type Decision, type Ending, episodeEvents } from './orchestration.ts'

/** Makes a new execution's rows. They are written with the episode that asked for it. */
export type BeginChild = (request: {
  readonly name: string
  readonly instanceId: string
  readonly input: JsonText | null
  readonly version?: string
  readonly parent: ParentInstance
}) => { instance: Instance; message: InboxRow }

interface EpisodeFacts {
  readonly messages: readonly Message[]
  readonly fresh: readonly HistoryEvent[]
  readonly outcome: Outcome
}

/** An episode as rows: history, instance, messages, work, timers, trace and log lines, to be written together. */
export function toCommit(
  parts: EpisodeParts,
  instance: Instance,
  { messages, fresh, outcome }: EpisodeFacts,
): { rows: Commit; events: readonly HistoryEvent[]; instance: Instance } {
  const { decision, answer } = outcome
  const { instanceId, executionId, historyLength: from } = instance
  const within = { instanceId, executionId }
  const now = parts.clock.now()
  const events = episodeEvents(now, fresh, decision)
  const { children, inUse } = childrenOf(parts, instance, outcome)
  const next = nextInstance(instance, outcome, [...outcome.diagnoses, ...inUse], events.length, now)
  const cancelledTimers = timersGivenUp(fresh, decision)
  const trace = {
    ...(outcome.trace ?? answer?.trace ?? { replayedYields: 0, yields: [] }),
    ...(cancelledTimers.length > 0 && { cancelledTimers }),
  }
  const episode: Episode = {
    ...within,
    index: instance.episodes,
    startedAt: fresh[0]?.at ?? now,
    endedAt: now,
    from,
    to: from + events.length,
    build: parts.build,
    trace,
  }
  const rows: Commit = {
    instances: [next, ...children.map((child) => child.instance)],
    history: [{ ...within, from, events, build: parts.build }],
    episodes: [episode],
    messages: [
      ...children.map((child) => child.message),
      ...messagesToEntities(parts, outcome, now),
      ...messagesAfter(parts, instance, next, decision.ending, now),
    ],
    messagesDone: messages.flatMap(({ inboxId }) => inboxId ?? []),
    workItems: workItemsOf(within, outcome),
    workItemsDone: messages.flatMap(({ workItem }) => (workItem ? [workItem] : [])),
    timers: timersOf(within, outcome),
    timersDone: timersDone(within, messages, outcome),
    ...(decision.isAbrupt && { ended: [[instanceId, executionId]] }),
  }
  return { rows, events, instance: next }
}

type Within = Pick<Instance, 'instanceId' | 'executionId'>

function workItemsOf(within: Within, { decision }: Outcome): WorkItemRow[] {
  const scheduled = decision.scheduled.filter((event) => event.type === 'TaskScheduled')
  return scheduled.map(({ id, name, input }) => ({ ...within, taskId: id, name, input }))
}

/** A timer that was cancelled before it was ever written is history, but nothing waits for it. */
function timersOf(within: Within, { decision }: Outcome): TimerRow[] {
  const created = decision.scheduled.filter((event) => event.type === 'TimerCreated')
  const open = created.filter(({ id }) => decision.openTimers.has(id))
  return open.map(({ id, fireAt }) => ({ ...within, timerId: id, fireAt }))
}

/** The timers that the code cancelled in this episode: of those it had set, and of those that it has set just now. */
export function timersGivenUp(
  fresh: readonly HistoryEvent[],
  { scheduled, openTimers, cancelledTimers }: Decision,
): number[] {
  const fired = new Set(fresh.flatMap((event) => (event.type === 'TimerFired' ? event.timerId : [])))
  const atOnce = scheduled.flatMap((event) =>
    event.type === 'TimerCreated' && !openTimers.has(event.id) ? event.id : [],
  )
  return [...cancelledTimers.filter((id) => !fired.has(id)), ...atOnce]
}

function timersDone(
  { instanceId, executionId }: Within,
  messages: readonly Message[],
  { decision }: Outcome,
): TimerKey[] {
  const fired = messages.flatMap(({ timer }) => (timer ? [timer] : []))
  return [...fired, ...decision.cancelledTimers.map((id): TimerKey => [instanceId, executionId, id])]
}

/** Rule O6: an id that is in use is left alone, so that child never begins and its parent waits. */
function childrenOf(
  { beginChild, isGoing }: EpisodeParts,
  parent: Instance,
  { decision }: Outcome,
): { children: ReturnType<BeginChild>[]; inUse: Diagnosis[] } {
  const created = decision.scheduled.filter((event) => event.type === 'SubOrchestrationInstanceCreated')
  const begun = new Set<string>()
  const children: ReturnType<BeginChild>[] = []
  const inUse: Diagnosis[] = []
  for (const { id: taskScheduledId, name, instanceId, input, version } of created) {
    if (isGoing(instanceId) || begun.has(instanceId)) {
      inUse.push({ cause: 'child-id-in-use', message: childIdInUse(instanceId) })
      continue
    }
    begun.add(instanceId)
    const { name: parentName, instanceId: parentId, executionId } = parent
    const link = { name: parentName, instanceId: parentId, executionId, taskScheduledId }
    children.push(beginChild({ name, instanceId, input, ...(version !== undefined && { version }), parent: link }))
  }
  return { children, inUse }
}

const childIdInUse = (id: string) =>
  `An instance '${id}' was still going on when this orchestration began a child of that id. The child was not begun, and this orchestration waits for it: give each child an id of its own.`

/** The instance as it stands after the episode. Continuing as new, it is the next execution, about to start. */
function nextInstance(
  instance: Instance,
  { decision, answer, trace = answer?.trace }: Outcome,
  diagnoses: readonly Diagnosis[],
  newEvents: number,
  now: EpochMs,
): Instance {
  const { ending, isSuspended } = decision
  const { diagnoses: _, ...lasting } = instance
  const findings = withNewFindings(instance.findings ?? [], trace?.findings ?? [])
  const kept = {
    ...lasting,
    updatedAt: now,
    customStatus: answer?.customStatus ?? instance.customStatus,
    ...(findings.length > 0 && { findings }),
  }
  if (ending?.status === 'ContinuedAsNew') {
    const { input } = ending
    return { ...kept, status: 'Running', executionId: randomHex128(), input, historyLength: 0, episodes: 0 }
  }
  return {
    ...kept,
    status: ending?.status ?? (isSuspended ? 'Suspended' : 'Running'),
    output: ending?.output ?? null,
    historyLength: instance.historyLength + newEvents,
    episodes: instance.episodes + 1,
    ...(diagnoses.length > 0 && { diagnoses }),
  }
}

/** What was sent arrives as an event of the same name. */
function messagesToEntities({ nextMessageId }: EpisodeParts, { decision }: Outcome, at: EpochMs): InboxRow[] {
  const sent = decision.scheduled.filter((event) => event.type === 'EventSent')
  return sent.map(({ instanceId, name, input }) => ({
    id: nextMessageId(),
    instanceId,
    event: { type: 'EventRaised', at, name, input },
  }))
}

/** The next execution's start with what it is to begin with, or the parent's answer. */
function messagesAfter(
  { nextMessageId }: EpisodeParts,
  instance: Instance,
  next: Instance,
  ending: Ending | undefined,
  at: EpochMs,
): InboxRow[] {
  if (!ending) return []
  const { parent, instanceId } = instance
  if (ending.status === 'ContinuedAsNew') {
    const { name, executionId, version } = next
    const more = { ...(version !== undefined && { version }), ...(parent && { parent }) }
    const input = ending.input as JsonText | null
    const started: HistoryEvent = { type: 'ExecutionStarted', at, name, input, executionId, ...more }
    return [started, ...ending.carriedOver].map((event) => ({ id: nextMessageId(), instanceId, executionId, event }))
  }
  if (!parent) return []
  const { instanceId: to, executionId } = parent
  return [{ id: nextMessageId(), instanceId: to, executionId, event: childEnded(parent, ending, at) }]
}

function childEnded(
  { taskScheduledId }: ParentInstance,
  { status, output, failureDetails }: Extract<Ending, { output: unknown }>,
  at: EpochMs,
): HistoryEvent {
  if (status === 'Completed')
    return { type: 'SubOrchestrationInstanceCompleted', at, taskScheduledId, result: output as JsonText | null }
  const failure = { reason: output ?? '', details: '', ...(failureDetails && { failureDetails }) }
  return { type: 'SubOrchestrationInstanceFailed', at, taskScheduledId, ...failure }
}
