import { type ActorRefFrom, createActor, fromPromise } from 'xstate'
import { type Deferred, deferred } from '#base/deferred.ts'
import { toWire } from '#base/wire-error.ts'
import type { Build } from '#durable/build.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import type { FunctionMetadata, HostServices, LanguageCalls } from '#wire/language-calls.ts'
import type { Answer, Ask } from '#wire/message.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { type Language, WorkerStoppedError } from './language.ts'
import { languageWorkerMachine } from './language-worker.machine.ts'

/** Real milliseconds between two questions for a sign of life, and until a missing answer counts as silence. */
const PING_EVERY = 1_000
const SILENCE_AFTER = 5_000

/** So long an app's `appTerminate` hooks may take: Azure's host waits no longer either. */
const GRACE = 5_000

export interface LanguageWorkerParts {
  readonly page: Connection<PageCalls>
  readonly build: Build
  /** Which of the app's language workers it is, from 0. */
  readonly slot: number
  readonly env: Readonly<Record<string, string>>
  readonly clock: () => ClockState
  /** What user code may ask of the host. */
  readonly services: Omit<Handlers<HostServices>, 'started'>
  /** It does not answer: somebody has to decide. The id of the call that holds it, when it is known. */
  readonly onHung: (callId: string | undefined) => void
  readonly onReady: () => void
  /** It has died three times, or could not be loaded again, for that reason; the next Run starts anew. */
  readonly onBroken: (reason: string | undefined) => void
}

interface Outstanding {
  readonly callId: string | undefined
  readonly stopped: Deferred<never>
}

/** A language worker of a build: spawned in the sandbox, watched, ended when it hangs, and replaced. */
export class LanguageWorker implements Language {
  generation = 0
  readonly slot: number
  private readonly parts: LanguageWorkerParts
  private readonly machine: ActorRefFrom<typeof languageWorkerMachine>
  private readonly outstanding = new Set<Outstanding>()
  private readonly loaded = deferred<readonly FunctionMetadata[]>()
  /** Calls wait for it while the worker boots, for the first time or again. */
  private connection = deferred<Connection<LanguageCalls>>()
  private isConnected = false
  /** Why it could not be loaded. */
  private failure: string | undefined
  private lastStarted: string | undefined
  private lastSign = 0
  private watch: ReturnType<typeof setInterval> | undefined

  constructor(parts: LanguageWorkerParts) {
    this.parts = parts
    this.slot = parts.slot
    this.connection.promise.catch(() => {}) // whoever needs it hears of it
    this.loaded.promise.catch(() => {})
    const machine = languageWorkerMachine.provide({
      actors: { boot: fromPromise(() => this.boot()) },
      actions: {
        terminate: () => this.terminate(),
        tellReady: () => parts.onReady(),
        tellHung: () => parts.onHung(this.holder()?.callId),
        tellBroken: () => this.break(),
      },
    })
    this.machine = createActor(machine, { input: { now: () => performance.now() } })
  }

  /** How many calls it has not answered. */
  get load(): number {
    return this.outstanding.size
  }

  get state(): 'booting' | 'ready' | 'hung' | 'replaced' | 'lost' | 'broken' | 'stopped' {
    return this.machine.getSnapshot().value
  }

  /** Starts it. Resolves with the functions that the app registered; rejects with the error of loading it. */
  start(): Promise<readonly FunctionMetadata[]> {
    this.machine.start()
    return this.loaded.promise
  }

  /** The person's answer to a hung worker. */
  decide(decision: 'stop now' | 'keep going'): void {
    this.lastSign = performance.now()
    this.machine.send({ type: decision === 'stop now' ? 'end' : 'keep going' })
  }

  /** Lets the app's `appTerminate` hooks run, unless its thread is held. Rejects with the error of one. */
  async leaveWell(): Promise<void> {
    const isHeld = this.outstanding.size > 0 && performance.now() - this.lastSign > 2 * PING_EVERY
    if (isHeld || this.state !== 'ready') return
    const graceIsUp = new Promise<null>((resolve) => setTimeout(() => resolve(null), GRACE))
    await Promise.race([this.call('terminate', {}), graceIsUp])
  }

