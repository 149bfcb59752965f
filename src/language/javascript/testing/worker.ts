import './azure-core.ts'
import vm from 'node:vm'
import { onTestFinished } from 'vitest'
import type { CompiledModule } from '#durable/build.ts'
import { realTime } from '#durable/clock-mode.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostServices, LanguageCalls, WorkerLogLine } from '#wire/language-calls.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { HubDate } from '../clock.ts'
import { createConsole } from '../console.ts'
import { fetchThroughHost } from '../fetch.ts'
import process from '../node/process.ts'
import { startWorker } from '../start-worker.ts'
import { watchedScope } from '../uses/watched-globals.ts'

export interface TestWorker {
  readonly language: Connection<LanguageCalls>
  /** What the worker said to its console, in order. */
  readonly lines: WorkerLogLine[]
  /** The calls that began to run user code. */
  readonly started: string[]
  readonly load: (files: Readonly<Record<string, string>>, entries?: readonly string[]) => ReturnType<typeof loadFiles>
}

/** A language worker on this thread, over real ports. */
export function openWorker(
  http: Handlers<HostServices>['http'] = () => Promise.reject(new Error('no host')),
): TestWorker {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  const lines: WorkerLogLine[] = []
  const started: string[] = []
  const services: Handlers<HostServices> = {
    http,
    fetch: () => Promise.reject(new Error('no network')),
    log: async (ask) => (lines.push(...ask.lines), null),
    started: async ({ callId }) => (started.push(callId), null),
  }
  const language = connect<LanguageCalls>(port1, languageAnswers)
  serve<HostServices>(port1, services, serviceAsks())
  startWorker(port2, runInNode)
  return { language, lines, started, load: (files, entries) => loadFiles(language, files, entries) }
}

function loadFiles(
  language: Connection<LanguageCalls>,
  files: Readonly<Record<string, string>>,
  entries: readonly string[] = Object.keys(files).slice(0, 1),
) {
  const modules: CompiledModule[] = Object.entries(files).map(([path, code]) => ({ path, code }))
  return language.call('load', { build: 'b', modules, entries, env: { GREETING: 'Hello' }, clock: realTime })
}

/** Asked for their functions at each call, so that a test can put chance and time in their places. */
const platform = {
  Math: latest(Math),
  crypto: latest(crypto),
  performance: latest(performance),
  Promise,
  setTimeout,
  setInterval,
  setImmediate,
}

function latest<T extends object>(target: T): T {
  return new Proxy(target, {
    get: (_, key) => {
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function'
        ? (...args: unknown[]) => Reflect.apply(Reflect.get(target, key) as () => unknown, target, args)
        : value
    },
  })
}

/** In place of `importScripts`. The worker's own globals are put around the script, on its first line: this thread has others. */
export function runInNode(text: string, path: string): void {
  const own = {
    console: createConsole(),
    process,
    Date: HubDate,
    ...watchedScope({ ...platform, fetch: fetchThroughHost }),
  }
  const script = `(function (${Object.keys(own).join()}) { ${text}\n})`
  const run = vm.runInThisContext(script, { filename: encodeURI(path) }) as (...globals: unknown[]) => void
  run(...Object.values(own))
}
