import { Dexie } from 'dexie'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import type { HubDb, LogRow } from './hub-db.ts'

// Reads only. Each is safe inside a live query: no writes, and nothing awaited but the database.

/** The whole history of one execution, in order. */
export async function historyOf(db: HubDb, instanceId: string, executionId: string): Promise<HistoryEvent[]> {
  const rows = await db.history.where('[instanceId+executionId+from]').between(...within(instanceId, executionId)).toArray()
  return rows.flatMap((row) => row.events)
}

/** The episodes of one execution, in order. */
export function episodesOf(db: HubDb, instanceId: string, executionId: string): Promise<Episode[]> {
  return db.episodes.where('[instanceId+executionId+index]').between(...within(instanceId, executionId)).toArray()
}

export function instanceOf(db: HubDb, instanceId: string): Promise<Instance | undefined> {
  return db.instances.get(instanceId)
}

/** The newest instances first. */
export function recentInstances(db: HubDb, limit: number): Promise<Instance[]> {
  return db.instances.orderBy('createdAt').reverse().limit(limit).toArray()
}

/** The last lines of the console, oldest first. */
export async function lastLogLines(db: HubDb, limit: number): Promise<LogRow[]> {
  const newestFirst = await db.logs.orderBy('id').reverse().limit(limit).toArray()
  return newestFirst.reverse()
}

function within(instanceId: string, executionId: string): [lower: unknown[], upper: unknown[]] {
  return [
    [instanceId, executionId, Dexie.minKey],
    [instanceId, executionId, Dexie.maxKey],
  ]
}
