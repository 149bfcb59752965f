import type { DBCore, Dexie } from 'dexie'

/** Real milliseconds between two announcements of a hub that is written to without a pause. */
const PACE = 50

/**
 * Has a database tell all threads when it has been written to, at once or within `PACE`: that it changed, not what.
 *
 * Dexie by itself keeps book of every range that a commit touched and sends the book along, for its live queries. With
 * hundreds of commits a second that cost writer and readers more than the reading does, and a hub is read at a pace anyway.
 */
export function announceChanges(db: Dexie): void {
  for (const name of ['Observability', 'Cache']) db.unuse({ stack: 'dbcore', name })
  db.use({ stack: 'dbcore', name: 'announceChanges', create: (core) => watched(core, announcer(nameOf(db))) })
}

/** Calls back some moments after the database was written to, by any thread. Answers with the way to stop. */
export function onChange(db: Dexie, changed: () => void): () => void {
  const channel = new BroadcastChannel(nameOf(db))
  channel.onmessage = changed
  return () => channel.close()
}

function nameOf(db: Dexie): string {
  return `changed ${db.name}`
}

function watched(core: DBCore, announce: () => void): DBCore {
  return {
    ...core,
    transaction(tables, mode, options) {
      const transaction = core.transaction(tables, mode, options)
      // What Dexie hands out here is the browser's own transaction.
      if (mode === 'readwrite') (transaction as unknown as IDBTransaction).addEventListener('complete', announce)
      return transaction
    },
  }
}

function announcer(name: string): () => void {
  let channel: BroadcastChannel | undefined
  let timeout: ReturnType<typeof setTimeout> | undefined
  let saidAt = -Infinity
  const say = () => {
    timeout = undefined
    saidAt = performance.now()
    channel ??= quietly(new BroadcastChannel(name))
    channel.postMessage(null)
  }
  return () => {
    const wait = saidAt + PACE - performance.now()
    if (wait <= 0) say()
    else timeout ??= setTimeout(say, wait)
  }
}

/** In Node a channel would keep the process alive. */
function quietly(channel: BroadcastChannel): BroadcastChannel {
  if ('unref' in channel && typeof channel.unref === 'function') channel.unref()
  return channel
}
