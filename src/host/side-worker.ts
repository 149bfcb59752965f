import type { Build } from '#durable/build.ts'
import { type AnswerParsers, connect, type Connection } from '#wire/connect.ts'
import type { PageCalls, WorkerPurpose } from '#wire/host-calls.ts'
import type { HostServices } from '#wire/language-calls.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { type Handlers, serve } from '#wire/serve.ts'

export interface SideWorkerParts<C> {
  readonly page: Connection<PageCalls>
  readonly purpose: Exclude<WorkerPurpose, 'to run'>
  readonly answers: AnswerParsers<C>
  /** What whoever waits for it is told when it is ended. */
  readonly stopped: string
}

/** A language worker beside those that run the app: what runs hears nothing of it, and it may be ended at any moment. */
export class SideWorker<C> {
  private readonly parts: SideWorkerParts<C>
  private end: (() => void) | undefined

  constructor(parts: SideWorkerParts<C>) {
    this.parts = parts
  }

  /** Starts one in the place of any before. Rejects when it cannot be started, and when it is ended before it has started. */
  async start(language: Build['language'], services: Handlers<HostServices>): Promise<Connection<C>> {
    this.stop()
    const { page, purpose, answers, stopped } = this.parts
    const kill = () => void page.call('kill', { language, purpose }).catch(() => {}) // the page is gone: so is the worker
    this.end = kill
    const { port } = await page.call('spawn', { language, purpose })
    if (this.end !== kill) {
      if (!this.end) kill() // it began after it was ended, and nobody has begun another since
      throw new Error(stopped)
    }
    const connection = connect<C>(port, answers)
    serve<HostServices>(port, services, serviceAsks())
    this.end = () => {
      connection.abandon(new Error(stopped))
      kill()
    }
    return connection
  }

  /** Ends the worker, if there is one, whatever it is at. */
  stop(): void {
    this.end?.()
    this.end = undefined
  }
}
