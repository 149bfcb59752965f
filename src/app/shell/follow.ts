import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { episodesOf, historyOf, instanceOf, newestRoot, recentInstances } from '#storage/queries.ts'

/** An instance with all that is drawn of it, read in one go: its history and its status never disagree. */
export interface Followed {
  readonly hub: HubDb | null
  /** The instance that was asked for; when there is none of that id, the newest stands in for it. */
  readonly asked?: string | undefined
  readonly instance: Instance | null
  readonly executionId: string
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

export const nobody: Followed = { hub: null, instance: null, executionId: '', history: [], episodes: [] }

/** Reads again and again. History only grows, so each time only what is new of it is read. */
export function follower(hub: HubDb, instanceId?: string, executionId?: string): () => Promise<Followed> {
  let known: Followed = { ...nobody, hub }
  const read = async (): Promise<Followed> => {
    const chosen = instanceId === undefined ? undefined : await instanceOf(hub, instanceId)
    const instance = chosen ?? (await newest(hub, known.instance))
    if (instance === undefined) return { ...nobody, hub, asked: instanceId }
    const execution = (chosen && executionId) || instance.executionId
    const isSame = known.instance?.instanceId === instance.instanceId && known.executionId === execution
    const [history, episodes] = isSame ? [known.history, known.episodes] : [[], []]
    const newer = await historyOf(hub, instance.instanceId, execution, history.length)
    const later = await episodesOf(hub, instance.instanceId, execution, episodes.length)
    return {
      hub,
      asked: instanceId,
      instance,
      executionId: execution,
      history: newer.length === 0 ? history : [...history, ...newer],
      episodes: later.length === 0 ? episodes : [...episodes, ...later],
    }
  }
  return async () => {
    known = await hub.transaction('r', [hub.instances, hub.history, hub.episodes], read)
    return known
  }
}

/** So many of the newest are looked at: between two readings few can have begun. */
const LATEST = 10

/**
 * The newest instance that no other one started: its children are its own affair. A hub may hold thousands of these, so
 * it is only searched when nothing is known yet.
 */
async function newest(hub: HubDb, known: Instance | null): Promise<Instance | undefined> {
  const [current, latest] = await Promise.all([
    known === null ? undefined : instanceOf(hub, known.instanceId),
    recentInstances(hub, LATEST),
  ])
  if (current === undefined) return (await newestRoot(hub)) ?? latest[0]
  const roots = await Promise.all(latest.map((instance) => rootOf(hub, instance)))
  return roots.reduce((newer, root) => (root.createdAt > newer.createdAt ? root : newer), current)
}

async function rootOf(hub: HubDb, instance: Instance): Promise<Instance> {
  const seen = new Set<string>()
  let root = instance
  while (root.parent !== undefined && !seen.has(root.instanceId)) {
    seen.add(root.instanceId)
    const parent = await instanceOf(hub, root.parent.instanceId)
    if (parent === undefined) break
    root = parent
  }
  return root
}
