import type { Build } from '#durable/build.ts'
import type { NetworkQuestion } from '#durable/network-question.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls } from '#wire/host-calls.ts'
import type { HostServices, TesterCalls } from '#wire/language-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { testerAnswers } from '#wire/parse-tests.ts'
import type { Handlers } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'
import { FixtureAnswers } from './network/fixture-answers.ts'
import { Outbound } from './network/outbound.ts'
import { envOf } from './load-ask.ts'
import { SideWorker } from './side-worker.ts'

export interface TesterParts {
  readonly page: Connection<PageCalls>
  /** The app's own address, with a slash at its end. */
  readonly base: string
  /** Where requests to the app go, whether it runs or not. */
  readonly door: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  readonly clock: () => ClockState
}

/**
 * Runs a project's tests, in a language worker of their own: what runs hears nothing of it. A test may take as long as it
 * likes, for somebody looks on; `stop` ends it.
 */
export class Tester {
  private readonly parts: TesterParts
  private readonly worker: SideWorker<TesterCalls>
  private started: Promise<Connection<TesterCalls>> | undefined
  /** Those of the build whose tests were found last: what a test asks for is answered by its fixtures. */
  private files: Build['files'] = []

  constructor(parts: TesterParts) {
    this.parts = parts
    this.worker = new SideWorker({ page: parts.page, purpose: 'to test', answers: testerAnswers, stopped: STOPPED })
  }

  /** The tests of a build. Rejects when there can be none, and when it was stopped meanwhile. */
  async find({ build }: Ask<HostCalls, 'findTests'>): Promise<Answer<HostCalls, 'findTests'>> {
    if (build.language !== 'python') throw new Error('Only tests in Python can be run here.')
    const { base, clock } = this.parts
    const connection = await (this.started ??= this.start(build.language))
    this.files = build.files
    return connection.call('findTests', { modules: build.modules, env: envOf(build, base), clock: clock() })
  }

  /** Rejects when it was stopped meanwhile, or when no such test was found. */
  async run(ask: Ask<HostCalls, 'runTest'>): Promise<Answer<HostCalls, 'runTest'>> {
    if (!this.started) throw new Error(STOPPED)
    return (await this.started).call('runTest', ask)
  }

  /** Ends what runs, whatever it is at. */
  stop(): void {
    this.worker.stop()
    this.started = undefined
  }

  private start(language: Build['language']): Promise<Connection<TesterCalls>> {
    const started = this.worker.start(language, this.services())
    started.catch(() => {
      if (this.started === started) this.started = undefined // the next question starts another
    })
    return started
  }

  /** What a test writes comes with its outcome. */
  private services(): Handlers<HostServices> {
    const { base, door, page } = this.parts
    const mayFetch = async (question: NetworkQuestion) => (await page.call('mayFetch', question)).isAllowed
    return {
      http: async ({ request }) => ({ response: await door(request) }),
      fetch: async ({ request }) => {
        const fixtures = new FixtureAnswers(this.files)
        const outbound = new Outbound({ base, fixtures, door, mayFetch, fetch: (...given) => fetch(...given) })
        const fetched = await outbound.send(request, 'tests', () => 'A test')
        return transfer(fetched, fetched.response.body ? [fetched.response.body] : [])
      },
      log: async () => null,
      started: async () => null,
    }
  }
}

const STOPPED = 'The tests were stopped.'
