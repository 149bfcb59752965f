import { type Commit, commit, StaleEpisodeError } from '#storage/commit.ts'
import type { HubDb } from '#storage/hub-db.ts'

interface Waiting {
  /** Missing for what is done alone. */
  readonly commit?: Commit
  readonly work?: () => Promise<void>
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
  private isFrozen = false

  constructor(db: HubDb) {
    this.db = db
  }

  /** Resolves when it is on disk. Rejects with `StaleEpisodeError` or `StorageFullError`, and then nothing of it is. */
  write(ready: Commit): Promise<void> {
    return this.enqueue({ commit: ready })
  }

  /** Removes what nobody will read. Should that fail, it is found and removed at the next start. */
  tidy(done: Pick<Commit, 'messagesDone' | 'workItemsDone'>): void {
    this.write(done).catch(() => {})
  }

  /** Runs between commits: after all that were handed over before it, before all that come after. */
  alone(work: () => Promise<void>): Promise<void> {
    return this.enqueue({ work })
  }

  /** As if the thread had ended: nothing is written any more, and nobody hears what became of it. */
  freeze(): void {
    this.isFrozen = true
    this.waiting = []
  }

  private enqueue(what: Pick<Waiting, 'commit' | 'work'>): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.isFrozen) return
      this.waiting.push({ ...what, resolve, reject })
      if (!this.isWriting) void this.drain()
    })
  }

  private async drain(): Promise<void> {
    this.isWriting = true
    while (this.waiting.length > 0) {
      const until = this.waiting.findIndex(({ work }) => work !== undefined)
      const batch = this.waiting.splice(0, until === -1 ? this.waiting.length : Math.max(until, 1))
      if (until === 0) await this.runAlone(batch)
      else await this.writeBatch(batch)
    }
    this.isWriting = false
  }

  private async runAlone([entry]: readonly Waiting[]): Promise<void> {
    try {
      await entry?.work?.()
      entry?.resolve()
    } catch (error) {
      entry?.reject(error)
    }
  }

  private async writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await commit(
        this.db,
        batch.flatMap((each) => each.commit ?? []),
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
