import { Dexie } from 'dexie'
import type { Entity } from '#durable/entity.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode, LogLine } from '#durable/trace.ts'
import type { HubDb, MarkRow, TimerRow } from './hub-db.ts'

// Reads only. Each is safe inside a live query: no writes, and nothing awaited but the database.

/** The history of one execution, in order: all of it, or what was appended to the first `from` events. */
export async function historyOf(db: HubDb, instanceId: string, executionId: string, from = 0): Promise<HistoryEvent[]> {
  const rows = await db.history
    .where('[instanceId+executionId+from]')
    .between(...within(instanceId, executionId, from))
    .toArray()
  return rows.flatMap((row) => row.events)
}

/** The episodes of one execution, in order, from an index on. */
export function episodesOf(db: HubDb, instanceId: string, executionId: string, from = 0): Promise<Episode[]> {
  return db.episodes
    .where('[instanceId+executionId+index]')
    .between(...within(instanceId, executionId, from))
    .toArray()
}

export function instanceOf(db: HubDb, instanceId: string): Promise<Instance | undefined> {
  return db.instances.get(instanceId)
}

/** The durable timer that is due next. */
export function nextTimer(db: HubDb): Promise<TimerRow | undefined> {
  return db.timers.orderBy('fireAt').first()
}

/** Whether a fault has struck that piece of work already. */
export async function isStruck(db: HubDb, faultId: string, work: string): Promise<boolean> {
  return (await db.marks.where({ faultId, work }).count()) > 0
}

/** How often each fault has struck, by its id. */
export async function strikesOf(db: HubDb, faultIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = faultIds.map((id) =>
    db.marks.where('[faultId+work]').between([id, Dexie.minKey], [id, Dexie.maxKey]).count(),
  )
  const all = await Promise.all(counts)
  return new Map(faultIds.map((id, i) => [id, all[i] ?? 0]))
}

/** What was brought about in an execution, and the crashes of its hub, in the order in which they came. */
export async function marksOf(db: HubDb, instanceId: string, executionId: string): Promise<MarkRow[]> {
  if ((await db.marks.limit(1).count()) === 0) return [] // as in most hubs: one question instead of two
  const [struck, crashes] = await Promise.all([
    db.marks.where('instanceId').equals(instanceId).toArray(),
    db.marks.where('kind').equals('crash').toArray(),
  ])
  const its = struck.filter((mark) => mark.kind === 'fault' && (mark.executionId ?? executionId) === executionId)
  return [...its, ...crashes].toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0))
}

/** The newest instances first. */
export function recentInstances(db: HubDb, limit: number): Promise<Instance[]> {
  return db.instances.orderBy('createdAt').reverse().limit(limit).toArray()
}

/** The newest instance that no other one started. */
export function newestRoot(db: HubDb): Promise<Instance | undefined> {
  return db.instances
    .orderBy('createdAt')
    .reverse()
    .filter(({ parent }) => parent === undefined)
    .first()
}

/**
 * The executions of an instance, the first first: one, and one more for each time it continued as new or was rewound.
 * Reads one episode of each, however many there are.
 */
export async function executionsOf(db: HubDb, instanceId: string): Promise<string[]> {
  const firsts: Episode[] = []
  let after: unknown[] = [instanceId]
  for (;;) {
    const next = await db.episodes
      .where('[instanceId+executionId+index]')
      .between(after, [instanceId, Dexie.maxKey], false)
      .first()
    if (next === undefined) break
    firsts.push(next)
    after = [instanceId, next.executionId, Dexie.maxKey]
  }
  return firsts.toSorted((a, b) => a.startedAt - b.startedAt).map(({ executionId }) => executionId)
}

/** Part of a listing in the order of the ids: those that match and come after `after`, at most `limit`. */
export interface Listing<T> {
  readonly after: string
  readonly prefix: string
  readonly matches: (item: T) => boolean
  readonly limit: number
}

export function instancesAfter(db: HubDb, listing: Listing<Instance>): Promise<Instance[]> {
  const { matches, limit } = listing
  return db.instances
    .where(':id')
    .between(...rangeOf(listing))
    .filter(matches)
    .limit(limit)
    .toArray()
}

export function entitiesAfter(db: HubDb, listing: Listing<Entity>): Promise<Entity[]> {
  const { matches, limit } = listing
  return db.entities
    .where(':id')
    .between(...rangeOf(listing))
    .filter(matches)
    .limit(limit)
    .toArray()
}

function rangeOf<T>({
  after,
  prefix,
}: Listing<T>): [lower: string, upper: string, withLower: boolean, withUpper: true] {
  return [after > prefix ? after : prefix, `${prefix}\uffff`, after < prefix, true]
}

/** A line of the console with a key of its own, which grows with time. */
export type ConsoleLine = LogLine & { readonly id: number }

/** Which lines of the console. */
export interface LogQuery {
  /** Those about this instance. */
  readonly instanceId?: string | undefined
  /** Those that pass. */
  readonly passes?: (line: LogLine) => boolean
  /** Those in rows after this one. */
  readonly after?: number
  /** So many are looked at, the last first, before the rest is left alone. */
  readonly mostRead?: number
}

export interface FoundLines {
  /** Oldest first. */
  readonly lines: ConsoleLine[]
  /** The newest row that was looked at; that of `after` when there is none. */
  readonly upTo: number
  /** Older lines were left alone, although fewer than `limit` had been found. */
  readonly isCut: boolean
}

/** The last lines of the console that are asked for: at least `limit` when there are so many. */
export async function lastLogLines(db: HubDb, limit: number, query: LogQuery = {}): Promise<FoundLines> {
  const { instanceId, passes = () => true, after = 0, mostRead = Infinity } = query
  const rows = instanceId === undefined ? db.logs.orderBy('id') : db.logs.where('instanceIds').equals(instanceId)
  const found: ConsoleLine[][] = []
  let [count, read, upTo, isCut] = [0, 0, after, false]
  await rows
    .reverse()
    .until(({ id = 0 }) => {
      if (id <= after || count >= limit) return true
      isCut = read >= mostRead
      return isCut
    })
    .each(({ id = 0, lines }) => {
      const numbered = lines.map((line, i) => ({ ...line, id: id * MOST_LINES + i }))
      const own = numbered.filter(
        (line) => (instanceId === undefined || line.instanceId === instanceId) && passes(line),
      )
      found.push(own)
      count += own.length
      read += lines.length
      upTo = Math.max(upTo, id)
    })
  return { lines: found.reverse().flat(), upTo, isCut }
}

/** No row holds more lines than this. */
export const MOST_LINES = 10_000

function within(instanceId: string, executionId: string, from: number): [lower: unknown[], upper: unknown[]] {
  return [
    [instanceId, executionId, from],
    [instanceId, executionId, Dexie.maxKey],
  ]
}
