import 'fake-indexeddb/auto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { granted, questions, wholeApp } from './whole-app.ts'

const head = `
  const { app } = require('@azure/functions')
  const df = require('durable-functions')
  app.http('Fetch', { methods: ['POST'], handler: async (request) => {
    const { url, ...init } = await request.json()
    try {
      const response = await fetch(url, init)
      return { jsonBody: { status: response.status, type: response.headers.get('content-type'), url: response.url, text: await response.text() } }
    } catch (error) { return { jsonBody: { name: error.name, message: error.message } } }
  } })
  app.http('Hello', { handler: () => ({ body: 'hello from ourselves' }) })
`
const fetched = async (app: Awaited<ReturnType<typeof wholeApp>>, url: string, init: object = {}) =>
  JSON.parse(bodyText(await app.send('POST /api/Fetch', { url, ...init }))) as Record<string, string>

/** A real server of the outside; answers with its address and what it was asked. */
async function outside(answer: (url: string) => { status?: number; headers?: Record<string, string>; body?: string }) {
  const asked: { method: string; url: string; headers: Record<string, unknown>; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      asked.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      const { status = 200, headers = {}, body: text = '' } = answer(request.url ?? '')
      response.writeHead(status, headers).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => void granted.delete(origin))
  return { origin, asked }
}

test('the network is off, and the error says what to do', async () => {
  const { origin, asked } = await outside(() => ({ body: 'secret' }))
  const app = await wholeApp(head)
  expect(await fetched(app, `${origin}/x`)).toEqual({
    name: 'TypeError',
    message: `fetch failed: The network is not granted to this app, so GET ${origin}/x was not sent. Allow ${origin} when you are asked. Or answer it yourself: put [{"method":"GET","url":"${origin}/x","response":{"status":200,"body":{}}}] into a file fixtures.http.json.`,
  })
  expect(asked).toEqual([])
})

test('what a person grants is sent, without cookies and without a referrer, and its answer is whole', async () => {
  const { origin, asked } = await outside(() => ({
    status: 201,
    headers: { 'Content-Type': 'text/x', 'Set-Cookie': 'a=1' },
    body: 'hé',
  }))
  granted.add(origin)
  const app = await wholeApp(head)
  const init = { method: 'POST', headers: { 'x-own': '1' }, body: 'sent' }
  expect(await fetched(app, `${origin}/x?y`, init)).toEqual({
    status: 201,
    type: 'text/x',
    url: `${origin}/x?y`,
    text: 'hé',
  })
  expect(asked[0]).toMatchObject({ method: 'POST', url: '/x?y', body: 'sent', headers: { 'x-own': '1' } })
  expect(asked[0]?.headers['referer']).toBeUndefined()
  await fetched(app, `${origin}/again`)
  expect(asked[1]?.headers['cookie']).toBeUndefined()
})

test('a server that is out of reach is explained, and so is an address that is none', async () => {
  granted.add('http://127.0.0.1:9')
  const app = await wholeApp(head)
  expect((await fetched(app, 'http://127.0.0.1:9/'))['message']).toContain(
    'The server may be out of reach, or it does not let pages of http://localhost:7071 read its answers (CORS).',
  )
  expect((await fetched(app, 'ftp://x.example/'))['message']).toContain('only http and https are')
  granted.delete('http://127.0.0.1:9')
})

test('a fixture answers instead of the network, in its order; the app itself is asked in process', async () => {
  const app = await wholeApp({
    'fixtures.http.json': `[
      { "method": "GET", "url": "https://api.example.com/jobs/*", "sequence": [{ "status": 202 }, { "body": { "done": true } }] }
    ]`,
    'src/functions/app.js': `${head}
      df.app.orchestration('Call', function* (context) { return (yield context.df.callHttp({ method: 'GET', url: 'https://api.example.com/jobs/9' , enablePolling: false })).statusCode })`,
  })
  expect(await fetched(app, 'https://api.example.com/jobs/1')).toMatchObject({ status: 202, text: '' })
  expect(await fetched(app, 'https://api.example.com/jobs/1')).toMatchObject({ status: 200, text: '{"done":true}' })
  expect(await fetched(app, 'http://localhost:7071/api/Hello')).toMatchObject({
    status: 200,
    text: 'hello from ourselves',
  })
  await app.send('POST /runtime/webhooks/durabletask/orchestrators/Call/c')
  expect((await app.until('c', 'Completed')).output).toBe('202') // a sequence of its own
})

test('callHttp goes the same way as fetch', async () => {
  const { origin, asked } = await outside(() => ({ headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' }))
  const app = await wholeApp(`${head}
    df.app.orchestration('Call', function* (context) { return (yield context.df.callHttp({ method: 'PUT', url: '${origin}/y', body: { b: 2 } })).content })`)
  await app.send('POST /runtime/webhooks/durabletask/orchestrators/Call/refused')
  expect((await app.until('refused', 'Failed')).output).toContain('The network is not granted to this app')
  granted.add(origin)
  await app.send('POST /runtime/webhooks/durabletask/orchestrators/Call/sent')
  expect((await app.until('sent', 'Completed')).output).toBe('"{\\"a\\":1}"')
  expect(asked).toMatchObject([{ method: 'PUT', url: '/y', body: '{"b":2}' }])
})

test('the person is told whose request it is, and what it asks for', async () => {
  const { origin } = await outside(() => ({}))
  const app = await wholeApp(`${head}
    df.app.orchestration('Call', function* (context) { yield context.df.callHttp({ method: 'PUT', url: '${origin}/y' }) })
    app.http('AtOnce', { route: 'a', handler: () => fetch('${origin}/${'z'.repeat(400)}').catch(() => ({})) })`)
  questions.length = 0
  await fetched(app, `${origin}/x?y=1`)
  await app.send('GET /api/a')
  await app.send('POST /runtime/webhooks/durabletask/orchestrators/Call/asks')
  await app.until('asks', 'Failed')
  expect(questions).toEqual([
    { origin, functionName: 'Fetch', request: `GET ${origin}/x?y=1` }, // after an await, when it is the only one
    { origin, functionName: 'AtOnce', request: `${`GET ${origin}/${'z'.repeat(400)}`.slice(0, 300)}…` },
    { origin, functionName: 'Call', request: `PUT ${origin}/y` },
  ])
})

test('a request can be given up', async () => {
  const { origin } = await outside(() => ({}))
  granted.add(origin)
  const app = await wholeApp(`${head}
    app.http('Abort', { handler: async () => {
      const controller = new AbortController()
      const answered = fetch('${origin}', { signal: controller.signal }).catch((error) => error.name)
      controller.abort()
      return { body: await answered }
    } })`)
  expect(bodyText(await app.send('GET /api/Abort'))).toBe('AbortError')
})
