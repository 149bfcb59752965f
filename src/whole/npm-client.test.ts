import 'fake-indexeddb/auto'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { InvocationContext } from '@azure/functions'
import type * as durableFunctions from 'durable-functions'
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

// The client of the npm package, over real HTTP: nobody here wrote it, and it has never heard of us.
const df = createRequire(import.meta.url)('durable-functions') as typeof durableFunctions

const code = `
  const { app } = require('@azure/functions')
  const df = require('durable-functions')
  const client = df.input.durableClient()
  app.http('Binding', { extraInputs: [client], handler: (_, context) => ({ jsonBody: context.extraInputs.get(client) }) })
  df.app.orchestration('Wait', function* (context) { return [context.df.getInput(), yield context.df.waitForExternalEvent('Go')] })
  df.app.orchestration('Quick', function* (context) { return context.df.getInput() })
  df.app.activity('Once', { handler: () => { globalThis.tries = (globalThis.tries ?? 0) + 1; if (globalThis.tries === 1) throw new Error('first'); return 'second' } })
  df.app.orchestration('Fails', function* (context) { return yield context.df.callActivity('Once') })
  df.app.entity('Counter', (context) => {
    const state = context.df.getState(() => 0)
    if (context.df.operationName === 'add') context.df.setState(state + context.df.getInput())
  })`

beforeEach(() => vi.stubEnv('WEBSITE_HOSTNAME', 'localhost:7071'))
afterEach(() => vi.unstubAllEnvs())

