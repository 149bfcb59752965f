import { expect, onTestFinished, test } from 'vitest'
import { realTime } from '#durable/clock-mode.ts'
import { connect } from './connect.ts'
import type { HostServices, LanguageCalls } from './language-calls.ts'
import { languageAnswers } from './parse-language.ts'
import { serviceAnswers, serviceAsks } from './parse-services.ts'
import { ParseError } from './read.ts'
import { type Handlers, serve } from './serve.ts'
import { transfer } from './transfer.ts'

/** Two real ports with a real structured clone between them: what a mock would hide is what breaks. */
function openWire() {
  const { port1, port2 } = new MessageChannel()
  onTestFinished(() => port1.close())
  return { host: connect<LanguageCalls>(port1, languageAnswers), hostPort: port1, worker: port2 }
}

const idle: Handlers<LanguageCalls> = {
  load: async () => ({ functions: [] }),
  orchestrate: async () => ({ needHistory: true }),
  invoke: async () => ({ result: { kind: 'none' }, outputs: {} }),
  forget: async () => null,
  clock: async () => null,
  terminate: async () => null,
  ping: async () => null,
}

const invoke = (text: string) =>
  ({ callId: text, functionName: 'Echo', inputs: { input: { kind: 'string', text } } }) as const

test('an answer comes back to the call that asked for it', async () => {
  const { host, worker } = openWire()
  const echo = (value: string) => new Promise<string>((done) => setTimeout(() => done(value), 10 - Number(value)))
  serve<LanguageCalls>(worker, {
    ...idle,
    invoke: async ({ callId }) => ({ result: { kind: 'string', text: await echo(callId) }, outputs: {} }),
  })
  const answers = await Promise.all(['1', '2', '3'].map((text) => host.call('invoke', invoke(text))))
  expect(answers.map(({ result }) => result)).toEqual(['1', '2', '3'].map((text) => ({ kind: 'string', text })))
})

test('one port carries questions in both directions', async () => {
  const { host, hostPort, worker } = openWire()
  const log: string[] = []
  serve<HostServices>(
    hostPort,
    {
      http: async ({ request }) => ({ response: { status: 202, headers: [['Location', request.url]], body: null } }),
      fetch: () => Promise.reject(new Error('no network')),
      log: async ({ lines }) => (log.push(...lines.map((line) => line.text)), null),
      started: async ({ callId }) => (log.push(`started ${callId}`), null),
    },
    serviceAsks(),
  )
  const services = connect<HostServices>(worker, serviceAnswers)
  serve<LanguageCalls>(worker, {
    ...idle,
    invoke: async ({ callId }) => {
      await services.call('started', { callId })
      const request = { method: 'GET', url: 'http://x/y', headers: [], body: null }
      const { response } = await services.call('http', { request })
      return { result: { kind: 'string', text: String(response.status) }, outputs: {} }
    },
  })
  expect(await host.call('invoke', invoke('a'))).toMatchObject({ result: { text: '202' } })
  expect(log).toEqual(['started a'])
})

test('an error thrown by user code keeps its name, message and stack', async () => {
  const { host, worker } = openWire()
  serve<LanguageCalls>(worker, { ...idle, invoke: () => Promise.reject(new RangeError('no such city')) })
  await expect(host.call('invoke', invoke('Atlantis'))).rejects.toMatchObject({
    name: 'RangeError',
    message: 'no such city',
    stack: expect.stringContaining('connect.test'),
  })
})

test('an answer of the wrong shape is refused, and the port survives nonsense', async () => {
  const { host, worker } = openWire()
  worker.addEventListener('message', ({ data: { id } }) => {
    for (const nonsense of [null, 'x', {}, { id: 'a', ok: true }, { id: 99, ok: true }]) worker.postMessage(nonsense)
    worker.postMessage({ id, ok: true, answer: { functions: 'all of them' } })
  })
  worker.start()
  const load = host.call('load', { build: 'b', modules: [], entries: [], env: {}, clock: realTime })
  await expect(load).rejects.toThrow(new ParseError('functions is not a list'))
})

test('an error reply that is no error rejects its call all the same', async () => {
  const { host, worker } = openWire()
  worker.addEventListener('message', ({ data: { id } }) => worker.postMessage({ id, ok: false, error: null }))
  worker.start()
  await expect(host.call('ping', {})).rejects.toThrow('error is not an object')
})

test('a question that nobody answers is refused, whatever its name', async () => {
  const { host, worker } = openWire()
  serve<Pick<LanguageCalls, 'ping'>>(worker, { ping: async () => null })
  await expect(host.call('clock', realTime)).rejects.toThrow("nobody here answers 'clock'")
  await expect(host.call('toString' as 'ping', {})).rejects.toThrow("nobody here answers 'toString'")
})

test('an answer that cannot be cloned is an error, not a silence', async () => {
  const { host, worker } = openWire()
  serve<LanguageCalls>(worker, { ...idle, ping: async () => (() => {}) as unknown as null })
  await expect(host.call('ping', {})).rejects.toThrow('could not be cloned')
})

test('a question that cannot be cloned rejects at once', async () => {
  const { host } = openWire()
  await expect(host.call('clock', { mode: 'real', offset: (() => {}) as unknown as number })).rejects.toThrow(
    'could not be cloned',
  )
})

test('a buffer marked for transfer is moved, not copied', async () => {
  const { host, worker } = openWire()
  const bytes = new ArrayBuffer(8)
  serve<LanguageCalls>(worker, {
    ...idle,
    invoke: async () => transfer({ result: { kind: 'bytes' as const, bytes }, outputs: {} }, [bytes]),
  })
  expect(await host.call('invoke', invoke('x'))).toEqual({
    result: { kind: 'bytes', bytes: new ArrayBuffer(8) },
    outputs: {},
  })
  expect(bytes.byteLength).toBe(0)
})

test('abandoning a worker rejects what was still waiting and what comes later', async () => {
  const { host } = openWire()
  const failure = host.call('ping', {})
  host.abandon(new Error('worker terminated'))
  await expect(failure).rejects.toThrow('worker terminated')
  await expect(host.call('ping', {})).rejects.toThrow('worker terminated')
})
