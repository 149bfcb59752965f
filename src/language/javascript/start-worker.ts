import { fromWire, toWire } from '#base/wire-error.ts'
import type { BindingValue, HostServices, InspectorCalls, LanguageCalls } from '#wire/language-calls.ts'
import { connect } from '#wire/connect.ts'
import { serviceAnswers } from '#wire/parse-services.ts'
import type { Port } from '#wire/port.ts'
import { serve } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'
import { readableStack } from './code-line.ts'
import { setClock } from './clock.ts'
import { sendRequestsTo } from './durable-functions/host-http.ts'
import { forget, orchestrate } from './episodes.ts'
import { sendFetchesTo } from './fetch.ts'
import { inspect } from './inspection/inspect.ts'
import { watchProxies } from './inspection/proxies.ts'
import { invokeFunction } from './invoke.ts'
import { loadApp, type RunScript, terminateApp } from './load.ts'
import { flushLines, sendLinesTo } from './log-lines.ts'
import process from './node/process.ts'
import { packages } from './packages.ts'
import { reportStrayErrors } from './stray-errors.ts'

/** The JavaScript language worker: answers the host's questions over `port`, on which it also asks the host's services. */
export function startWorker(port: Port, run: RunScript): void {
  const host = connect<HostServices>(port, serviceAnswers)
  const tell = (said: Promise<unknown>) => void said.catch(() => {}) // a host that is gone needs no telling
  sendLinesTo((lines) => tell(host.call('log', { lines })))
  sendRequestsTo(async (request) => (await host.call('http', { request }, request.body ? [request.body] : [])).response)
  sendFetchesTo((request, callId) => host.call('fetch', { request, callId }, request.body ? [request.body] : []))
  reportStrayErrors()

  /** Before user code may hold this thread, the host knows whose. */
  const call = async <T>(callId: string, run: () => Promise<T>): Promise<T> => {
    tell(host.call('started', { callId }))
    return finishing(run)
  }

  serve<LanguageCalls & InspectorCalls>(port, {
    load: async (app) => {
      if (app.isInspected) watchProxies()
      setClock(app.clock)
      Object.assign(process.env, app.env)
      return finishing(async () => ({ functions: await loadApp(app, run, packages) }))
    },
    orchestrate: (ask) => call(ask.callId, () => orchestrate(ask)),
    invoke: (ask) =>
      call(ask.callId, async () => {
        const answer = await invokeFunction(ask)
        return transfer(answer, [answer.result, ...Object.values(answer.outputs)].flatMap(buffersOf))
      }),
    forget: async ({ executionId }) => {
      forget(executionId)
      return null
    },
    clock: async (state) => {
      setClock(state)
      return null
    },
    terminate: () => finishing(terminateApp),
    ping: async () => null,
    inspect: (ask) => finishing(() => inspect(ask)),
  })
}

/** What user code wrote leaves before its answer does; its errors leave with a stack that a person can read. */
async function finishing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw withStack(error, readableStack(error))
  } finally {
    flushLines()
  }
}

function withStack(error: unknown, stack: string): unknown {
  if (stack === '') return error
  const { name, message } = toWire(error)
  return fromWire({ name, message, stack })
}

function buffersOf(value: BindingValue): ArrayBuffer[] {
  if (value.kind === 'bytes') return [value.bytes]
  return value.kind === 'http response' && value.body ? [value.body] : []
}
