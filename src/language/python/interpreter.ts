import type { PyodideAPI } from 'pyodide'
import { type Deferred, deferred } from '#base/deferred.ts'
import { reasonOf } from '#base/reason-of.ts'
import { toWire } from '#base/wire-error.ts'
import type { LogLevel } from '#durable/trace.ts'
import { fetchThroughHost } from '../javascript/fetch.ts'
import { writeLine } from '../javascript/log-lines.ts'
import { type Main, mainOf } from './prepare.ts'

/** What a call of Python gives back: JSON text, and bytes beside it. */
export interface Returned {
  readonly text: string
  readonly buffers: readonly Uint8Array<ArrayBuffer>[]
}

interface Running {
  readonly main: Main
  /** Rejects when user code has brought the interpreter down. */
  readonly death: Deferred<never>
}

/** How to start Python, prepared: at the beginning, and again whenever user code has brought it down. */
export type Start = () => Promise<PyodideAPI>

/**
 * Python with our packages. Values go in and out as JSON text and bytes: nothing is pasted into source.
 *
 * User code can break Pyodide itself, by recursion through C for one: then every call under way rejects, another
 * interpreter takes its place, and the app is loaded into it again.
 */
export class Interpreter {
  private readonly start: Start
  private readonly connect: (python: PyodideAPI) => void
  private running: Promise<Running>
  private app: string | undefined

  /** `connect` is called for each interpreter, to register modules of JavaScript. */
  constructor(start: Start, connect: (python: PyodideAPI) => void) {
    this.start = start
    this.connect = connect
    this.running = this.boot()
    this.running.catch(() => {}) // who calls hears of it
  }

  /** Resolves when Python is up; rejects when it cannot be started. */
  async ready(): Promise<void> {
    await this.running
  }

  /** Loads an app; see `azure_functions_worker/main.py` for both texts. */
  async load(ask: string): Promise<string> {
    const { main, death } = await this.running
    this.app = undefined
    const loaded = await orDeath(death, () => main.load(ask) as string)
    this.app = ask
    return loaded
  }

  /** Calls a function. Rejects only when Python dies of it: the function's own errors are in the text. */
  async invoke(callId: string, name: string, ask: string, buffers: readonly ArrayBuffer[]): Promise<Returned> {
    const { main, death } = await this.running
    const [text, sent] = await orDeath(
      death,
      () => main.invoke(callId, name, ask, buffers) as Promise<[string, Uint8Array<ArrayBuffer>[]]>,
    )
    return { text, buffers: sent }
  }

  /** See `find_tests` of `azure_functions_worker/main.py`. */
  async findTests(ask: string): Promise<string> {
    const { main, death } = await this.running
    return orDeath(death, () => main.find_tests(ask) as string)
  }

  /** See `run_test` of `azure_functions_worker/main.py`. Rejects when Python dies of it. */
  async runTest(id: string, isLast: boolean): Promise<string> {
    const { main, death } = await this.running
    return orDeath(death, () => main.run_test(id, isLast) as Promise<string>)
  }

  /** What a function calls its trigger of that kind. */
  async triggerName(functionName: string, kind: string): Promise<string | undefined> {
    const { main } = await this.running
    return main.trigger_name(functionName, kind) as string | undefined
  }

  private async boot(): Promise<Running> {
    const python = await this.start()
    python.registerJsModule('_playground', { write_line: writeLineOf, fetch: fetchForPython })
    this.connect(python)
    const main = mainOf(python)
    main.awake()
    const death = deferred<never>()
    death.promise.catch(() => {})
    onFatal(python, (cause) => {
      death.reject(new InterpreterDiedError(cause))
      this.running = this.bootAgain()
      this.running.catch(() => {})
    })
    return { main, death }
  }

  private async bootAgain(): Promise<Running> {
    const next = await this.boot()
    writeLine(null, 'error', 'Python was brought down by what the function did. It has been started again.')
    if (this.app !== undefined) next.main.load(this.app)
    return next
  }
}

/** User code has broken Pyodide itself. */
class InterpreterDiedError extends Error {
  override readonly name = 'RecursionError'

  constructor(cause: unknown) {
    const words = reasonOf(cause)
    super(`RecursionError: the function brought Python down (${words}): most often by a recursion that is too deep.`)
    this.stack = ''
  }
}

function writeLineOf(callId: string | undefined, level: LogLevel, text: string): void {
  writeLine(callId ?? null, level, text)
}

/** A call that dies with its interpreter never settles by itself. */
async function orDeath<T>({ promise }: Deferred<never>, run: () => T | Promise<T>): Promise<T> {
  try {
    return await Promise.race([promise, run()])
  } catch (error) {
    if (isFatal(error)) return promise
    throw error
  }
}

function isFatal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'pyodide_fatal_error' in error
}

/** Pyodide's hook for its own end; it has no public one. */
function onFatal(python: PyodideAPI, tell: (cause: unknown) => void): void {
  const { _api } = python as unknown as { _api: { on_fatal?: (cause: unknown) => void } }
  _api.on_fatal = tell
}

/** For `azure_functions_worker/network.py`: status, headers, body and URL; or only why there is no answer. */
async function fetchForPython(method: string, url: string, headers: string, body: Uint8Array<ArrayBuffer> | undefined) {
  try {
    const given = JSON.parse(headers) as [string, string][]
    const response = await fetchThroughHost(url, { method, headers: given, ...(body && { body }) })
    const content = new Uint8Array(await response.arrayBuffer())
    return [response.status, JSON.stringify([...response.headers]), content, response.url]
  } catch (error) {
    return [toWire(error).message]
  }
}
