import type { Build } from '#durable/build.ts'
import type { Connection } from '#wire/connect.ts'
import type { HostServices } from '#wire/language-calls.ts'
import type { Handlers } from '#wire/serve.ts'
import { SideWorker, type SideWorkerParts } from './side-worker.ts'

/** Real milliseconds that an app may take to load, and one of its replays; a replay more for each event of its history. */
export interface Patience {
  readonly loading: number
  readonly replaying: number
}

const PATIENCE: Readonly<Record<Build['language'], Patience>> = {
  javascript: { loading: 10_000, replaying: 5_000 },
  python: { loading: 60_000, replaying: 30_000 },
}
const PER_EVENT = 1
/** Real milliseconds without a question after which the worker is ended. */
const IDLE = 60_000

export interface ReplayWorkerParts<C, App> extends Omit<SideWorkerParts<C>, 'stopped'> {
  /** Loads a build into a worker that has just begun. */
  readonly load: (connection: Connection<C>, build: Build) => Promise<App>
  readonly patience?: Patience
}

/**
 * A language worker of its own for code that is only replayed, one question at a time: nothing is begun, sent or written.
 * It keeps the build that was asked about last. Code that holds its thread is ended with it, and so is who has nothing to do.
 */
export class ReplayWorker<C, App> {
  private readonly parts: ReplayWorkerParts<C, App>
  private readonly worker: SideWorker<C>
  private loaded: { readonly buildId: string; readonly app: App } | undefined
  private patience = PATIENCE.javascript
  private turn: Promise<unknown> = Promise.resolve()
  private idle: ReturnType<typeof setTimeout> | undefined

  constructor(parts: ReplayWorkerParts<C, App>) {
    this.parts = parts
    this.worker = new SideWorker({ ...parts, stopped: 'The replay was stopped.' })
  }

  /**
   * Answers a question about a build, when its turn has come. `needBuild`: another one is loaded, and `build` is null.
   * Rejects with the error of loading it, with that of the question, and when either takes too long.
   */
  ask<T>(
    { build, buildId }: { readonly build: Build | null; readonly buildId: string },
    question: (app: App) => Promise<T>,
  ): Promise<T | { readonly needBuild: true }> {
    const answer = this.turn.then(async () => {
      clearTimeout(this.idle)
      try {
        const app = await this.appOf(buildId, build)
        return app === undefined ? ({ needBuild: true } as const) : await question(app)
      } finally {
        this.idle = setTimeout(() => this.stop(), IDLE)
      }
    })
    this.turn = answer.catch(() => {})
    return answer
  }

  /** Changes what is loaded, if anything is, when its turn has come. */
  tell(change: (app: App) => void): void {
    this.turn = this.turn.then(() => this.loaded && change(this.loaded.app))
  }

  /** Ends the worker, and rejects, when the replay of so many events is not done in time. */
  replayed<T>(replay: Promise<T>, events: number): Promise<T> {
    return this.inTime(replay, this.patience.replaying + PER_EVENT * events)
  }

  /** Ends the worker, if there is one. The next question begins another. */
  stop(): void {
    clearTimeout(this.idle)
    this.loaded = undefined
    this.worker.stop()
  }

  private async appOf(buildId: string, build: Build | null): Promise<App | undefined> {
    if (this.loaded?.buildId === buildId) return this.loaded.app
    if (build === null) return undefined
    this.stop()
    const { language } = build
    this.patience = this.parts.patience ?? PATIENCE[language]
    const connection = await this.worker.start(language, noServices)
    try {
      const app = await this.inTime(this.parts.load(connection, build), this.patience.loading)
      this.loaded = { buildId, app }
      return app
    } catch (error) {
      this.stop()
      throw error
    }
  }

  private async inTime<T>(work: Promise<T>, patience: number): Promise<T> {
    let timeout: ReturnType<typeof setTimeout> | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timeout = setTimeout(() => {
        reject(new Error(tooLong(patience)))
        this.stop()
      }, patience)
    })
    try {
      return await Promise.race([work, tooLate])
    } finally {
      clearTimeout(timeout)
    }
  }
}

function tooLong(patience: number): string {
  return `The code was still at it after ${Math.round(patience / 100) / 10} s and was stopped. Perhaps it does not come to an end.`
}

const SENDS_NOTHING = 'This code is only replayed: it can send nothing.'

/** What code that is only replayed may ask for: nothing, and what it says was said long ago. */
export const noServices: Handlers<HostServices> = {
  http: () => Promise.reject(new Error(SENDS_NOTHING)),
  fetch: () => Promise.reject(new Error(SENDS_NOTHING)),
  log: async () => null,
  started: async () => null,
}
