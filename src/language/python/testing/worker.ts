import { loadPyodide, type PyodideAPI } from 'pyodide'
import { onTestFinished } from 'vitest'
import { realTime } from '#durable/clock-mode.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { BindingValue, HostServices, LanguageCalls, WorkerLogLine } from '#wire/language-calls.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { pythonFiles } from '../python-files.ts'
import { placeOurFiles, preload } from '../prepare.ts'
import { startWorker } from '../start-worker.ts'

let python: Promise<PyodideAPI> | undefined

/** The one interpreter of a test file: to start Python is what costs. An app that is loaded takes the place of the one before. */
export function sharedPython(): Promise<PyodideAPI> {
  python ??= loadPyodide().then((started) => {
    placeOurFiles(started, pythonFiles)
    preload(started)
    return started
  })
  return python
}

export interface TestWorker {
  readonly language: Connection<LanguageCalls>
  /** What the worker said to its console, in order. */
  readonly lines: WorkerLogLine[]
  /** The calls that began to run user code. */
  readonly started: string[]
  readonly load: (files: Files | string, env?: Texts, entries?: readonly string[]) => Promise<readonly string[]>
  readonly invoke: (name: string, inputs: Inputs, more?: Partial<LanguageCalls['invoke']['ask']>) => Promise<Invoked>
  /** A request to a function whose trigger is `req`; the answer as text. */
  readonly get: (name: string, query?: string, params?: Texts) => Promise<Answered>
}

type Invoked = LanguageCalls['invoke']['answer']
type Inputs = Readonly<Record<string, BindingValue>>
type Texts = Readonly<Record<string, string>>
export type Files = Texts

export interface Answered {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** A Python language worker on this thread, over real ports. */
export async function openWorker(
  given: Partial<Pick<Handlers<HostServices>, 'http' | 'fetch'>> = {},
): Promise<TestWorker> {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const lines: WorkerLogLine[] = []
  const started: string[] = []
  const services: Handlers<HostServices> = {
    http: () => Promise.reject(new Error('no host')),
    fetch: () => Promise.reject(new Error('no network')),
    ...given,
    log: async (ask) => (lines.push(...ask.lines), null),
    started: async ({ callId }) => (started.push(callId), null),
  }
  const language = connect<LanguageCalls>(port1, languageAnswers)
  serve<HostServices>(port1, services, serviceAsks())
  await startWorker(port2, sharedPython)
  let calls = 0
  const invoke: TestWorker['invoke'] = (functionName, inputs, more = {}) =>
    language.call('invoke', { callId: `call ${++calls}`, functionName, inputs, ...more })
  return {
    language,
    lines,
    started,
    invoke,
    async load(given, env = {}, entries) {
      const files = typeof given === 'string' ? { 'function_app.py': given } : given
      const modules = Object.entries(files).map(([path, code]) => ({ path, code }))
      const { functions } = await language.call('load', {
        build: 'b',
        modules,
        entries: entries ?? ['function_app.py'],
        env,
        clock: realTime,
      })
      return functions.map(({ name }) => name)
    },
    async get(name, query = '', params = {}) {
      const url = `http://localhost:7071/api/${name}${query}`
      const request = { method: 'GET', url, headers: [['X-Test', 'yes']] as const, body: null }
      const { result } = await invoke(name, { req: { kind: 'http request', request, params } })
      return answered(result)
    },
  }
}

function answered(value: BindingValue): Answered {
  if (value.kind === 'string' || value.kind === 'json') return { status: 200, headers: {}, text: value.text }
  if (value.kind !== 'http response') throw new Error(`no response: ${value.kind}`)
  const { status, headers, body } = value
  return { status, headers: Object.fromEntries(headers), text: new TextDecoder().decode(body ?? new ArrayBuffer()) }
}
