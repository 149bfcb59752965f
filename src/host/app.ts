import type { JsonText } from '#base/json.ts'
import { reasonOf } from '#base/reason-of.ts'
import type { EpochMs } from '#base/units.ts'
import { toWire } from '#base/wire-error.ts'
import { settingsOf } from '#durable/app-settings.ts'
import type { Build } from '#durable/build.ts'
import type { FunctionInfo } from '#durable/function-info.ts'
import type { FunctionKeys } from '#durable/function-keys.ts'
import { hostOptionsOf, runningProcesses } from '#durable/host-options.ts'
import type { HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import type { HubDb } from '#storage/hub-db.ts'
import type { Connection } from '#wire/connect.ts'
import type { PageCalls, Step } from '#wire/host-calls.ts'
import { transfer } from '#wire/transfer.ts'
import type { Account } from './bindings/account.ts'
import { Bindings } from './bindings/bindings.ts'
import { namedPlaces } from './bindings/named-places.ts'
import type { Faults } from './faults.ts'
import { type CheckedFunctions, checkFunctions } from './function-errors.ts'
import { FunctionCatalog } from './functions.ts'
import { HttpActivity } from './http-activity.ts'
import { levelOf, methodsOf, openDoor, templateOf } from './http/handle.ts'
import { keysOf } from './http/keys.ts'
import type { HubAddress } from './http/urls.ts'
import type { HubClock } from './hub-clock.ts'
import { Invocations } from './invocations.ts'
import { LanguageWorkers } from './language-workers.ts'
import { envOf } from './load-ask.ts'
import type { LogSink } from './log-sink.ts'
import { FixtureAnswers } from './network/fixture-answers.ts'
import { Outbound } from './network/outbound.ts'
import { announce, noteSettings } from './start-notes.ts'
import { TaskHub } from './task-hub.ts'
import type { Alarm } from './timers.ts'
import { TriggerCalls } from './triggers/trigger-calls.ts'
import { Triggers } from './triggers/triggers.ts'

export interface AppParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly logs: LogSink
  readonly account: Account
  readonly page: Connection<PageCalls>
  readonly address: Omit<HubAddress, 'taskHub'>
  readonly faults: Faults
  readonly crash: () => Promise<void>
  readonly onHung: (functionName: string) => void
  readonly onReady: () => void
  readonly onBroken: (reason: string | undefined) => void
}

/** A function app that runs: one build, its language workers, its dispatcher and its HTTP door. */
export interface RunningApp {
  readonly build: Build
  readonly functions: readonly FunctionInfo[]
  readonly door: (request: HttpRequestMessage) => Promise<HttpResponseMessage>
  /** Runs a function by hand; resolves when it has begun. Rejects when there is none of that name, or the payload does not fit. */
  fire(functionName: string, payload: string | null): Promise<void>
  /** The person's answer to a hung worker. */
  decide(decision: 'stop now' | 'keep going'): void
  clockChanged(): void
  /** Ends in the middle of whatever it does: nothing of it writes or answers any more. */
  freeze(): void
  /** Moves the clock to what is due next. */
  toNextDue(): EpochMs | undefined
  step(): Promise<Step>
  /** Raises an external event when hub time reaches `at`. */
  raiseAt(at: EpochMs, instanceId: string, name: string, input: JsonText | null): void
  /** Resolves when nothing of it writes any more. */
  stop(): Promise<void>
}

