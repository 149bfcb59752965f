import { settingsOf } from '#durable/app-settings.ts'
import type { Build } from '#durable/build.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { historyOf } from '#storage/queries.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls } from '#wire/host-calls.ts'
import type { HostServices, InspectorCalls } from '#wire/language-calls.ts'
import { inspectorAnswers } from '#wire/parse-inspection.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { serve } from '#wire/serve.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { FunctionCatalog } from './functions.ts'

/** Real milliseconds that the code may take to load, and to replay; a long history may take longer, by so much for each event. */
const PATIENCE = 5_000
const PER_EVENT = 0.1
/** Real milliseconds without a question after which its worker is ended. */
const IDLE = 60_000

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
  /** For how long a replay may hold its thread; real milliseconds. */
  readonly patience?: number
}

/** A language worker that replays for somebody who looks on, and what it has been sent. */
interface Looking {
  readonly build: Build
  readonly connection: Connection<InspectorCalls>
  readonly catalog: FunctionCatalog
  sent: { readonly db?: HubDb; readonly executionId: string; readonly length: number }
}

const NOTHING_SENT = { executionId: '', length: 0 }

/**
 * Answers what code had done at a position of history, by replaying it in a language worker of its own: what runs hears
 * nothing of it, and nothing is written. One question at a time; a worker that holds its thread is ended.
 */
export class Inspector {
  private readonly parts: InspectorParts
  private looking: Looking | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private idle: ReturnType<typeof setTimeout> | undefined

  constructor(parts: InspectorParts) {
    this.parts = parts
  }

  /** Rejects with the error of loading or replaying the code, and when that takes too long. */
  inspect(ask: InspectAsk): Promise<Answer<HostCalls, 'inspect'>> {
    const answer = this.turn.then(() => this.answer(ask))
    this.turn = answer.catch(() => {})
    return answer
  }

  /** Other histories lie where replays are looked for: what was sent of them counts no more. */
  replaysChanged(): void {
    this.turn = this.turn.then(() => {
      if (this.looking) this.looking.sent = NOTHING_SENT
    })
  }

  /** Ends the worker, if there is one. */
  stop(): void {
    clearTimeout(this.idle)
    if (!this.looking) return
    const { build, connection } = this.looking
    this.looking = undefined
    connection.abandon(new Error('The replay was stopped.'))
    this.kill(build)
  }

  private async answer(ask: InspectAsk): Promise<Answer<HostCalls, 'inspect'>> {
    clearTimeout(this.idle)
    const isKnown = this.looking?.build.id === ask.buildId
    if (!isKnown && ask.build === null) return { needBuild: true }
    try {
      return await this.ask(ask)
    } catch (error) {
      this.stop() // after an error nobody knows what that worker still has
      throw error
    } finally {
      this.idle = setTimeout(() => this.stop(), IDLE)
    }
  }

  private async ask({ build, buildId, isReplay, ...ask }: InspectAsk): Promise<Inspection> {
    const db = isReplay ? this.parts.replays : this.parts.db
    const { instanceId, executionId } = ask
    const first = await db.history.get([instanceId, executionId, 0])
    if (!first) throw new Error('This execution has no history any more: it was purged.')
    const looking = this.looking?.build.id === buildId || build === null ? this.looking : await this.load(build)
    if (!looking) throw new Error('The replay was stopped.')
    const { sent } = looking
    const from = sent.db === db && sent.executionId === executionId ? sent.length : 0
    const events = await historyOf(db, instanceId, executionId, from)
    const started = first.events.find((event) => event.type === 'ExecutionStarted')
    const name = started?.name ?? ''
    const question = {
      ...ask,
      name: looking.catalog.find('orchestrator', name)?.name ?? name,
      parentInstanceId: started?.parent?.instanceId ?? null,
      from,
      events,
    }
    const length = from + events.length
    const answer = await this.inTime(looking.connection.call('inspect', question), length * PER_EVENT)
    looking.sent = { db, executionId, length }
    return answer
  }

  private async load(build: Build): Promise<Looking> {
    this.stop()
    const { page, base, clock } = this.parts
    const { port } = await page.call('spawn', { language: build.language, purpose: 'to look on' })
    const connection = connect<InspectorCalls>(port, inspectorAnswers)
    serve<HostServices>(port, nobody, serviceAsks())
    const looking = { build, connection, catalog: new FunctionCatalog([]), sent: NOTHING_SENT }
    this.looking = looking // from here on it can be stopped
    const loading = connection.call('load', {
      build: build.id,
      modules: build.modules,
      entries: build.entries,
      env: { WEBSITE_HOSTNAME: new URL(base).host, ...settingsOf(build.files).env },
      clock: clock(),
      isInspected: true,
    })
    const { functions } = await this.inTime(loading)
    return (this.looking = { ...looking, catalog: new FunctionCatalog(functions) })
  }

  private async inTime<T>(work: Promise<T>, more = 0): Promise<T> {
    const patience = (this.parts.patience ?? PATIENCE) + more
    let timeout: ReturnType<typeof setTimeout> | undefined
    const tooLate = new Promise<never>((_, reject) => {
      timeout = setTimeout(() => reject(new Error(tooLong(patience))), patience)
    })
    try {
      return await Promise.race([work, tooLate])
    } finally {
      clearTimeout(timeout)
    }
  }

  private kill({ language }: Build): void {
    this.parts.page.call('kill', { language, purpose: 'to look on' }).catch(() => {}) // the page is gone: so is the worker
  }
}

function tooLong(patience: number): string {
  return `The code was still at it after ${Math.round(patience / 100) / 10} s and was stopped. Perhaps it does not come to an end.`
}

const SENDS_NOTHING = 'This code is only replayed to be looked at: it can send nothing.'

/** A replay that is only looked at may ask for nothing, and its log lines were written long ago. */
const nobody = {
  http: () => Promise.reject(new Error(SENDS_NOTHING)),
  fetch: () => Promise.reject(new Error(SENDS_NOTHING)),
  log: async () => null,
  started: async () => null,
}
