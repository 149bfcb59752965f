import { toWire } from '#base/wire-error.ts'
import type { Build } from '#durable/build.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { ImportedHistory } from '#durable/history-import/imported-history.ts'
import { writeReplays } from '#storage/commit-replays.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { ReplayRows } from '#storage/replays.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls } from '#wire/host-calls.ts'
import type { HostServices } from '#wire/language-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { serve } from '#wire/serve.ts'
import { type CheckedApp, type CheckerCalls, idsOf, noServices, openCheckedApp } from './checked-app.ts'
import { toldRun } from './replayed-run.ts'

/** Real milliseconds that one history may take, and more for each of its events; Python also takes its time to start. */
const PATIENCE = { javascript: 5_000, python: 60_000 } as const
const PER_EVENT = 1
/** Real milliseconds without a question after which its worker is ended. */
const IDLE = 60_000

type CheckAsk = Ask<HostCalls, 'check'>
type ReplayAsk = Ask<HostCalls, 'replay'>

export interface CheckerParts {
  /** Where histories are laid out as runs. */
  readonly replays: HubDb
  readonly page: Connection<PageCalls>
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly clock: () => ClockState
}

interface Checking {
  readonly build: Build
  readonly connection: Connection<CheckerCalls>
  readonly app: Promise<CheckedApp>
}

/**
 * Holds code against histories, in a language worker of its own: nothing is begun, sent or written. One history at a
 * time; a worker that holds its thread is ended.
 */
export class Checker {
  private readonly parts: CheckerParts
  private checking: Checking | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private idle: ReturnType<typeof setTimeout> | undefined

  constructor(parts: CheckerParts) {
    this.parts = parts
  }

  /** Rejects with what keeps the code from being replayed, with what the history is instead, and when it takes too long. */
  check({ history, ...ask }: CheckAsk): Promise<Answer<HostCalls, 'check'>> {
    return this.inTurn(ask, (app) =>
      this.inTime(
        history,
        app.then((opened) => opened.check(history)),
      ),
    )
  }

  /** Lays out histories as runs; one that the code cannot be replayed against, as it was told. Rejects when the code does not load. */
  replay({ id, origin, histories, ...ask }: ReplayAsk): Promise<Answer<HostCalls, 'replay'>> {
    return this.inTurn(ask, async (app) => {
      await app
      const runs: ReplayRows[] = []
      for (const history of histories) runs.push(await this.followed(history))
      const [first] = runs
      if (!first) throw new Error('There is no history to be opened.')
      await writeReplays(this.parts.replays, { id, origin, build: ask.buildId, histories }, runs)
      const { instanceId, executionId } = first.instance
      const { verdict } = first
      return { instanceId, executionId, partsAt: 'check' in verdict ? (verdict.check.parting?.position ?? null) : null }
    })
  }

  private async followed(history: ImportedHistory): Promise<ReplayRows> {
    try {
      const app = this.checking?.app ?? Promise.reject(new Error('The replay was stopped.'))
      const { check, run } = await this.inTime(
        history,
        app.then((opened) => opened.follow(history)),
      )
      const { events: _, ...verdict } = check
      return { ...run, verdict: { check: verdict } }
    } catch (error) {
      const { message } = toWire(error)
      return { ...toldRun({ ...idsOf(history), name: history.name }, history.events), verdict: { failure: message } }
    }
  }

  /** One at a time, with the app of that build; what it does not have and is not sent, it asks for. */
  private inTurn<T>(
    { build, buildId }: Pick<CheckAsk, 'build' | 'buildId'>,
    work: (app: Promise<CheckedApp>) => Promise<T>,
  ): Promise<T | { needBuild: true }> {
    const answer = this.turn.then(async () => {
      clearTimeout(this.idle)
      try {
        if (this.checking?.build.id !== buildId) {
          if (build === null) return { needBuild: true } as const
          this.stop()
          this.checking = await this.open(build)
        }
        return await work(this.checking.app)
      } finally {
        this.idle = setTimeout(() => this.stop(), IDLE)
      }
    })
    this.turn = answer.catch(() => {})
    return answer
  }

  private inTime<T>({ events }: ImportedHistory, work: Promise<T>): Promise<T> {
    const patience = PATIENCE[this.checking?.build.language ?? 'javascript'] + PER_EVENT * events.length
    return inTime(work, patience, () => this.stop())
  }

  private async open(build: Build): Promise<Checking> {
    const { page, base, clock } = this.parts
    const { port } = await page.call('spawn', { language: build.language, purpose: 'to check' })
    const connection = connect<CheckerCalls>(port, languageAnswers)
    serve<HostServices>(port, noServices, serviceAsks())
    const app = openCheckedApp(connection, build, base, clock())
    app.catch(() => this.stop()) // it is loaded anew for the next question
    return { build, connection, app }
  }

  private stop(): void {
    clearTimeout(this.idle)
    if (!this.checking) return
    const { build, connection } = this.checking
    this.checking = undefined
    connection.abandon(new Error('The replay was stopped.'))
    const { language } = build
    this.parts.page.call('kill', { language, purpose: 'to check' }).catch(() => {}) // the page is gone: so is the worker
  }
}

async function inTime<T>(work: Promise<T>, patience: number, giveUp: () => void): Promise<T> {
  let timeout: ReturnType<typeof setTimeout> | undefined
  const tooLate = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => {
      reject(new Error(tooLong(patience)))
      giveUp()
    }, patience)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timeout)
  }
}

function tooLong(patience: number): string {
  return `The code was still at it after ${Math.round(patience / 1000)} s and was stopped. Perhaps it does not come to an end.`
}
