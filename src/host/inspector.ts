import type { ClockState } from '#durable/clock-mode.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { historyOf } from '#storage/queries.ts'
import type { Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls } from '#wire/host-calls.ts'
import type { InspectorCalls } from '#wire/language-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { inspectorAnswers } from '#wire/parse-inspection.ts'
import { FunctionCatalog } from './functions.ts'
import { loadAsk } from './load-ask.ts'
import { type Patience, ReplayWorker } from './replay-worker.ts'

type InspectAsk = Ask<HostCalls, 'inspect'>

export interface InspectorParts {
  readonly db: HubDb
  /** Where histories are laid out as runs. */
  readonly replays: HubDb
  readonly page: Connection<PageCalls>
  /** The app's own address, with a slash at its end. */
  readonly base: string
  /** How hub time passes now. */
  readonly clock: () => ClockState
  readonly patience?: Patience
}

/** An app that is looked at, and the history that its worker has been sent. */
interface InspectedApp {
  readonly connection: Connection<InspectorCalls>
  readonly catalog: FunctionCatalog
  sent: { readonly db?: HubDb; readonly executionId: string; readonly length: number }
}

const NOTHING_SENT = { executionId: '', length: 0 }

/** Answers what code had done at a position of history, by replaying it: one question at a time. */
export class Inspector {
  private readonly parts: InspectorParts
  private readonly worker: ReplayWorker<InspectorCalls, InspectedApp>

  constructor(parts: InspectorParts) {
    this.parts = parts
    const { page, base, clock, patience } = parts
    this.worker = new ReplayWorker<InspectorCalls, InspectedApp>({
      page,
      purpose: 'to look on',
      answers: inspectorAnswers,
      ...(patience && { patience }),
      load: async (connection, build) => {
        const { functions } = await connection.call('load', { ...loadAsk(build, base, clock()), isInspected: true })
        return { connection, catalog: new FunctionCatalog(functions), sent: NOTHING_SENT }
      },
    })
  }

  /** Rejects with the error of loading or replaying the code, and when that takes too long. */
  inspect({ build, buildId, ...ask }: InspectAsk): Promise<Answer<HostCalls, 'inspect'>> {
    return this.worker.ask({ build, buildId }, async (app) => {
      try {
        return await this.look(app, ask)
      } catch (error) {
        this.stop() // after an error nobody knows what that worker still has
        throw error
      }
    })
  }

  /** Other histories lie where replays are looked for: what was sent of them counts no more. */
  replaysChanged(): void {
    this.worker.tell((app) => (app.sent = NOTHING_SENT))
  }

  /** Ends the worker, if there is one. */
  stop(): void {
    this.worker.stop()
  }

  private async look(app: InspectedApp, looked: Omit<InspectAsk, 'build' | 'buildId'>): Promise<Inspection> {
    const { isReplay, ...ask } = looked
    const db = isReplay ? this.parts.replays : this.parts.db
    const { instanceId, executionId } = ask
    const first = await db.history.get([instanceId, executionId, 0])
    if (!first) throw new Error('This execution has no history any more: it was purged.')
    const { sent } = app
    const from = sent.db === db && sent.executionId === executionId ? sent.length : 0
    const events = await historyOf(db, instanceId, executionId, from)
    const started = first.events.find((event) => event.type === 'ExecutionStarted')
    const name = started?.name ?? ''
    const question = {
      ...ask,
      name: app.catalog.find('orchestrator', name)?.name ?? name,
      parentInstanceId: started?.parent?.instanceId ?? null,
      from,
      events,
    }
    const length = from + events.length
    const answer = await this.worker.replayed(app.connection.call('inspect', question), length)
    app.sent = { db, executionId, length }
    return answer
  }
}
