import '../in-node/azure-core.ts'
import { onTestFinished } from 'vitest'
import type { CompiledModule } from '#durable/build.ts'
import { realTime } from '#durable/clock-mode.ts'
import { connect, type Connection } from '#wire/connect.ts'
import type { HostServices, LanguageCalls, WorkerLogLine } from '#wire/language-calls.ts'
import { languageAnswers } from '#wire/parse-language.ts'
import { serviceAsks } from '#wire/parse-services.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { runInNode } from '../in-node/run-in-node.ts'
import { startWorker } from '../start-worker.ts'

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
