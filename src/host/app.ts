import type { Build } from '#durable/build.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { settingsOf } from '#durable/app-settings.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { Connection } from '#wire/connect.ts'
import type { PageCalls } from '#wire/host-calls.ts'
import { FunctionCatalog } from './functions.ts'
import { methodsOf, openDoor, templateOf } from './http/handle.ts'
import type { HubAddress } from './http/urls.ts'
import { HttpActivity } from './http-activity.ts'
import type { HubClock } from './hub-clock.ts'
import { LanguageWorker } from './language-worker.ts'
import type { LogSink } from './log-sink.ts'
import { TaskHub } from './task-hub.ts'

export interface AppParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly logs: LogSink
  readonly page: Connection<PageCalls>
  readonly address: Omit<HubAddress, 'taskHub'>
  readonly onHung: (functionName: string) => void
  readonly onReady: () => void
  readonly onBroken: () => void
}

/** A function app that runs: one build, its language worker, its dispatcher and its HTTP door. */
export interface RunningApp {
  readonly build: Build
  readonly functions: readonly FunctionInfo[]
  readonly door: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  /** The person's answer to a hung worker. */
  decide(decision: 'stop now' | 'keep going'): void
  clockChanged(): void
  /** Resolves when nothing of it writes any more. */
  stop(): Promise<void>
}

/** Starts a build and goes on with everything the hub holds. Rejects with the error of loading it; nothing runs then. */
export async function startApp(parts: AppParts, build: Build): Promise<RunningApp> {
  const { db, clock, logs } = parts
  const settings = settingsOf(build.files)
  let door: RunningApp['door'] = () => Promise.reject(new Error('The app is still loading.'))
  let hub: TaskHub | undefined
  const language = new LanguageWorker({
    build,
    page: parts.page,
    onReady: parts.onReady,
    env: { WEBSITE_HOSTNAME: new URL(parts.address.base).host, ...settings.env },
    clockOffset: () => clock.offset,
    services: {
      http: async ({ request }) => ({ response: await door(request) }),
      log: async ({ lines }) => {
        logs.user(lines)
        return null
      },
    },
    onHung: (callId) => parts.onHung(logs.functionOf(callId) ?? 'The app'),
    onBroken: () => {
      void hub?.stop()
      parts.onBroken()
    },
  })
  const catalog = new FunctionCatalog(await language.start())
  const http = new HttpActivity({ base: parts.address.base, files: build.files, door: (request) => door(request) })
  hub = new TaskHub({ db, clock, language, catalog, logs, build: build.id, http, settings })
  const { routePrefix } = settings
  door = openDoor({ db, clock, catalog, hub, routePrefix, address: { ...parts.address, taskHub: settings.hubName } })
  const functions = functionInfos(catalog, routePrefix)
  announce(logs, functions, parts.address.base)
  if (settings.extendedSessionsEnabled) logs.host('warning', 'Host.Startup', NO_EXTENDED_SESSIONS)
  await hub.resume()
  const runningHub = hub
  return {
    build,
    functions,
    door,
    decide: (decision) => language.decide(decision),
    clockChanged() {
      language.call('clock', { offset: clock.offset }).catch(() => {}) // a worker that is being replaced learns it at its start
      runningHub.clockChanged()
    },
    async stop() {
      const stopped = runningHub.stop()
      language.stop()
      await stopped
    },
  }
}

function functionInfos(catalog: FunctionCatalog, routePrefix: string): FunctionInfo[] {
  return catalog.all.map((each) => {
    const { name, kind, trigger } = each
    const info: FunctionInfo = { name, kind, trigger: trigger.type }
    if (kind !== 'http') return info
    const authLevel = typeof trigger['authLevel'] === 'string' ? trigger['authLevel'] : 'anonymous'
    return { ...info, http: { route: templateOf(each, routePrefix), methods: methodsOf(each), authLevel } }
  })
}

const NO_EXTENDED_SESSIONS =
  'host.json asks for extendedSessionsEnabled. Azure honours it for .NET alone: an orchestrator of this language runs from its first line in every episode. ' +
  'To keep its code between episodes here, set the app setting DURABLE_PLAYGROUND_KEEP_GENERATORS to true.'

/** The list that `func start` prints. */
function announce(logs: LogSink, functions: readonly FunctionInfo[], base: string): void {
  const say = (text: string) => logs.host('information', 'Host.Startup', text)
  say('Functions:')
  for (const { name, http, trigger } of functions)
    say(http ? `        ${name}: [${http.methods.join(',')}] ${base}${http.route}` : `        ${name}: ${trigger}`)
}
