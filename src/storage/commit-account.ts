import { Dexie } from 'dexie'
import type { EpochMs } from '#base/units.ts'
import { named } from './commit.ts'
import type { BlobReceiptRow, BlobRow, HubDb, QueueMessageRow, ScheduleRow, TableRow } from './hub-db.ts'

/** An entity of that keys is in the table already. Nothing of the commit was written. */
class EntityExistsError extends Error {
  override readonly name = 'EntityExistsError'
  constructor() {
    super('The specified entity already exists.')
  }
}

/** All that one outcome changes in the storage account. Every list may be left out. */
export interface AccountCommit {
  readonly queues?: readonly string[]
  readonly queuesCleared?: readonly string[]
  readonly queuesGone?: readonly string[]
  /** New ones have no `seq`. Their queues come into being with them. */
  readonly messages?: readonly QueueMessageRow[]
  readonly messagesGone?: readonly number[]
  readonly containers?: readonly string[]
  readonly containersGone?: readonly string[]
  /** Their containers come into being with them. */
  readonly blobs?: readonly { readonly row: BlobRow; readonly bytes: ArrayBuffer }[]
  readonly blobsGone?: readonly (readonly [container: string, name: string])[]
  readonly receipts?: readonly BlobReceiptRow[]
  /** Inserted: one of the same keys refuses the whole commit. */
  readonly tableRows?: readonly TableRow[]
  readonly tableRowsGone?: readonly (readonly [table: string, partitionKey: string, rowKey: string])[]
  readonly schedules?: readonly ScheduleRow[]
}

/** Writes it in one transaction, all or nothing. Throws {@link EntityExistsError} or `StorageFullError`. */
export async function commitAccount(db: HubDb, change: AccountCommit): Promise<void> {
  const { queues, queueMessages, containers, blobs, blobContents, blobReceipts, tableRows, schedules } = db
  const tables = [queues, queueMessages, containers, blobs, blobContents, blobReceipts, tableRows, schedules]
  try {
    await db.transaction('rw!', tables, async () => {
      await removeOld(db, change)
      await writeNew(db, change)
    })
  } catch (error) {
    throw named(error, () => new EntityExistsError())
  }
}

async function removeOld(db: HubDb, change: AccountCommit): Promise<void> {
  const emptied = [...(change.queuesCleared ?? []), ...(change.queuesGone ?? [])]
  await Promise.all([
    emptied.length > 0 && db.queueMessages.where('queue').anyOf(emptied).delete(),
    db.queues.bulkDelete([...(change.queuesGone ?? [])]),
    db.queueMessages.bulkDelete([...(change.messagesGone ?? [])]),
    db.containers.bulkDelete([...(change.containersGone ?? [])]),
    db.tableRows.bulkDelete((change.tableRowsGone ?? []).map(([table, partition, row]) => [table, partition, row])),
    ...[db.blobs, db.blobContents].flatMap((table) => [
      table.bulkDelete((change.blobsGone ?? []).map(([container, name]) => [container, name])),
      ...(change.containersGone ?? []).map((name) =>
        table.where(':id').between([name, Dexie.minKey], [name, Dexie.maxKey]).delete(),
      ),
    ]),
  ])
}

async function writeNew(db: HubDb, change: AccountCommit): Promise<void> {
  const { messages = [], blobs = [] } = change
  const queueNames = new Set([...(change.queues ?? []), ...messages.map(({ queue }) => queue)])
  const containerNames = new Set([...(change.containers ?? []), ...blobs.map(({ row }) => row.container)])
  const contents = blobs.map(({ row: { container, name }, bytes }) => ({ container, name, bytes }))
  await Promise.all([
    db.queues.bulkPut([...queueNames].map((name) => ({ name }))),
    db.queueMessages.bulkPut(messages),
    db.containers.bulkPut([...containerNames].map((name) => ({ name }))),
    db.blobs.bulkPut(blobs.map(({ row }) => row)),
    db.blobContents.bulkPut(contents),
    db.blobReceipts.bulkPut(change.receipts ?? []),
    db.tableRows.bulkAdd(change.tableRows ?? []),
    db.schedules.bulkPut(change.schedules ?? []),
  ])
}

/** Gives out the first visible messages of a queue: nobody else is given them before `until`. One transaction. */
export function takeMessages(
  db: HubDb,
  queue: string,
  { now, until, most }: { readonly now: EpochMs; readonly until: EpochMs; readonly most: number },
): Promise<QueueMessageRow[]> {
  return db.transaction('rw!', db.queueMessages, async () => {
    const all = await db.queueMessages.where('queue').equals(queue).sortBy('seq')
    const expired = all.filter(({ expiresAt }) => expiresAt <= now)
    const taken = all.filter(({ expiresAt, visibleAt }) => visibleAt <= now && expiresAt > now).slice(0, most)
    const given = taken.map((row): QueueMessageRow => ({
      ...row,
      visibleAt: until,
      dequeueCount: row.dequeueCount + 1,
      popReceipt: crypto.randomUUID(),
    }))
    await db.queueMessages.bulkDelete(expired.flatMap(({ seq }) => seq ?? []))
    await db.queueMessages.bulkPut(given)
    return given
  })
}

/** What a host that is gone had been given lies in the queue again, for all to take. */
export async function putBackMessages(db: HubDb, now: EpochMs): Promise<void> {
  await db.queueMessages
    .filter(({ popReceipt }) => popReceipt !== null)
    .modify((row: { popReceipt: string | null; visibleAt: EpochMs }) => {
      row.popReceipt = null
      row.visibleAt = now
    })
}
