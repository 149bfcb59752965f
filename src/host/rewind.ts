import { randomHex128 } from '#base/ids.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { type Instance, isFinal } from '#durable/instance.ts'
import type { Commit } from '#storage/commit.ts'
import type { HubDb, InboxRow, TimerRow, WorkItemRow } from '#storage/hub-db.ts'
import { episodesOf, historyOf, instanceOf } from '#storage/queries.ts'

interface RewindParts {
  readonly db: HubDb
  readonly build: string
  readonly now: EpochMs
  readonly nextMessageId: () => number
}

/** What is gathered for the one commit: the instance and all its failed descendants go back together. */
type Gathered = {
  [K in 'instances' | 'history' | 'episodes' | 'messages' | 'workItems' | 'timers' | 'ended']: Extract<
    Commit[K],
    readonly unknown[]
  >[number][]
}

/**
 * A failed instance taken back to before its failures, as a commit. Its history goes on in a new execution, in which
 * failed tasks and the end are crossed out, so that replay asks for the tasks anew; what had succeeded is not run
 * again, and failed children are taken back likewise. Rule M6.
 */
export async function rewound(parts: RewindParts, instance: Instance, reason: string): Promise<Commit> {
  const gathered: Gathered = {
    instances: [],
    history: [],
    episodes: [],
    messages: [],
    workItems: [],
    timers: [],
    ended: [],
  }
  await takeBack(parts, gathered, instance, reason)
  return gathered
}

async function takeBack(parts: RewindParts, gathered: Gathered, failed: Instance, reason: string): Promise<void> {
  const { diagnoses: _, ...instance } = failed
  const { db, build, now } = parts
  const { instanceId, executionId: before } = instance
  const executionId = randomHex128()
  const history = await historyOf(db, instanceId, before)
  const children = await childrenOf(db, history)
  const events = crossedOut(history, children).map((event) =>
    event.type === 'ExecutionStarted' ? { ...event, executionId } : event,
  )
  const within = { instanceId, executionId }
  const status = 'Running'
  gathered.instances.push({
    ...instance,
    ...within,
    status,
    output: null,
    updatedAt: now,
    historyLength: events.length,
  })
  gathered.history.push({ ...within, from: 0, events, build })
  const episodes = await episodesOf(db, instanceId, before)
  gathered.episodes.push(...episodes.map((episode) => ({ ...episode, executionId })))
  gathered.workItems.push(...openWork(events, within))
  gathered.timers.push(...openTimers(events, within))
  gathered.ended.push([instanceId, before])
  gathered.messages.push(messageOf(parts, within, reason))

  for (const child of children.values()) {
    if (child.parent?.instanceId !== instanceId || child.parent.executionId !== before) continue
    const adopted: Instance = { ...child, parent: { ...child.parent, executionId } }
    if (child.status === 'Failed') await takeBack(parts, gathered, adopted, reason)
    else if (!isFinal(child.status)) gathered.instances.push(adopted)
  }
}

function messageOf(
  { nextMessageId, now }: RewindParts,
  within: { instanceId: string; executionId: string },
  reason: string,
): InboxRow {
  return { id: nextMessageId(), ...within, event: { type: 'ExecutionRewound', at: now, reason } }
}

/** The children that there still are, by the sequence number under which they were created. */
async function childrenOf(db: HubDb, history: readonly HistoryEvent[]): Promise<Map<number, Instance>> {
  const children = new Map<number, Instance>()
  for (const event of history) {
    if (event.type !== 'SubOrchestrationInstanceCreated') continue
    const child = await instanceOf(db, event.instanceId)
    if (child) children.set(event.id, child)
  }
  return children
}

/** Crossed-out events keep their place, as the Azure Storage backend leaves them. */
function crossedOut(history: readonly HistoryEvent[], children: ReadonlyMap<number, Instance>): HistoryEvent[] {
  const failed = new Set(history.flatMap((event) => (isFailure(event) ? event.taskScheduledId : [])))
  const lastEpisode = history.findLastIndex((event) => event.type === 'OrchestratorStarted')
  const goes = (event: HistoryEvent, at: number): boolean => {
    switch (event.type) {
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
      case 'ExecutionCompleted':
        return true
      case 'TaskScheduled':
        return failed.has(event.id)
      case 'SubOrchestrationInstanceCreated':
        return failed.has(event.id) && children.get(event.id)?.status !== 'Failed' // begun anew instead
      case 'EventSent':
        return event.name === 'release' && at > lastEpisode // given back because it had failed
      default:
        return false
    }
  }
  return history.map((event, i) =>
    goes(event, i) ? { type: 'GenericEvent', at: event.at, data: `Rewound: ${event.type}` } : event,
  )
}

function isFailure(event: HistoryEvent) {
  return event.type === 'TaskFailed' || event.type === 'SubOrchestrationInstanceFailed'
}

type Within = Pick<Instance, 'instanceId' | 'executionId'>

/** Activities that were scheduled and have not ended: their rows went with the execution. */
function openWork(events: readonly HistoryEvent[], within: Within): WorkItemRow[] {
  const ended = new Set(events.flatMap((event) => ('taskScheduledId' in event ? event.taskScheduledId : [])))
  return events.flatMap((event) =>
    event.type === 'TaskScheduled' && !ended.has(event.id)
      ? [{ ...within, taskId: event.id, name: event.name, input: event.input }]
      : [],
  )
}

function openTimers(events: readonly HistoryEvent[], within: Within): TimerRow[] {
  const fired = new Set(events.flatMap((event) => (event.type === 'TimerFired' ? event.timerId : [])))
  return events.flatMap((event) =>
    event.type === 'TimerCreated' && !fired.has(event.id)
      ? [{ ...within, timerId: event.id, fireAt: event.fireAt }]
      : [],
  )
}
