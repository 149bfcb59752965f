import { Dexie } from 'dexie'
import type { Entity } from '#durable/entity.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import type { HistoryRow, HubDb, InboxRow, LogRow, TimerRow, WorkItemRow } from './hub-db.ts'

/** The history has grown, or the instance was started anew, since this was computed: compute it again. */
export class StaleEpisodeError extends Error {
  override readonly name = 'StaleEpisodeError'
}

/** The disk or the browser's quota is full. Nothing of the commit was written. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError'
  constructor() {
    super("This browser's storage for the playground is full: nothing was written. Purge instances or delete projects.")
  }
}

/** All that one step of an instance or an entity changes. Every list may be left out. */
export interface Commit {
  readonly instances?: readonly Instance[]
  readonly history?: readonly HistoryRow[]
  readonly episodes?: readonly Episode[]
  readonly messages?: readonly InboxRow[]
  readonly messagesDone?: readonly number[]
  readonly workItems?: readonly WorkItemRow[]
  readonly workItemsDone?: readonly WorkItemKey[]
  readonly entities?: readonly Entity[]
  /** Entities that neither exist nor are locked. */
  readonly entitiesGone?: readonly string[]
  readonly timers?: readonly TimerRow[]
  readonly timersDone?: readonly TimerKey[]
  /** Executions that are over: no timer and no work item of theirs is left. */
  readonly ended?: readonly (readonly [instanceId: string, executionId: string])[]
  readonly logs?: readonly LogRow[]
}

export type WorkItemKey = [instanceId: string, executionId: string, taskId: number]
export type TimerKey = [instanceId: string, executionId: string, timerId: number]

/**
 * Writes commits, in order, in one transaction: all of them or none.
 *
 * A history row is added under its position, which two commits computed from one history share: the second is refused
 * with a {@link StaleEpisodeError}, so an execution has one future even with two tabs open on one hub.
 */
export async function commit(db: HubDb, commits: readonly Commit[]): Promise<void> {
  const { instances, history, episodes, inbox, entities, workItems, timers, logs } = db
  const tables = [instances, history, episodes, inbox, entities, workItems, timers, logs]
  const all = <K extends keyof Commit>(key: K) => commits.flatMap((each) => (each[key] ?? []) as never[])
  try {
    await db.transaction('rw!', tables, async () => {
      await Promise.all([
        ...some(all('history') as HistoryRow[], (rows) => history.bulkAdd(rows)),
        ...some(all('instances') as Instance[], (rows) => instances.bulkPut(rows)),
        ...some(all('episodes') as Episode[], (rows) => episodes.bulkPut(rows)),
        ...some(all('messages') as InboxRow[], (rows) => inbox.bulkPut(rows)),
        ...some(all('messagesDone') as number[], (keys) => inbox.bulkDelete([...keys])),
        ...some(all('workItems') as WorkItemRow[], (rows) => workItems.bulkPut(rows)),
        ...some(all('workItemsDone') as WorkItemKey[], (keys) => workItems.bulkDelete([...keys])),
        ...some(all('entities') as Entity[], (rows) => entities.bulkPut(rows)),
        ...some(all('entitiesGone') as string[], (keys) => entities.bulkDelete([...keys])),
        ...some(all('timers') as TimerRow[], (rows) => timers.bulkPut(rows)),
        ...some(all('timersDone') as TimerKey[], (keys) => timers.bulkDelete([...keys])),
        ...(all('ended') as [string, string][]).flatMap((key) =>
          [timers, workItems].map((table) =>
            table
              .where(':id')
              .between(key, [...key, []])
              .delete(),
          ),
        ),
        ...some(all('logs') as LogRow[], (rows) => logs.bulkAdd(rows)),
      ])
    })
  } catch (error) {
    throw named(error)
  }
}

/** Removes instances, or entities, with everything that was ever written for them, but for lines of the console. */
export async function purge(db: HubDb, instanceIds: readonly string[]): Promise<void> {
  const { instances, history, episodes, inbox, entities, workItems, timers } = db
  await db.transaction('rw!', [instances, history, episodes, inbox, entities, workItems, timers], async () => {
    for (const id of instanceIds) {
      const range = [[id], [id, []]] as const // an array sorts after every string and number: the whole instance
      await Promise.all([
        instances.delete(id),
        entities.delete(id),
        ...[history, episodes, workItems, timers].map((table) =>
          table
            .where(':id')
            .between(...range)
            .delete(),
        ),
        inbox.where('instanceId').equals(id).delete(),
      ])
    }
  })
}

/** Stores a fact of the hub as a whole. */
export async function setMeta(db: HubDb, key: string, value: unknown): Promise<void> {
  await db.meta.put({ key, value })
}

function some<T, R>(rows: readonly T[], write: (rows: readonly T[]) => R): R[] {
  return rows.length === 0 ? [] : [write(rows)]
}

function named(error: unknown): unknown {
  const names = causesOf(error).map((cause) => cause.name)
  if (names.includes('ConstraintError')) return new StaleEpisodeError('the history has grown since this was computed')
  return names.includes('QuotaExceededError') ? new StorageFullError() : error
}

function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const inner: unknown[] = error instanceof Dexie.BulkError ? error.failures : [(error as { inner?: unknown }).inner]
  return [error, ...inner.flatMap(causesOf)]
}
