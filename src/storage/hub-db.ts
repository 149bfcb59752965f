import { Dexie, type EntityTable, type Table } from 'dexie'
import { randomHex128 } from '#base/ids.ts'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Entity } from '#durable/entity.ts'
import type { FaultKind } from '#durable/fault.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode, LogLine } from '#durable/trace.ts'
import { announceChanges } from './changes.ts'

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
  /** The instances that lines of it are about. */
  readonly instanceIds: readonly string[]
}

/** A row of these lines. */
export function logRow(lines: readonly LogLine[]): LogRow {
  return { lines, instanceIds: [...new Set(lines.flatMap(({ instanceId }) => instanceId ?? []))] }
}

/** A queue of the project's storage account; it may be empty. */
export interface QueueRow {
  readonly name: string
}

/** A message in a storage queue. Times are hub time. */
export interface QueueMessageRow {
  /** Given by the database: it grows, so a queue is read in the order of arrival. */
  readonly seq?: number
  readonly id: string
  readonly queue: string
  /** As it lies in the queue: host.json decides whether that is base64. */
  readonly text: string
  readonly insertedAt: EpochMs
  readonly expiresAt: EpochMs
  /** Nobody is given it before then. */
  readonly visibleAt: EpochMs
  readonly dequeueCount: number
  /** Whoever has been given it and has neither deleted nor put it back. */
  readonly popReceipt: string | null
}

export interface ContainerRow {
  readonly name: string
}

/** What is known of a blob beside its bytes, which lie in a table of their own: a listing need not read them. */
export interface BlobRow {
  readonly container: string
  /** With slashes where a person sees folders. */
  readonly name: string
  readonly length: number
  readonly contentType: string
  /** Another one after each write. */
  readonly etag: string
  readonly createdAt: EpochMs
  readonly modifiedAt: EpochMs
}

export interface BlobContentRow {
  readonly container: string
  readonly name: string
  readonly bytes: ArrayBuffer
}

/** That a function has seen a blob as it was at that etag. */
export interface BlobReceiptRow {
  readonly functionName: string
  readonly container: string
  readonly name: string
  readonly etag: string
}

/** An entity of a storage table (not a durable one). */
export interface TableRow {
  readonly table: string
  readonly partitionKey: string
  readonly rowKey: string
  /** Its other properties, as a JSON object. */
  readonly fields: JsonText
  readonly at: EpochMs
}

/** When a timer function ran and is to run. */
export interface ScheduleRow {
  readonly functionName: string
  /** The expression that `next` was computed from. */
  readonly schedule: string
  /** `null` when it never ran. */
  readonly last: EpochMs | null
  readonly next: EpochMs
  readonly updatedAt: EpochMs
}

/** Something that the person brought about, and that nobody shall take for an accident. */
export type MarkRow = { readonly id?: number; readonly at: EpochMs } & (
  | {
      readonly kind: 'fault'
      readonly faultId: string
      readonly effect: FaultKind
      /** The piece of work that it struck, within its fault. */
      readonly work: string
      readonly functionName: string
      readonly instanceId: string
      readonly executionId?: string
      readonly taskId?: number
      readonly episode?: number
    }
  /** Host and language workers ended here, and came back from this database. */
  | { readonly kind: 'crash' }
)

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
  readonly queues: EntityTable<QueueRow, 'name'>
  readonly queueMessages: Table<QueueMessageRow, number>
  readonly containers: EntityTable<ContainerRow, 'name'>
  readonly blobs: Table<BlobRow, [container: string, name: string]>
  readonly blobContents: Table<BlobContentRow, [container: string, name: string]>
  readonly blobReceipts: Table<BlobReceiptRow, [functionName: string, container: string, name: string]>
  readonly tableRows: Table<TableRow, [table: string, partitionKey: string, rowKey: string]>
  readonly schedules: EntityTable<ScheduleRow, 'functionName'>
  readonly marks: Table<MarkRow, number>
}

/** The name of a project's hub. A project id is 128 random bits, never taken from a name or a link. */
export function hubName(projectId: string): string {
  return `hub:${projectId}`
}

/** The projects of this browser that have a task hub, `first` before the others when it is one of them. */
export async function projectsWithHub(first?: string): Promise<string[]> {
  const prefix = hubName('')
  const names = (await Dexie.getDatabaseNames()).filter((name) => name.startsWith(prefix) && madeAt(name) === undefined)
  return names.map((name) => name.slice(prefix.length)).toSorted((a, b) => Number(b === first) - Number(a === first))
}

const OLD = 10 * 60_000

/** The hub of one repetition of a run; it says when it was made, by the wall clock. */
export function trialId(now: number): string {
  return `trial-${now}-${randomHex128()}`
}

/** Whether a database is the hub of a repetition that nobody can be waiting for any more. */
export function isOldTrial(name: string, now: number): boolean {
  const made = madeAt(name)
  return made !== undefined && now - made > OLD
}

/** When the hub of a repetition was made; `undefined` for any other. */
function madeAt(name: string): number | undefined {
  const [, made] = /^hub:trial-(\d+)-/.exec(name) ?? []
  return made === undefined ? undefined : Number(made)
}

/** Opens a project's task hub. Ask for relaxed durability: a lost last episode is run again from history. */
export function openHub(projectId: string): HubDb {
  return open(hubName(projectId))
}

/** Opens the database beside a hub in which its host lays out histories as runs, to be looked at (see `replays.ts`). */
export function openReplays(hub: HubDb): HubDb {
  return open(hub.name.replace(hubName(''), 'replays:'))
}

function open(name: string): HubDb {
  const db = new Dexie(name, { chromeTransactionDurability: 'relaxed' }) as HubDb
  announceChanges(db)
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
  db.version(3).stores({
    queues: 'name',
    queueMessages: '++seq, queue',
    containers: 'name',
    blobs: '[container+name]',
    blobContents: '[container+name]',
    blobReceipts: '[functionName+container+name]',
    tableRows: '[table+partitionKey+rowKey]',
    schedules: 'functionName',
  })
  db.version(4).stores({ timers: '[instanceId+executionId+timerId], fireAt' })
  db.version(5).stores({ marks: '++id, [faultId+work], instanceId, kind' })
  db.version(6)
    .stores({ logs: '++id, *instanceIds' })
    .upgrade((tx) =>
      tx
        .table<LogRow>('logs')
        .toCollection()
        .modify((row, { value }) => Object.assign(value, logRow(row.lines))),
    )
  return db
}