/** Starts a build and goes on with everything the hub holds. Rejects with the error of loading it; nothing runs then. */
export async function startApp(parts: AppParts, build: Build): Promise<RunningApp> {
  const { db, clock, logs, account, page, faults } = parts
  const settings = settingsOf(build.files)
  const options = hostOptionsOf(build.files, settings.env)
  logs.show(options.logLevels)
  account.encoding = options.queues.messageEncoding
  let door: RunningApp['door'] = () => Promise.reject(new Error('The app is still loading.'))
  let hub: TaskHub | undefined
  let triggers: Triggers | undefined
  const { base } = parts.address
  const address = { ...parts.address, taskHub: settings.hubName }
  const fixtures = new FixtureAnswers(build.files)
  const outbound = new Outbound({
    base,
    fixtures,
    door: (request) => door(request),
    mayFetch: async (question) => (await page.call('mayFetch', question)).isAllowed,
    fetch: (...request) => fetch(...request),
  })
  const languages = new LanguageWorkers(runningProcesses(options, build.language), {
    build,
    page: parts.page,
    logs,
    onReady: parts.onReady,
    env: envOf(build, base),
    clock: () => clock.state,
    services: {
      http: async ({ request }) => ({ response: await door(request) }),
      fetch: async ({ request, callId }) => {
        const who = () => logs.functionOf(callId) ?? logs.onlyFunction()
        const fetched = await outbound.send(request, build.id, who).catch((error: unknown) => {
          // A library may keep the reason to itself: axios says "Network Error".
          logs.host('warning', 'Host.Network', reasonOf(error))
          throw error
        })
        return transfer(fetched, fetched.response.body ? [fetched.response.body] : [])
      },
      log: async ({ lines }) => {
        logs.user(lines)
        return null
      },
    },
    onHung: (callId) => parts.onHung(logs.functionOf(callId) ?? 'The app'),
    onBroken: (reason) => {
      triggers?.stop()
      void hub?.stop()
      parts.onBroken(reason)
    },
  })
  const checked = checkFunctions(await languages.start(), settings.env)
  const catalog = new FunctionCatalog(checked.sound)
  const bindings = new Bindings({ db, clock, account, address, logs, env: settings.env })
  const { functionTimeout, routePrefix } = settings
  const invocations = new Invocations({ languages, logs, catalog, bindings, account, faults, functionTimeout })
  const calls: TriggerCalls = new TriggerCalls({
    invocations,
    clock,
    logs,
    alarm: (alarm) => runningHub.alarm(alarm),
    settled: () => runningHub.clockChanged(),
  })
  const runningHub = (hub = new TaskHub({
    db,
    clock,
    languages,
    catalog,
    logs,
    settings,
    invocations,
    build: build.id,
    http: new HttpActivity({ outbound, fixtures, orchestratorOf: async (id) => (await db.instances.get(id))?.name }),
    maxConcurrent: options.maxConcurrent,
    othersIdle: () => calls.isIdle,
    faults,
    crash: parts.crash,
  }))
  const { queues, blobs } = options
  const alarm = (each: Alarm) => runningHub.alarm(each)
  const listening = new Triggers({
    db,
    clock,
    logs,
    account,
    calls,
    catalog,
    queues,
    blobs,
    base,
    alarm,
    env: settings.env,
  })
  triggers = listening
  const keys = await keysOf(
    db,
    catalog.all.filter(({ kind }) => kind === 'http').map(({ name }) => name),
  )
  const fire: RunningApp['fire'] = (name, payload) => listening.fire(name, payload)
  door = openDoor({ db, clock, catalog, hub, routePrefix, address, options, keys, fire })
  const functions = [...functionInfos(catalog, routePrefix, keys), ...checked.inError.map(errorInfo)]
  noteSettings(logs, build, options)
  announce(logs, functions, checked, base)
  if (settings.extendedSessionsEnabled) logs.host('warning', 'Host.Startup', NO_EXTENDED_SESSIONS)
  await hub.resume()
  await account.commit(namedPlaces(catalog.all, settings.env))
  await listening.start()
  return {
    build,
    functions,
    door,
    fire,
    decide: (decision) => languages.decide(decision),
    clockChanged() {
      languages.tell('clock', clock.state)
      runningHub.clockChanged()
    },
    freeze() {
      listening.stop()
      runningHub.freeze()
      languages.stop()
    },
    toNextDue: () => runningHub.toNextDue(),
    step: () => runningHub.step(),
    raiseAt(at, instanceId, name, input) {
      const raise = () => runningHub.send(instanceId, { type: 'EventRaised', at: clock.now(), name, input })
      const run = () => void calls.busily(raise)
      runningHub.alarm({ at, run, pulls: true })
    },
    async stop() {
      listening.stop()
      const stopped = runningHub.stop()
      await languages.leaveWell().catch((error: unknown) => logs.host('error', 'Host.Shutdown', toWire(error).message))
      languages.stop()
      await stopped
    },
  }
}

function functionInfos(catalog: FunctionCatalog, routePrefix: string, keys: FunctionKeys): FunctionInfo[] {
  return catalog.all.map((each) => {
    const { name, kind, trigger, failure } = each
    const info: FunctionInfo = { name, kind, trigger: trigger.type, ...(failure !== undefined && { error: failure }) }
    if (kind !== 'http') return info
    const authLevel = levelOf(each)
    const key = authLevel === 'admin' ? keys.master : authLevel === 'function' ? keys.functions[name] : undefined
    const http = { route: templateOf(each, routePrefix), methods: methodsOf(each), authLevel }
    return { ...info, http: { ...http, ...(key !== undefined && { key }) } }
  })
}

const NO_EXTENDED_SESSIONS =
  'host.json asks for extendedSessionsEnabled. Azure honours it for .NET alone: an orchestrator of this language runs from its first line in every episode. ' +
  'To keep its code between episodes here, set the app setting DURABLE_PLAYGROUND_KEEP_GENERATORS to true.'

function errorInfo({ name, trigger, message: error }: CheckedFunctions['inError'][number]): FunctionInfo {
  return { name, trigger, error, kind: 'other' }
}
