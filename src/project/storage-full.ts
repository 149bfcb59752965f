/** The browser gives this site no more room. Nothing of the write that met it was kept. */
export class StorageFullError extends Error {
  override readonly name = 'StorageFullError'
}

/** Runs a write and names the one failure that its caller can do something about: no room left. */
export async function orStorageFull<T>(write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!isQuota(error)) throw error
    const message =
      'This browser has no room left for the playground, and nothing of this change was saved. Delete a project, or free disk space, and try again.'
    throw new StorageFullError(message, { cause: error })
  }
}

/** The quota shows as itself when a request meets it, and inside an abort when the commit does. */
function isQuota(error: unknown): boolean {
  if (!(error instanceof Error || error instanceof DOMException)) return false
  return error.name === 'QuotaExceededError' || isQuota('inner' in error ? error.inner : error.cause)
}
