import type { PyodideAPI } from 'pyodide'
import { connect } from '#wire/connect.ts'
import type { BindingValue, HostServices, InspectorCalls, LanguageCalls, TesterCalls } from '#wire/language-calls.ts'
import { serviceAnswers } from '#wire/parse-services.ts'
import type { Port } from '#wire/port.ts'
import { serve } from '#wire/serve.ts'
import { transfer } from '#wire/transfer.ts'
import { setClock } from '../javascript/clock.ts'
import { sendFetchesTo } from '../javascript/fetch.ts'
import { flushLines, sendLinesTo } from '../javascript/log-lines.ts'
import { installBridge } from './durable/bridge.ts'
import { inspect } from './inspection/inspect.ts'
import { forget, orchestrate } from './episodes.ts'
import { Interpreter, type Start } from './interpreter.ts'
import { invokeFunction } from './invoke.ts'
import { loadApp } from './load.ts'
import { findTests, runTest } from './unit-tests.ts'

/**
 * The Python language worker: answers the host's questions over `port`, on which it also asks the host's services.
 * Resolves when Python is up, and rejects when it cannot be started.
 */
export async function startWorker(port: Port, start: Start): Promise<void> {
  const host = connect<HostServices>(port, serviceAnswers)
  const tell = (said: Promise<unknown>) => void said.catch(() => {}) // a host that is gone needs no telling
  sendLinesTo((lines) => tell(host.call('log', { lines })))
  sendFetchesTo((request, callId) => host.call('fetch', { request, callId }, request.body ? [request.body] : []))
  const interpreter = new Interpreter(start, (python: PyodideAPI) =>
    installBridge(
      python,
      async (request) => (await host.call('http', { request }, request.body ? [request.body] : [])).response,
    ),
  )

  /** Before user code may hold this thread, the host knows whose. What it wrote leaves before its answer does. */
  const call = async <T>(callId: string, run: () => Promise<T>): Promise<T> => {
    tell(host.call('started', { callId }))
    return finishing(run)
  }

  serve<LanguageCalls & InspectorCalls & TesterCalls>(port, {
    load: async (app) => {
      setClock(app.clock)
      return finishing(async () => ({ functions: await loadApp(app, interpreter) }))
    },
    orchestrate: (ask) => call(ask.callId, () => orchestrate(ask, interpreter)),
    invoke: (ask) =>
      call(ask.callId, async () => {
        const answer = await invokeFunction(ask, interpreter)
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
    terminate: async () => null, // Python apps have no hook for it
    ping: async () => null,
    findTests: async ({ clock, modules, env }) => {
      setClock(clock)
      return { tests: await findTests({ modules, env }, interpreter) }
    },
    runTest: (ask) => finishing(() => runTest(ask, interpreter)),
    inspect: (ask) => inspect(ask, interpreter),
  })
  await interpreter.ready()
}

async function finishing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } finally {
    flushLines()
  }
}

function buffersOf(value: BindingValue): ArrayBuffer[] {
  if (value.kind === 'bytes') return [value.bytes]
  return value.kind === 'http response' && value.body ? [value.body] : []
}