/** The door behind a real server: what its address is asked, the host is, under the address that it believes to have. */
async function serveDoor(app: WholeApp): Promise<string> {
  const server = createServer((request, response) => {
    void (async () => {
      const path = request.url ?? '/'
      const base = path.startsWith('/durabletask/') ? 'http://127.0.0.1:17071' : 'http://localhost:7071'
      const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const)
      const asked = { method: request.method ?? 'GET', url: base + path, headers, body: await bodyOf(request) }
      const { status, headers: given, body } = (await app.host.http({ request: asked })).response
      for (const [name, value] of given) response.appendHeader(name, value)
      response.writeHead(status).end(body ? new Uint8Array(body) : undefined)
    })()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function bodyOf(request: IncomingMessage): Promise<ArrayBuffer | null> {
  const parts: Uint8Array[] = []
  for await (const part of request) parts.push(part as Uint8Array)
  return parts.length === 0 ? null : new Blob(parts as BlobPart[]).arrayBuffer()
}

/** The real client, given what our binding gives a function: with the host's own endpoint, or with the public addresses alone. */
async function clientOf(app: WholeApp, way: 'rpc' | 'public') {
  const origin = await serveDoor(app)
  const text = bodyText(await app.send('GET /api/Binding')).replaceAll('http://localhost:7071', origin)
  const { rpcBaseUrl: _, ...binding } = JSON.parse(text) as Record<string, unknown>
  const input = df.input.durableClient()
  const context = new InvocationContext({ functionName: 'Test', options: { extraInputs: [input] } } as never)
  context.extraInputs.set(input, way === 'rpc' ? { ...binding, rpcBaseUrl: `${origin}/durabletask/` } : binding)
  return { client: df.getClient(context), origin }
}

test.each(['rpc', 'public'] as const)(
  'the real client starts, asks, raises, suspends, resumes, terminates, purges: %s',
  async (way) => {
    const app = await wholeApp(code)
    const { client } = await clientOf(app, way)
    const id = await client.startNew('Wait', { instanceId: `one-${way}`, input: { a: 1 } })
    expect(id).toBe(`one-${way}`)
    await app.until(id, 'Running')
    expect(await client.getStatus(id)).toMatchObject({
      name: 'Wait',
      instanceId: id,
      runtimeStatus: 'Running',
      input: { a: 1 },
    })

    await client.suspend(id, 'for now')
    await app.until(id, 'Suspended')
    await client.resume(id, 'again')
    await app.until(id, 'Running')
    await client.raiseEvent(id, 'Go', { b: 2 })
    await app.until(id, 'Completed')
    const done = await client.getStatus(id, { showHistory: true, showHistoryOutput: true })
    expect(done).toMatchObject({ runtimeStatus: 'Completed', output: [{ a: 1 }, { b: 2 }] })
    // It drops the history that the host sends under `historyEvents`: that is a flaw of its own.
    expect(done.history).toBeUndefined()

    const other = await client.startNew('Wait')
    await client.terminate(other, 'enough')
    await app.until(other, 'Terminated')
    expect(await client.getStatus(other)).toMatchObject({ runtimeStatus: 'Terminated', output: 'enough' })
    expect(await client.purgeInstanceHistory(other)).toEqual({ instancesDeleted: 1 })
    expect(await client.purgeInstanceHistory(other)).toEqual({ instancesDeleted: 0 })
    await expect(client.getStatus(other)).rejects.toThrow()
    await expect(client.startNew('Nobody')).rejects.toThrow("doesn't exist")
  },
)

test('the real client rewinds what failed', async () => {
  Object.assign(globalThis, { tries: 0 })
  const app = await wholeApp(code)
  const { client } = await clientOf(app, 'rpc')
  const id = await client.startNew('Fails')
  await app.until(id, 'Failed')
  await client.rewind(id, 'try again')
  await vi.waitUntil(async () => (await client.getStatus(id)).runtimeStatus === 'Completed', PATIENCE)
  expect((await client.getStatus(id)).output).toBe('second')
})

test('the real client asks for all, page after page, by filter, and purges by filter', async () => {
  const app = await wholeApp(code)
  const { client } = await clientOf(app, 'rpc')
  const ids = await Promise.all(
    Array.from({ length: 105 }, (_, i) => client.startNew('Quick', { instanceId: `q${i}`, input: i })),
  )
  await Promise.all(ids.map((id) => app.until(id, 'Completed')))
  await client.startNew('Wait', { instanceId: 'w' })
  await app.until('w', 'Running')
  expect(new Set((await client.getStatusAll()).map(({ instanceId }) => instanceId))).toEqual(new Set([...ids, 'w']))
  const running = await client.getStatusBy({ runtimeStatus: [df.OrchestrationRuntimeStatus.Running] })
  expect(running.map(({ instanceId }) => instanceId)).toEqual(['w'])
  const filter = { createdTimeFrom: new Date(0), runtimeStatus: [df.OrchestrationRuntimeStatus.Completed] }
  expect(await client.purgeInstanceHistoryBy(filter)).toEqual({ instancesDeleted: 105 })
}, 30_000)

test('the real client signals an entity and reads it', async () => {
  const app = await wholeApp(code)
  const { client } = await clientOf(app, 'rpc')
  const counter = new df.EntityId('Counter', 'mine')
  expect((await client.readEntityState(counter)).entityExists).toBe(false)
  await client.signalEntity(counter, 'add', 2)
  await client.signalEntity(counter, 'add', 3)
  await vi.waitUntil(async () => (await client.readEntityState<number>(counter)).entityState === 5, PATIENCE)
})

test('the real client waits for completion, and the addresses it hands out work: restart among them', async () => {
  const app = await wholeApp(code)
  const { client, origin } = await clientOf(app, 'rpc')
  const id = await client.startNew('Quick', { input: 'x' })
  const request = { url: `${origin}/api/Binding` } as never
  const wait = { timeoutInMilliseconds: 5000, retryIntervalInMilliseconds: 20 }
  const ended = await client.waitForCompletionOrCreateCheckStatusResponse(request, id, wait)
  expect([ended.status, await ended.json()]).toEqual([200, 'x'])
  const { statusQueryGetUri, restartPostUri } = client.createHttpManagementPayload(id) as unknown as Record<
    string,
    string
  >
  expect(await (await fetch(statusQueryGetUri ?? '')).json()).toMatchObject({ instanceId: id, output: 'x' })
  const restarted = await fetch(restartPostUri ?? '', { method: 'POST' })
  expect(restarted.status).toBe(202)
  const { id: again } = (await restarted.json()) as { id: string }
  expect(again).not.toBe(id)
  expect((await app.until(again, 'Completed')).output).toBe('"x"')
})
