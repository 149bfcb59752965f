import type { FunctionMetadata, LanguageCalls } from '#wire/language-calls.ts'
import type { Ask } from '#wire/message.ts'
import type { Language, Languages } from './language.ts'
import { LanguageWorker, type LanguageWorkerParts } from './language-worker.ts'
import type { LogSink } from './log-sink.ts'

export interface LanguageWorkersParts extends Omit<LanguageWorkerParts, 'slot'> {
  readonly logs: LogSink
}

/**
 * The language workers of an app: as many as `FUNCTIONS_WORKER_PROCESS_COUNT` says. Each loads the whole app and has
 * module variables of its own. Calls are shared out among those that answer; one that hangs holds up its own calls alone.
 */
export class LanguageWorkers implements Languages {
  private readonly workers: readonly LanguageWorker[]
  private readonly parts: LanguageWorkersParts
  /** Those that hang, with the calls that hold them, if these are known. */
  private readonly hung = new Map<number, string | undefined>()
  /** Whom each call went to last. */
  private readonly last = new Map<keyof LanguageCalls, LanguageWorker>()
  private hasStarted = false

  constructor(count: number, parts: LanguageWorkersParts) {
    this.parts = parts
    this.workers = Array.from({ length: count }, (_, slot) => {
      return new LanguageWorker({
        ...parts,
        slot,
        onReady: () => this.ready(slot),
        onHung: (callId) => this.hang(slot, callId),
        onBroken: (reason) => this.broken(slot, reason),
      })
    })
  }

  /** Starts them. Resolves with the functions that the app registered; rejects with the error of loading it, and all are ended then. */
  async start(): Promise<readonly FunctionMetadata[]> {
    const [first, ...others] = this.workers
    try {
      const functions = await first?.start() // alone: an app that does not load says so once
      await Promise.all(others.map((each) => each.start()))
      this.hasStarted = true
      return functions ?? []
    } catch (error) {
      this.stop()
      throw error
    }
  }

  next(call: keyof LanguageCalls, before?: Language): Language {
    const ready = this.workers.filter(({ state }) => state === 'ready')
    const known = ready.find((each) => each === before)
    if (known) return known
    const going = this.workers.filter(({ state }) => state !== 'broken')
    const candidates = [ready, going, this.workers].find(({ length }) => length > 0) ?? []
    const turn = (this.last.get(call)?.slot ?? -1) + 1
    const inTurn = [...candidates.filter(({ slot }) => slot >= turn), ...candidates.filter(({ slot }) => slot < turn)]
    const next = inTurn.reduce((least, each) => (each.load < least.load ? each : least))
    this.last.set(call, next)
    return next
  }

  tell<K extends keyof LanguageCalls>(call: K, ask: Ask<LanguageCalls, K>): void {
    for (const worker of this.workers) worker.call(call, ask).catch(() => {}) // one that was ended has nothing to be told
  }

  lose(): void {
    for (const worker of this.workers) worker.lose()
  }

  /** The person's answer to those that hang. */
  decide(decision: 'stop now' | 'keep going'): void {
    const hung = this.workers.filter(({ slot }) => this.hung.has(slot))
    this.hung.clear()
    for (const worker of hung.length > 0 ? hung : this.workers) worker.decide(decision)
  }

  /** Lets the app's `appTerminate` hooks run in each of them. Rejects with the error of one. */
  async leaveWell(): Promise<void> {
    await Promise.all(this.workers.map((each) => each.leaveWell()))
  }

  stop(): void {
    for (const worker of this.workers) worker.stop()
  }

  private hang(slot: number, callId: string | undefined): void {
    this.hung.set(slot, callId)
    this.parts.onHung(callId)
  }

  private ready(slot: number): void {
    this.hung.delete(slot)
    this.tellState()
  }

  private broken(slot: number, reason: string | undefined): void {
    this.hung.delete(slot)
    const left = this.workers.filter((each) => each.slot !== slot && each.state !== 'broken').length
    if (left === 0 || !this.hasStarted) return this.parts.onBroken(reason)
    const text = `Language worker ${slot + 1} did not come back${reason === undefined ? '' : ` (${reason})`} and stays stopped until the next Run. ${left} of ${this.workers.length} go on.`
    this.parts.logs.host('error', 'Host.LanguageWorker', text)
    this.tellState()
  }

  /** As long as one of them hangs, somebody has to decide. */
  private tellState(): void {
    const [still] = this.hung.values()
    if (this.hung.size > 0) this.parts.onHung(still)
    else this.parts.onReady()
  }
}
