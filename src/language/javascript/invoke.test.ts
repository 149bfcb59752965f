import { expect, test } from 'vitest'
import { bodyText, encode } from '#durable/http-message.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import { openWorker } from './testing/worker.ts'

/** An app with one function of the given code, and how to call it with its trigger's value. */
async function withFunction(
  code: string,
  trigger: 'http' | 'activity' = 'activity',
  http?: Parameters<typeof openWorker>[0],
) {
  const worker = openWorker(http)
  const { functions } = await worker.load({
    'f.ts': `
      const { app, HttpResponse } = require('@azure/functions'), df = require('durable-functions')
      ${code}`,
  })
  const { name = '', bindings = {} } =
    functions.find(({ bindings }) => JSON.stringify(bindings).includes(`${trigger}Trigger`)) ?? {}
  const [triggerName = ''] = Object.keys(bindings)
  const [clientName = ''] = Object.entries(bindings).find(([, { type }]) => type === 'durableClient') ?? []
  const invoke = (value: BindingValue, extra: Record<string, BindingValue> = {}) =>
    worker.language.call('invoke', { callId: 'call-1', functionName: name, inputs: { [triggerName]: value, ...extra } })
  return { ...worker, invoke, clientName }
}

const json = (value: unknown): BindingValue => ({ kind: 'json', text: JSON.stringify(value) })

const get = (url: string, more: object = {}): BindingValue => ({
  kind: 'http request',
  request: { method: 'GET', url, headers: [], body: null, ...more },
  params: {},
})

test('an activity gets its input and gives its output, as JSON, text, bytes, number or nothing', async () => {
  const { invoke } = await withFunction(`
    df.app.activity('f', { handler: (input) =>
      input === 'bytes' ? Buffer.from('abc') : input === 'nothing' ? undefined : input === 'text' ? 'Hello' : input })`)
  const result = async (value: BindingValue) => (await invoke(value)).result
  expect(await result(json({ a: [1, null] }))).toEqual(json({ a: [1, null] }))
  expect(await result(json(5))).toEqual({ kind: 'json', text: '5' })
  expect(await result({ kind: 'string', text: '5' })).toEqual({ kind: 'json', text: '5' }) // text that is JSON arrives parsed
  expect(await result({ kind: 'string', text: 'text' })).toEqual({ kind: 'string', text: 'Hello' })
  expect(await result({ kind: 'string', text: 'bytes' })).toEqual({ kind: 'bytes', bytes: encode('abc') })
  expect(await result({ kind: 'string', text: 'nothing' })).toEqual({ kind: 'none' })
  expect(await result({ kind: 'none' })).toEqual({ kind: 'none' })
})

test('an error keeps its name, message and stack; what is no error becomes one', async () => {
  const { invoke } = await withFunction(`
    df.app.activity('f', { handler: async (input) => { throw input === 'text' ? 'boom' : input === 'object' ? { code: 7 } : new RangeError('no') } })`)
  await expect(invoke({ kind: 'string', text: 'x' })).rejects.toMatchObject({
    name: 'RangeError',
    message: 'no',
    stack: expect.stringContaining('f.ts:4'),
  })
  await expect(invoke({ kind: 'string', text: 'text' })).rejects.toThrow(/^boom$/)
  await expect(invoke({ kind: 'string', text: 'object' })).rejects.toThrow(/^{"code":7}$/)
})

test('an HTTP function sees method, headers, query, params and a binary body', async () => {
  const { invoke } = await withFunction(
    `app.http('f', { handler: async (request) => ({ jsonBody: {
      method: request.method, url: request.url, cookie: request.headers.get('cookie'), many: request.headers.get('x-many'),
      query: [...request.query], params: request.params, body: [...new Uint8Array(await request.clone().arrayBuffer())],
      text: await request.text() } }) })`,
    'http',
  )
  const headers = [
    ['Cookie', 'a=b'],
    ['X-Many', '1'],
    ['x-many', '2'],
  ]
  const request = { method: 'POST', url: 'http://localhost:7071/api/f?a=1&b=2&a=3', headers, body: encode('h€') }
  const { result } = await invoke({ kind: 'http request', request, params: { id: '7' } } as unknown as BindingValue)
  if (result.kind !== 'http response') return expect.unreachable()
  expect(result).toMatchObject({ status: 200, headers: [['content-type', 'application/json']] })
  expect(JSON.parse(bodyText(result))).toEqual({
    method: 'POST',
    url: 'http://localhost:7071/api/f?a=1&b=2&a=3',
    cookie: 'a=b',
    many: '1,2',
    query: [
      ['a', '1,3'],
      ['b', '2'],
    ],
    params: { id: '7' },
    body: [104, 226, 130, 172],
    text: 'h€',
  })
})

