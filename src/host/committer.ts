import { type Commit, commit, StaleEpisodeError } from '#storage/commit.ts'
import type { HubDb } from '#storage/hub-db.ts'

interface Waiting {
  readonly commit: Commit
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * Writes commits one transaction at a time. What is ready while one is being written shares the next:
 * a thousand instances at once cost a few transactions and not a thousand.
 */
export class Committer {
  private readonly db: HubDb
  private waiting: Waiting[] = []
  private isWriting = false

  constructor(db: HubDb) {
    this.db = db
  }

  /** Resolves when it is on disk. Rejects with `StaleEpisodeError` or `StorageFullError`, and then nothing of it is. */
  write(commit: Commit): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ commit, resolve, reject })
      if (!this.isWriting) void this.drain()
    })
  }

  private async drain(): Promise<void> {
    this.isWriting = true
    while (this.waiting.length > 0) {
      const batch = this.waiting
      this.waiting = []
      await this.writeBatch(batch)
    }
    this.isWriting = false
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await commit(
        this.db,
        batch.map((each) => each.commit),
      )
      for (const each of batch) each.resolve()
    } catch (error) {
      const [only] = batch
      if (batch.length === 1 && only) only.reject(error)
      else if (error instanceof StaleEpisodeError) for (const each of batch) await this.writeBatch([each])
      else for (const each of batch) each.reject(error)
    }
  }
}
