import 'fake-indexeddb/auto'
import '#language/javascript/in-node/azure-core.ts'
import { onTestFinished } from 'vitest'
import { type Deferred, deferred } from '#base/deferred.ts'
import { randomHex128 } from '#base/ids.ts'
import { compileApp } from '#compile/compile.ts'
import type { Build, SourceFile } from '#durable/build.ts'
import { bodyText, encode, type HttpResponseMessage } from '#durable/http-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance, RuntimeStatus } from '#durable/instance.ts'
import type { NetworkQuestion } from '#durable/network-question.ts'
import { openHost } from '#host/host.ts'
import { startWorker } from '#language/javascript/start-worker.ts'
import { runInNode } from '#language/javascript/in-node/run-in-node.ts'
import { entryFiles } from '#project/function-app.ts'
import { type HubDb, openHub } from '#storage/hub-db.ts'
import { historyOf } from '#storage/queries.ts'
import { connect } from '#wire/connect.ts'
import type { HostCalls, PageCalls, WorkerPlace } from '#wire/host-calls.ts'
import { pageAnswers, pageAsks } from '#wire/parse-host.ts'
import { type Handlers, serve } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'

const base = 'http://localhost:7071/'

/** The clock on the wall, also while Python has hub time in its place on this thread. */
export const { now } = Date

/**
 * A host with a language worker, whole: real compile, real ports, real Dexie, the real `@azure/functions`; only the
 * sandbox around the worker is missing. For tests of what runs, not of where it runs.
 */
export interface WholeApp {
  readonly db: HubDb
  readonly host: Handlers<HostCalls>
  send(request: string, body?: unknown): Promise<HttpResponseMessage>
  /** Sends a request that starts an instance, and answers with its id. */
  start(request: string, body?: unknown): Promise<string>
  instance(id: string): Promise<Instance>
  /** Waits until there is such an instance, and it has that status, or `Failed`. */
  until(id: string, ...statuses: RuntimeStatus[]): Promise<Instance>
  history(id: string): Promise<HistoryEvent[]>
  /** The tab is closed, in the middle of whatever it does, and opened again: same database, new host. */
  reopen(files?: Files): Promise<WholeApp>
}

/** A host, and the port by which it commands the page: cut, it has none. */
interface Opened {
  readonly host: Handlers<HostCalls>
  readonly port: MessagePort
}

export type Files = Readonly<Record<string, string>>

/** Starts a JavaScript language worker that talks over the port, and answers with how to end it. */
export type StartJavascript = (port: MessagePort) => () => void