test('an HTTP answer may be bytes, a stream, cookies, a status without body, or nothing', async () => {
  const { invoke } = await withFunction(
    `app.http('f', { handler: async (request) => ({
      bytes: { status: 201, body: new Uint8Array([0, 255]), headers: { 'Content-Type': 'image/png' } },
      stream: { body: new ReadableStream({ start(c) { c.enqueue(new TextEncoder().encode('a')); c.enqueue(new TextEncoder().encode('b')); c.close() } }) },
      cookies: { cookies: [{ name: 'a', value: 'b c', maxAge: 60, httpOnly: true, sameSite: 'Strict' }] },
      empty: { status: 204, body: 'dropped' },
      class: new HttpResponse({ status: 404, body: 'no' }),
      wrong: 'text',
    })[request.query.get('what')] })`,
    'http',
  )
  const result = async (what: string) => (await invoke(get(`http://x/api/f?what=${what}`))).result
  const bytes = new Uint8Array([0, 255]).buffer
  expect(await result('bytes')).toEqual({
    kind: 'http response',
    status: 201,
    headers: [['content-type', 'image/png']],
    body: bytes,
  })
  expect(await result('stream')).toMatchObject({ status: 200, body: encode('ab') })
  expect(await result('cookies')).toMatchObject({
    headers: [['Set-Cookie', 'a=b%20c; max-age=60; path=/; samesite=strict; httponly']],
    body: null,
  })
  expect(await result('empty')).toMatchObject({ status: 204, body: null })
  expect(await result('class')).toMatchObject({ status: 404, headers: [['content-type', 'text/plain;charset=UTF-8']] })
  expect(await result('nothing')).toEqual({ kind: 'none' })
  await expect(result('wrong')).rejects.toThrow('The HTTP response must be an object with optional properties')
})

test('hooks see and change inputs, handler, result and error, as in the real worker', async () => {
  const { invoke, lines } = await withFunction(`
    app.hook.preInvocation((context) => {
      context.hookData.before = context.inputs[0]
      context.inputs = [context.inputs[0] + 1]
      const handler = context.functionHandler
      context.functionHandler = (...args) => handler(...args)
    })
    app.hook.postInvocation((context) => {
      console.log(context.hookData.before, context.result, context.error && context.error.message)
      if (context.error) { context.error = null; context.result = 'mended' }
    })
    app.hook.log((context) => { context.message = context.message.toUpperCase() })
    df.app.activity('f', { handler: (input, context) => { context.log('got %d', input); if (input > 5) throw new Error('high'); return input * 2 } })`)
  expect((await invoke(json(1))).result).toEqual(json(4))
  expect((await invoke(json(9))).result).toEqual({ kind: 'string', text: 'mended' })
  expect(lines.map(({ text }) => text)).toEqual(['GOT 2', '1 4 null', 'GOT 10', '9 null high'])
})

test('lines know their call: context.log always, console.log until the first await', async () => {
  const { invoke, lines, started } = await withFunction(`
    df.app.activity('f', { handler: async (input, context) => {
      console.log('first'); context.warn({ a: 1 }); await null; console.error('later'); context.debug('end') } })
    console.info('loading')`)
  await invoke({ kind: 'none' })
  expect(lines.map(({ callId, level, text }) => [callId, level, text])).toEqual([
    [null, 'information', 'loading'],
    ['call-1', 'information', 'first'],
    ['call-1', 'warning', '{ a: 1 }'],
    [null, 'error', 'later'],
    ['call-1', 'debug', 'end'],
  ])
  expect(started).toEqual(['call-1'])
})

test('a client function starts an orchestration through the host and answers with its links', async () => {
  const asked: string[] = []
  const code = `
    df.app.client.http('f', { handler: async (request, client, context) => {
      const id = await client.startNew('Chain', { instanceId: 'abc', input: { n: 1 } })
      return client.createCheckStatusResponse(request, id)
    } })`
  const { invoke, clientName } = await withFunction(code, 'http', async ({ request }) => {
    asked.push(`${request.method} ${request.url} ${bodyText(request)}`)
    return { response: { status: 202, headers: [], body: encode('{"id":"abc"}') } }
  })
  const client = {
    taskHubName: 'TestHubName',
    creationUrls: {},
    managementUrls: { id: 'INSTANCEID', statusQueryGetUri: 'http://other:1/runtime/instances/INSTANCEID?code=x' },
    rpcBaseUrl: 'http://127.0.0.1:17071/durabletask/',
  }
  const { result } = await invoke(get('https://here.example/api/f'), { [clientName]: json(client) })
  expect(asked).toEqual(['POST http://127.0.0.1:17071/durabletask/orchestrators/Chain/abc {"n":1}'])
  expect(result).toMatchObject({ kind: 'http response', status: 202 })
  if (result.kind !== 'http response') return
  expect(Object.fromEntries(result.headers)).toEqual({
    'content-type': 'application/json',
    location: 'https://here.example/runtime/instances/abc?code=x',
    'retry-after': '10',
  })
  expect(JSON.parse(bodyText(result))).toEqual({
    id: 'abc',
    statusQueryGetUri: 'https://here.example/runtime/instances/abc?code=x',
  })
})

test('outputs leave under the names of their bindings', async () => {
  const { language, load } = openWorker()
  await load({
    'f.ts': `
      const { app, output } = require('@azure/functions')
      const queue = output.storageQueue({ queueName: 'q', connection: 'c', name: 'queue' })
      app.generic('f', { trigger: { type: 'manual', name: 'x' }, extraOutputs: [queue], handler: (_, context) => context.extraOutputs.set(queue, ['a', 'b']) })`,
  })
  const answer = await language.call('invoke', { callId: '1', functionName: 'F', inputs: { x: { kind: 'none' } } })
  expect(answer).toEqual({ result: { kind: 'none' }, outputs: { queue: json(['a', 'b']) } })
})
