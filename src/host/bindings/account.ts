import type { EpochMs } from '#base/units.ts'
import type { StorageChange } from '#durable/storage-change.ts'
import { type QueueEncoding, toQueueText } from '#durable/queue-text.ts'
import { type AccountCommit, commitAccount } from '#storage/commit-account.ts'
import type { BlobRow, HubDb, QueueMessageRow } from '#storage/hub-db.ts'
import type { HubClock } from '../hub-clock.ts'
import { splitBlobPath } from './blob-path.ts'

/** For so long a queue keeps a message, in milliseconds: seven days, as Azure does. */
const KEPT = 7 * 24 * 60 * 60_000

/** Which queues and containers have new things in them. */
export interface AccountNews {
  readonly queues: ReadonlySet<string>
  readonly containers: ReadonlySet<string>
}

/** The storage account of a project: the one place that writes it, and that tells triggers what is new. */
export class Account {
  /** How messages lie in queues; host.json of the app that runs says. */
  encoding: QueueEncoding = 'base64'
  private readonly db: HubDb
  private readonly clock: HubClock
  private readonly listeners = new Set<(news: AccountNews) => void>()

  constructor(db: HubDb, clock: HubClock) {
    this.db = db
    this.clock = clock
  }

  /** Calls `hear` after each commit that brought messages or blobs, until the returned function is called. */
  listen(hear: (news: AccountNews) => void): () => void {
    this.listeners.add(hear)
    return () => this.listeners.delete(hear)
  }

  /** Writes all of it or nothing. */
  async commit(change: AccountCommit): Promise<void> {
    await commitAccount(this.db, change)
    const queues = new Set(change.messages?.map(({ queue }) => queue))
    const containers = new Set(change.blobs?.map(({ row }) => row.container))
    if (queues.size + containers.size > 0) for (const hear of this.listeners) hear({ queues, containers })
  }

  /** A new message, to be committed. Throws when no queue can be called that. */
  message(queue: string, text: string): QueueMessageRow {
    const now = this.clock.now()
    return {
      id: crypto.randomUUID(),
      queue: queueName(queue),
      text: toQueueText(text, this.encoding),
      insertedAt: now,
      expiresAt: (now + KEPT) as EpochMs,
      visibleAt: now,
      dequeueCount: 0,
      popReceipt: null,
    }
  }

  /** A blob as it is to be written, to be committed. Throws when its path is none. */
  async blob(path: string, bytes: ArrayBuffer, contentType = 'application/octet-stream') {
    const { container, name } = splitBlobPath(path)
    if (name === '') throw new Error(`Invalid blob path specified : '${path}'. A blob needs a name.`)
    const now = this.clock.now()
    const before = await this.db.blobs.get([container, name])
    const row: BlobRow = {
      container,
      name,
      length: bytes.byteLength,
      contentType,
      etag: `0x${crypto.randomUUID().replaceAll('-', '').slice(0, 15).toUpperCase()}`,
      createdAt: before?.createdAt ?? now,
      modifiedAt: now,
    }
    return { row, bytes }
  }

  /** What a person does by hand. Throws what is wrong with a name. */
  async change(change: StorageChange): Promise<void> {
    await this.commit(await this.commitOf(change))
  }

  private async commitOf(change: StorageChange): Promise<AccountCommit> {
    switch (change.kind) {
      case 'add message':
        return { messages: [this.message(change.queue, change.text)] }
      case 'create queue':
        return { queues: [queueName(change.queue)] }
      case 'clear queue':
        return { queuesCleared: [change.queue] }
      case 'delete queue':
        return { queuesGone: [change.queue] }
      case 'create container':
        return { containers: [splitBlobPath(change.container).container] }
      case 'delete container':
        return { containersGone: [change.container] }
      case 'write blob':
        return { blobs: [await this.blob(`${change.container}/${change.name}`, change.bytes, change.contentType)] }
      case 'delete blob':
        return { blobsGone: [[change.container, change.name]] }
      case 'delete entity':
        return { tableRowsGone: [[change.table, change.partitionKey, change.rowKey]] }
    }
  }
}

/** Azure's rule: 3 to 63 lower-case letters, digits and single hyphens between them. Throws for another name. */
export function queueName(name: string): string {
  if (name.length >= 3 && name.length <= 63 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name)) return name
  throw new Error(
    `'${name}' cannot be the name of a queue: it takes 3 to 63 lower-case letters, digits and single hyphens between them.`,
  )
}
