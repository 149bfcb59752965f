import { Dexie, type EntityTable, type Table } from 'dexie'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Entity } from '#durable/entity.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode, LogLine } from '#durable/trace.ts'

/** What one commit appended to one execution: all its events, and the build that decided them. */
export interface HistoryRow {
  readonly instanceId: string
  readonly executionId: string
  /** The position of `events[0]` in the execution's history. Unique, so of two commits computed from one history one is refused. */
  readonly from: number
  readonly events: readonly HistoryEvent[]
  readonly build: string
}

/** A message that waits for its instance: external events, starts, and whatever could not be processed at once. */
export interface InboxRow {
  /** Given by the host: it grows, so the inbox keeps the order of arrival. */
  readonly id: number
  /** An orchestration's, or an entity's (`@counter@k`). */
  readonly instanceId: string
  /** Given when it is for that execution alone, and nothing to one that came after it under the same id. */
  readonly executionId?: string
  readonly event: HistoryEvent
}

/** An activity that has been scheduled and has not answered. After a reload it is run again: at least once. */
export interface WorkItemRow {
  readonly instanceId: string
  readonly executionId: string
  readonly taskId: number
  readonly name: string
  readonly input: JsonText | null
}

export interface TimerRow {
  readonly instanceId: string
  readonly executionId: string
  readonly timerId: number
  readonly fireAt: EpochMs
}

/** Log lines as they were written: many to a row, because a row is what costs. */
export interface LogRow {
  readonly id?: number
  readonly lines: readonly LogLine[]
}

/** Facts of the hub as a whole, by name: `clock`. */
export interface MetaRow {
  readonly key: string
  readonly value: unknown
}

/** The task hub of one project. Written by the host alone; anyone on our origin may read. */
export type HubDb = Dexie & {
  readonly instances: EntityTable<Instance, 'instanceId'>
  readonly history: Table<HistoryRow, [instanceId: string, executionId: string, from: number]>
  readonly episodes: Table<Episode, [instanceId: string, executionId: string, index: number]>
  readonly inbox: Table<InboxRow, number>
  readonly workItems: Table<WorkItemRow, [instanceId: string, executionId: string, taskId: number]>
  readonly entities: EntityTable<Entity, 'id'>
  readonly timers: Table<TimerRow, [instanceId: string, executionId: string, timerId: number]>
  readonly logs: Table<LogRow, number>
  readonly meta: EntityTable<MetaRow, 'key'>
}

/** The name of a project's hub. A project id is 128 random bits, never taken from a name or a link. */
export function hubName(projectId: string): string {
  return `hub:${projectId}`
}

/** Opens a project's task hub. Ask for relaxed durability: a lost last episode is run again from history. */
export function openHub(projectId: string): HubDb {
  const db = new Dexie(hubName(projectId), { chromeTransactionDurability: 'relaxed' }) as HubDb
  // A list to append to: never edit a version that has shipped. Index only what a query filters by.
  db.version(1).stores({
    instances: 'instanceId, createdAt',
    history: '[instanceId+executionId+from]',
    episodes: '[instanceId+executionId+index]',
    inbox: 'id, instanceId',
    workItems: '[instanceId+executionId+taskId]',
    timers: '[instanceId+executionId+timerId]',
    logs: '++id',
    meta: 'key',
  })
  db.version(2).stores({ entities: 'id' })
  return db
}
