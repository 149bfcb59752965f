import { toWire } from '#base/wire-error.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { ImportedHistory } from '#durable/history-import/imported-history.ts'
import { writeReplays } from '#storage/commit-replays.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { ReplayRows } from '#storage/replays.ts'
import type { Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls } from '#wire/host-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { type CheckedApp, type CheckerCalls, idsOf, openCheckedApp } from './checked-app.ts'
import { ReplayWorker } from './replay-worker.ts'
import { toldRun } from './replayed-run.ts'

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

/** Holds code against histories, and follows it through them, in a language worker of its own. */
export class Checker {
  private readonly replays: HubDb
  private readonly worker: ReplayWorker<CheckerCalls, CheckedApp>

  constructor({ replays, page, base, clock }: CheckerParts) {
    this.replays = replays
    this.worker = new ReplayWorker<CheckerCalls, CheckedApp>({
      page,
      purpose: 'to check',
      answers: languageAnswers,
      load: (connection, build) => openCheckedApp(connection, build, base, clock()),
    })
  }

  /** Rejects with what keeps the code from being replayed, with what the history is instead, and when it takes too long. */
  check({ history, ...ask }: CheckAsk): Promise<Answer<HostCalls, 'check'>> {
    return this.worker.ask(ask, (app) => this.worker.replayed(app.check(history), history.events.length))
  }

  /** Lays out histories as runs; one that the code cannot be replayed against, as it was told. Rejects when the code does not load. */
  replay({ id, origin, histories, ...ask }: ReplayAsk): Promise<Answer<HostCalls, 'replay'>> {
    return this.worker.ask(ask, async (app) => {
      const runs: ReplayRows[] = []
      for (const history of histories) runs.push(await this.followed(app, history))
      const [first] = runs
      if (!first) throw new Error('There is no history to be opened.')
      await writeReplays(this.replays, { id, origin, build: ask.buildId, histories }, runs)
      const { instanceId, executionId } = first.instance
      const { verdict } = first
      return { instanceId, executionId, partsAt: 'check' in verdict ? (verdict.check.parting?.position ?? null) : null }
    })
  }

  private async followed(app: CheckedApp, history: ImportedHistory): Promise<ReplayRows> {
    try {
      const { check, run } = await this.worker.replayed(app.follow(history), history.events.length)
      const { events: _, ...verdict } = check
      return { ...run, verdict: { check: verdict } }
    } catch (error) {
      const { message } = toWire(error)
      return { ...toldRun({ ...idsOf(history), name: history.name }, history.events), verdict: { failure: message } }
    }
  }
}
