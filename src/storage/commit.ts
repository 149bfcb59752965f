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
  try {
    await db.transaction('rw!', tables, ({ idbtrans }) => {
      for (const each of commits) write(each, (name) => idbtrans.objectStore(name))
      idbtrans.commit() // nothing is asked of the answers, so nobody waits for them
    })
  } catch (error) {
    throw named(error, stale)
  }
}

type TableName = 'instances' | 'history' | 'episodes' | 'inbox' | 'entities' | 'workItems' | 'timers' | 'logs'

/** To the browser's own object stores: of a commit that small, Dexie's account of each row is a third of the cost. */
function write(all: Commit, storeOf: (name: TableName) => IDBObjectStore): void {
  const add = (name: TableName, rows: readonly unknown[] = []) => {
    for (const row of rows) refusing(storeOf(name).add(row))
  }
  const put = (name: TableName, rows: readonly unknown[] = []) => {
    for (const row of rows) refusing(storeOf(name).put(row))
  }
  const drop = (name: TableName, keys: readonly (IDBValidKey | IDBKeyRange)[] = []) => {
    for (const key of keys) refusing(storeOf(name).delete(key))
  }
  const ended = all.ended?.map((execution) => IDBKeyRange.bound([...execution], [...execution, []]))
  add('history', all.history)
  put('instances', all.instances)
  put('episodes', all.episodes)
  put('inbox', all.messages)
  drop('inbox', all.messagesDone)
  put('workItems', all.workItems)
  drop('workItems', all.workItemsDone)
  put('entities', all.entities)
  drop('entities', all.entitiesGone)
  put('timers', all.timers)
  drop('timers', all.timersDone)
  drop('workItems', ended)
  drop('timers', ended)
  add('logs', all.logs)
}

/** A request that fails takes its transaction with it: Dexie, which would hear of it and keep the rest, does not. */
function refusing(request: IDBRequest): void {
  request.onerror = (event) => event.stopPropagation()
}

/** Removes instances, or entities, with everything that was ever written for them, but for lines of the console and strikes of faults. */
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

function stale(): Error {
  return new StaleEpisodeError('the history has grown since this was computed')
}

/** What an error of the database means: a row that is there already, or a full disk. Dexie wraps it, or several of them. */
export function named(error: unknown, thereAlready: () => Error): unknown {
  const names = causesOf(error).map((cause) => cause.name)
  if (names.includes('ConstraintError')) return thereAlready()
  return names.includes('QuotaExceededError') ? new StorageFullError() : error
}

function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const inner: unknown[] = error instanceof Dexie.BulkError ? error.failures : [(error as { inner?: unknown }).inner]
  return [error, ...inner.flatMap(causesOf)]
}
