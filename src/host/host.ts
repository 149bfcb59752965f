import { randomHex128 } from '#base/ids.ts'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { toWire } from '#base/wire-error.ts'
import type { Build } from '#durable/build.ts'
import { type ClockState, realTime } from '#durable/clock-mode.ts'
import type { Fault } from '#durable/fault.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { setMeta } from '#storage/commit.ts'
import { type HubDb, openReplays } from '#storage/hub-db.ts'
import { answerWithoutHost } from '#storage/stored-status.ts'
import type { Connection } from '#wire/connect.ts'
import { placeOf } from '#wire/located-error.ts'
import type { HostCalls, HostState, PageCalls } from '#wire/host-calls.ts'
import type { Handlers } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'
import { type AppParts, type RunningApp, startApp } from './app.ts'
import { Account } from './bindings/account.ts'
import { Checker } from './checker.ts'
import { type CrashPlan, Faults, noteCrash } from './faults.ts'
import { HubClock, type RealTime } from './hub-clock.ts'
import { Inspector } from './inspector.ts'
import { LogSink } from './log-sink.ts'
import { Tester } from './tester.ts'

export interface HostParts {
  readonly db: HubDb
  readonly page: Connection<PageCalls>
  /** The app's own address, with a slash at its end. */
  readonly base: string
  readonly real: RealTime
  /** For a trial: when the tab is to close. */
  readonly plan?: CrashPlan
}

/** Opens the host of a project: it answers the page's calls and writes the task hub. One at a time per project. */
export async function openHost(parts: HostParts): Promise<Handlers<HostCalls>> {
  return (await open(parts)).handlers
}

/** A host that is told beforehand what the world outside will tell its instances. */
export interface TrialHost {
  readonly handlers: Handlers<HostCalls>
  /** Raises an external event when hub time reaches `at`; a virtual clock goes there. */
  raiseAt(at: EpochMs, instanceId: string, name: string, input: JsonText | null): void
}

/** Opens a host for a trial: in a hub of its own, and its tab closes when the plan says so. */
export async function openTrialHost(parts: HostParts & { readonly plan: CrashPlan }): Promise<TrialHost> {
  return open(parts)
}

async function open(parts: HostParts): Promise<Host> {
  const { db } = parts
  const [clock, code, faults] = await Promise.all([
    metaOf<ClockState>(db, 'clock', realTime),
    metaOf(db, 'systemKey', randomHex128()),
    metaOf<readonly Fault[]>(db, 'faults', []),
  ])
  await setMeta(db, 'systemKey', code)
  return new Host(parts, { clock, code, faults })
}

async function metaOf<T>(db: HubDb, key: string, fallback: T): Promise<T> {
  return ((await db.meta.get(key))?.value ?? fallback) as T
}

/** What the hub remembers of its host. */
interface Remembered {
  readonly clock: ClockState
  readonly code: string
  readonly faults: readonly Fault[]
}

class Host implements TrialHost {
  readonly handlers: Handlers<HostCalls> = {
    run: ({ build }) => this.inTurn(async () => ({ functions: (await this.run(build)).functions })),
    stop: () => this.inTurn(() => this.stop()),
    http: async ({ request }) => {
      const response = await this.door(request)
      return transfer({ response }, response.body ? [response.body] : [])
    },
    clock: async ({ mode }) => {
      this.clock.setMode(mode)
      return null
    },
    nextDue: async () => ({ at: (await this.running()).toNextDue() ?? null }),
    step: async () => {
      const app = await this.running()
      const isStepping = this.clock.mode === 'stepping'
      if (!isStepping) this.clock.setMode('stepping')
      return isStepping ? app.step() : { kind: 'begun' }
    },
    hung: async ({ decision }) => {
      this.app?.decide(decision)
      return null
    },
    state: async () => this.state,
    fire: async ({ functionName, payload }) => {
      await (await this.running()).fire(functionName, payload)
      return null
    },
    faults: async ({ faults }) => {
      this.faults.set(faults)
      await setMeta(this.db, 'faults', faults)
      return null
    },
    crash: async () => {
      await this.crash()
      return null
    },
    storage: async ({ change }) => {
      await this.account.change(change)
      return null
    },
    inspect: (ask) => this.inspector.inspect(ask),
    check: (ask) => this.checker.check(ask),
    replay: async (ask) => {
      const answer = await this.checker.replay(ask)
      this.inspector.replaysChanged()
      return answer
    },
    findTests: (ask) => this.tester.find(ask),
    runTest: (ask) => this.tester.run(ask),
    stopTests: async () => {
      this.tester.stop()
      return null
    },
  }

  private readonly db: HubDb
  private readonly page: HostParts['page']
  private readonly clock: HubClock
  private readonly faults: Faults
  private readonly logs: LogSink
  private readonly account: Account
  private readonly appParts: AppParts
  private readonly inspector: Inspector
  private readonly checker: Checker
  private readonly tester: Tester
  private app: RunningApp | undefined
  private state: HostState = { phase: 'idle' }
  private turn: Promise<unknown> = Promise.resolve()