/** Runs an app from its sources. A single text is `src/functions/app.js`. */
export async function wholeApp(
  app: Files | string,
  projectId = randomHex128(),
  startJavascript: StartJavascript = onThisThread,
): Promise<WholeApp> {
  const files = typeof app === 'string' ? { 'src/functions/app.js': app } : app
  const db = openHub(projectId)
  const build = await buildOf(files)
  const open = async (): Promise<Opened> => {
    const { port1, port2 } = new MessageChannel()
    const page = connect<PageCalls>(port1, pageAnswers)
    const crash = async () => {
      port1.close()
      running.now = await open()
      await running.now.host.run({ build })
      return null
    }
    serve<PageCalls>(port2, { ...sandboxless(startJavascript), crash }, pageAsks)
    const host = await openHost({ db, page, base, real: { now } })
    return { host, port: port1 }
  }
  const running = { now: await open() }
  const close = async () => {
    await running.now.host.stop({})
    running.now.port.close()
  }
  onTestFinished(close)
  await running.now.host.run({ build })
  const send = async (request: string, body?: unknown) => {
    const [method = 'GET', path = ''] = request.split(' ')
    const url = path.startsWith('http') ? path : `${base}${path.replace(/^\//, '')}`
    const headers = body === undefined ? [] : [['Content-Type', 'application/json'] as const]
    const message = { method, url, headers, body: body === undefined ? null : encode(JSON.stringify(body)) }
    return (await running.now.host.http({ request: message })).response
  }
  const instance = async (id: string) => {
    const row = await db.instances.get(id)
    if (!row) throw new Error(`no instance ${id}`)
    return row
  }
  return {
    db,
    get host() {
      return running.now.host
    },
    send,
    instance,
    async start(request, body) {
      const response = await send(request, body)
      const { id } = JSON.parse(bodyText(response)) as { id: string }
      return id
    },
    async until(id, ...statuses) {
      for (const end = now() + 60_000; now() < end;) {
        const row = await db.instances.get(id)
        if (row && (statuses.includes(row.status) || row.status === 'Failed')) return row
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      throw new Error(`${id} is ${(await instance(id)).status}, not ${statuses.join(' or ')}`)
    },
    async history(id) {
      return historyOf(db, id, (await instance(id)).executionId)
    },
    async reopen(changed = files) {
      await close()
      db.close()
      return wholeApp(changed, projectId, startJavascript)
    },
  }
}

/** A function app as the page compiles it. */
export async function buildOf(files: Files): Promise<Build> {
  const sources: SourceFile[] = Object.entries(files).map(([path, text]) => ({ path, text }))
  const compiled = await compileApp(sources, entryFiles(sources))
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'))
  return compiled.build
}

/** What user code put into the list `globalThis.seen`, which it makes itself. */
export function seen(): unknown[] {
  return (globalThis as { seen?: unknown[] }).seen ?? []
}

/** The texts of the console so far. */
export async function linesOf({ db }: WholeApp): Promise<string[]> {
  await new Promise((resolve) => setTimeout(resolve, 60)) // they are written a moment later
  return (await db.logs.toArray()).flatMap(({ lines }) => lines.map(({ text }) => text))
}

/** The origins that the person has granted. A test adds to it and takes away again. */
export const granted = new Set<string>()

/** What the person was asked about the network, in order. */
export const questions: NetworkQuestion[] = []

/** The page's part, without a frame. */
export function sandboxless(startJavascript: StartJavascript = onThisThread): Omit<Handlers<PageCalls>, 'crash'> {
  const ends = new Map<string, () => void>()
  const nameOf = ({ purpose = 'to run', slot = 0 }: WorkerPlace) => `${purpose} ${slot}`
  return {
    async spawn({ language, ...place }) {
      ends.get(nameOf(place))?.()
      const { port1, port2 } = new MessageChannel()
      ends.set(nameOf(place), await (language === 'python' ? startPython(port1) : startJavascript(port1)))
      return transfer({ port: port2 }, [port2])
    },
    async kill(place) {
      ends.get(nameOf(place))?.()
      return null
    },
    takeOver: async () => null,
    async mayFetch(question) {
      questions.push(question)
      return { isAllowed: granted.has(question.origin) }
    },
  }
}

/** A worker on this thread, whose port is cut when it is ended. */
function onThisThread(port: MessagePort): () => void {
  startWorker(port, runInNode)
  return () => port.close()
}

/** Real Python, which takes its time to start: only for apps that ask for it. Its clock is this thread's `Date`. */
async function startPython(port: MessagePort): Promise<() => void> {
  const [python, { sharedPython }, { installClock }] = await Promise.all([
    import('#language/python/start-worker.ts'),
    import('#language/python/testing/worker.ts'),
    import('#language/javascript/clock.ts'),
  ])
  onTestFinished(installClock())
  await python.startWorker(port, sharedPython)
  return () => port.close()
}

/** Something that user code can wait for until the test lets it go: `await globalThis.gates.NAME`. */
export function gate(name: string): Deferred<unknown> {
  const scope = globalThis as { gates?: Record<string, Promise<unknown>> }
  const opened = deferred<unknown>()
  scope.gates = { ...scope.gates, [name]: opened.promise }
  return opened
}

/** What most apps of these tests begin with: an HTTP function that starts any orchestrator, and an activity. */
export const starter = `
  const { app } = require('@azure/functions')
  const df = require('durable-functions')
  app.http('Start', {
    route: 'start/{name}',
    methods: ['POST'],
    extraInputs: [df.input.durableClient()],
    handler: async (request, context) => {
      const client = df.getClient(context)
      const text = await request.text()
      const id = await client.startNew(request.params.name, { input: text ? JSON.parse(text) : undefined })
      return client.createCheckStatusResponse(request, id)
    },
  })
  df.app.activity('Hello', { handler: (name) => 'Hello ' + name + '!' })
`
