import { Dexie } from 'dexie'
import type { BlobRow, ContainerRow, HubDb, QueueMessageRow, TableRow } from './hub-db.ts'

// Reads of the storage account. Each is safe inside a live query: no writes, and nothing awaited but the database.

/** Every queue with how many messages lie in it, by name. */
export async function queuesOf(db: HubDb): Promise<{ readonly name: string; readonly messages: number }[]> {
  const queues = await db.queues.toArray()
  return Promise.all(
    queues.map(async ({ name }) => ({ name, messages: await db.queueMessages.where('queue').equals(name).count() })),
  )
}

/** The first messages of a queue, without taking them. */
export async function peekMessages(db: HubDb, queue: string, limit: number): Promise<QueueMessageRow[]> {
  return (await db.queueMessages.where('queue').equals(queue).sortBy('seq')).slice(0, limit)
}

export function containersOf(db: HubDb): Promise<ContainerRow[]> {
  return db.containers.toArray()
}

/** The blobs of a container whose names begin with that prefix, by name, without their bytes. */
export function blobsOf(db: HubDb, container: string, prefix = ''): Promise<BlobRow[]> {
  return db.blobs
    .where(':id')
    .between([container, prefix], [container, prefix === '' ? Dexie.maxKey : `${prefix}\uffff`])
    .toArray()
}

/** The bytes of a blob; `undefined` when there is none. */
export async function blobBytes(db: HubDb, container: string, name: string): Promise<ArrayBuffer | undefined> {
  return (await db.blobContents.get([container, name]))?.bytes
}

/** The entities of a table, in the order of their keys; of one partition when it is given. */
export function tableRowsOf(db: HubDb, table: string, partitionKey?: string): Promise<TableRow[]> {
  const within = partitionKey === undefined ? [table] : [table, partitionKey]
  return db.tableRows
    .where(':id')
    .between(within, [...within, []]) // an array sorts after every text
    .toArray()
}