  lose(): void {
    this.lastStarted = undefined // nobody is to blame
    this.machine.send({ type: 'lose' })
  }

  stop(): void {
    this.machine.send({ type: 'stop' })
    this.refuse()
  }

  async call<K extends keyof LanguageCalls>(call: K, ask: Ask<LanguageCalls, K>): Promise<Answer<LanguageCalls, K>> {
    const connection = await this.connection.promise
    return this.callOn(connection, call, ask)
  }

  private async callOn<K extends keyof LanguageCalls>(
    connection: Connection<LanguageCalls>,
    call: K,
    ask: Ask<LanguageCalls, K>,
  ): Promise<Answer<LanguageCalls, K>> {
    const callId = typeof ask === 'object' && ask !== null && 'callId' in ask ? String(ask.callId) : undefined
    const entry: Outstanding = { callId, stopped: deferred<never>() }
    if (this.outstanding.size === 0) this.lastSign = performance.now()
    this.outstanding.add(entry)
    try {
      return await Promise.race([connection.call(call, ask), entry.stopped.promise])
    } finally {
      this.lastSign = performance.now()
      this.outstanding.delete(entry)
    }
  }

  private async boot(): Promise<void> {
    const { build, env, page, clock, slot } = this.parts
    const { port } = await page.call('spawn', { language: build.language, slot })
    this.generation++
    const connection = connect<LanguageCalls>(port, languageAnswers)
    serve<HostServices>(
      port,
      { ...this.parts.services, started: async ({ callId }) => this.started(callId) },
      serviceAsks(),
    )
    this.watchOver(connection)
    const { modules, entries } = build
    try {
      const load = { build: build.id, modules, entries, env, clock: clock() }
      const { functions } = await this.callOn(connection, 'load', load)
      this.connection.resolve(connection)
      this.isConnected = true
      this.loaded.resolve(functions)
    } catch (error) {
      this.loaded.reject(error)
      this.failure = toWire(error).message
      throw error
    }
  }

  private started(callId: string): null {
    this.lastStarted = callId
    return null
  }

  /** Asks for a sign of life while something is under way: an idle worker may sleep. */
  private watchOver(connection: Connection<LanguageCalls>): void {
    clearInterval(this.watch)
    this.lastSign = performance.now()
    this.watch = setInterval(() => {
      if (this.outstanding.size === 0) return
      if (performance.now() - this.lastSign > SILENCE_AFTER) this.machine.send({ type: 'silence' })
      connection.call('ping', {}).then(
        () => this.alive(),
        () => {},
      )
    }, PING_EVERY)
  }

  private alive(): void {
    if (this.machine.getSnapshot().status !== 'active') return // it answered when it was being ended
    this.lastSign = performance.now()
    this.machine.send({ type: 'sign of life' })
  }

  /** The call that was begun last holds the thread, if it is still under way. */
  private holder(): Outstanding | undefined {
    return [...this.outstanding].find(({ callId }) => callId !== undefined && callId === this.lastStarted)
  }

  private terminate(): void {
    clearInterval(this.watch)
    const holder = this.holder()
    const stopped = [...this.outstanding]
    if (this.isConnected) this.connection = deferred<Connection<LanguageCalls>>()
    this.isConnected = false
    this.connection.promise.catch(() => {})
    const { page, build, slot } = this.parts
    page.call('kill', { language: build.language, slot }).catch(() => {}) // the page is gone: so is the worker
    for (const entry of stopped)
      entry.stopped.reject(new WorkerStoppedError(entry === holder, 'The language worker was stopped.'))
  }

  /** It will not come back: who waits for it waits in vain. */
  private refuse(): void {
    this.connection.reject(new WorkerStoppedError(false, 'The language worker was stopped.'))
  }

  private break(): void {
    this.refuse()
    this.loaded.reject(new Error('The app did not finish loading and was stopped.'))
    this.parts.onBroken(this.failure)
  }
}
