import { settingsOf } from '#durable/app-settings.ts'
import type { Build } from '#durable/build.ts'
import type { NetworkQuestion } from '#durable/network-question.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostCalls, PageCalls } from '#wire/host-calls.ts'
import type { HostServices, TesterCalls } from '#wire/language-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { testerAnswers } from '#wire/parse-tests.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'
import { FixtureAnswers } from './network/fixture-answers.ts'
import { Outbound } from './network/outbound.ts'

export interface TesterParts {
  readonly page: Connection<PageCalls>
  /** The app's own address, with a slash at its end. */
  readonly base: string
  /** Where requests to the app go, whether it runs or not. */
  readonly door: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  readonly clock: () => ClockState
}

interface Testing {
  readonly language: Build['language']
  readonly connection: Connection<TesterCalls>
  /** What its tests may ask for is that of the build they are of. */
  build: Build
}

/**
 * Runs a project's tests, in a language worker of their own: what runs hears nothing of it. A test may take as long as it
 * likes, for somebody looks on; `stop` ends it.
 */
export class Tester {
  private readonly parts: TesterParts
  private testing: Promise<Testing> | undefined
  private end: (() => void) | undefined

  constructor(parts: TesterParts) {
    this.parts = parts
  }

  /** The tests of a build, in an interpreter that has run nothing else of it. Rejects when there can be none. */
  async find({ build }: Ask<HostCalls, 'findTests'>): Promise<Answer<HostCalls, 'findTests'>> {
    if (build.language !== 'python') throw new Error('Only tests in Python can be run here.')
    this.testing ??= this.open(build)
    this.testing.catch(() => (this.testing = undefined)) // the next question opens another
    const testing = await this.testing
    testing.build = build
    return testing.connection.call('findTests', {
      modules: build.modules,
      env: { WEBSITE_HOSTNAME: new URL(this.parts.base).host, ...settingsOf(build.files).env },
      clock: this.parts.clock(),
    })
  }

  /** Rejects when it was stopped meanwhile, or when no such test was found. */
  async run(ask: Ask<HostCalls, 'runTest'>): Promise<Answer<HostCalls, 'runTest'>> {
    if (!this.testing) throw new Error(STOPPED)
    return (await this.testing).connection.call('runTest', ask)
  }

  /** Ends what runs, whatever it is at. */
  stop(): void {
    this.end?.()
    this.end = this.testing = undefined
  }

  private async open(build: Build): Promise<Testing> {
    const { page } = this.parts
    const { language } = build
    const { port } = await page.call('spawn', { language, purpose: 'to test' })
    const connection = connect<TesterCalls>(port, testerAnswers)
    const testing = { language, connection, build }
    serve<HostServices>(port, this.servicesFor(testing), serviceAsks())
    this.end = () => {
      connection.abandon(new Error(STOPPED))
      page.call('kill', { language, purpose: 'to test' }).catch(() => {}) // the page is gone: so is the worker
    }
    return testing
  }

  /** What a test writes comes with its outcome. */
  private servicesFor(testing: Testing): Handlers<HostServices> {
    const { base, door, page } = this.parts
    const mayFetch = async (question: NetworkQuestion) => (await page.call('mayFetch', question)).isAllowed
    return {
      http: async ({ request }) => ({ response: await door(request) }),
      fetch: async ({ request }) => {
        const fixtures = new FixtureAnswers(testing.build.files)
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