  constructor({ db, page, base, real, plan }: HostParts, { clock, code, faults }: Remembered) {
    this.db = db
    this.page = page
    this.clock = new HubClock(clock, real, (state) => this.clockChanged(state))
    this.logs = new LogSink(this.clock, (rows) => {
      db.logs.bulkAdd(rows).catch(() => {}) // the console cannot tell that the console is full
    })
    this.faults = new Faults({ db, clock: this.clock, logs: this.logs, ...(plan && { plan }) }, faults)
    const replays = openReplays(db)
    this.inspector = new Inspector({ db, replays, page, base, clock: () => this.clock.state })
    this.checker = new Checker({ replays, page, base, clock: () => this.clock.state })
    this.tester = new Tester({ page, base, clock: () => this.clock.state, door: (request) => this.door(request) })
    this.account = new Account(db, this.clock)
    this.appParts = {
      db,
      account: this.account,
      page,
      logs: this.logs,
      clock: this.clock,
      address: { base, code },
      faults: this.faults,
      crash: () => this.crash(),
      onHung: (functionName) => this.hung(functionName),
      onReady: () => this.app && this.tell(runningState(this.app)),
      onBroken: (reason) => this.tell({ phase: 'broken', message: reason === undefined ? BROKEN : notAgain(reason) }),
    }
  }

  raiseAt(at: EpochMs, instanceId: string, name: string, input: JsonText | null): void {
    this.app?.raiseAt(at, instanceId, name, input)
  }

  private async running(): Promise<RunningApp> {
    if (!this.app) await this.turn // it may be starting
    if (!this.app) throw new Error('The function app is not running. Press Run.')
    return this.app
  }

  private async door(request: HttpRequestMessage): Promise<HttpResponseMessage> {
    if (!this.app) await this.turn // likewise
    return this.app ? this.app.door(request) : answerWithoutHost(this.db, request)
  }

  /** A build that does not start leaves the one before it running. */
  private async run(build: Build): Promise<RunningApp> {
    const before = this.app
    await before?.stop()
    this.app = undefined
    this.tell({ phase: 'starting' })
    try {
      return await this.start(build)
    } catch (error) {
      const { message } = toWire(error)
      this.notStarted(error)
      if (before) await this.start(before.build).catch((worse: unknown) => this.notStarted(worse))
      const { message: told, at } = placeOf(message)
      this.tell({ phase: 'failed', message: told, ...at })
      throw error
    }
  }

  private async start(build: Build): Promise<RunningApp> {
    this.app = await startApp(this.appParts, build)
    this.tell(runningState(this.app))
    return this.app
  }

  private notStarted(error: unknown): void {
    this.logs.host('error', 'Host.Startup', toWire(error).message)
  }

  private async stop(): Promise<null> {
    const { app } = this
    if (!app) return null
    this.app = undefined // from now on requests are told that nothing runs
    this.logs.host('information', 'Host.Shutdown', 'Stopping host...')
    await app.stop()
    this.logs.host(
      'information',
      'Host.Shutdown',
      'Host shutdown completed. The functions run again when you press Run.',
    )
    this.tell({ phase: 'idle' })
    return null
  }

  /** Ends in the middle of everything; the page ends this thread and opens the host again. */
  private async crash(): Promise<void> {
    this.app?.freeze()
    this.logs.host('warning', 'Host.Faults', CRASHED)
    // Where nothing can be written the crash goes without its mark.
    await Promise.allSettled([this.db.logs.bulkAdd(this.logs.take()), noteCrash(this.db, this.clock.now())])
    this.page.call('crash', {}).catch(() => {}) // it ends whoever waits for the answer
  }

  private hung(functionName: string): void {
    const { build, functions } = this.app
      ? { build: this.app.build.id, functions: this.app.functions }
      : { build: '', functions: [] }
    this.tell({ phase: 'hung', functionName, build, functions })
  }

  private tell(state: HostState): void {
    this.state = state
    setMeta(this.db, 'host', state).catch(() => {}) // the hub is being deleted
  }

  private clockChanged(state: ClockState): void {
    setMeta(this.db, 'clock', state).catch(() => {}) // likewise
    this.app?.clockChanged()
  }

  /** Starts and stops wait for each other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work)
    this.turn = result.catch(() => {})
    return result
  }
}

function runningState({ build, functions }: RunningApp): HostState {
  return { phase: 'running', build: build.id, functions }
}

const CRASHED =
  'The host and its language workers end here, as if the tab was closed. They come back from the database.'

function notAgain(reason: string): string {
  return `The language worker was stopped, and the app could not be loaded again: ${placeOf(reason).message} Press Run to start it again.`
}

const BROKEN = 'The language worker was stopped three times within 30 seconds. Press Run to start it again.'
