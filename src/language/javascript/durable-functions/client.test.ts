import '../in-node/azure-core.ts'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Headers } from '#durable/http-message.ts'
import type { ClientData } from './client-data.ts'
import { getClient } from './get-client.ts'
import { sendRequestsTo } from './host-http.ts'
import { EntityId } from './entity-id.ts'
import * as ours from './index.ts'

// The real package is the oracle: the same calls, against the same answers, must ask and give the same.

const real = createRequire(import.meta.url)('durable-functions') as typeof ours

interface Reply {
  readonly status: number
  readonly body?: string
  readonly headers?: Record<string, string>
}

const asked: string[] = []
let replies: Reply[] = []

const server = createServer((request, response) => {
  void record(request).then((line) => {
    asked.push(line)
    const { status, body = '', headers = {} } = replies.shift() ?? { status: 200, body: '{}' }
    response.writeHead(status, headers).end(body)
  })
})

async function record(request: IncomingMessage): Promise<string> {
  const token = request.headers['x-ms-continuation-token']
  const body = await text(request)
  const type = body === '' ? '' : (request.headers['content-type'] ?? '')
  return [request.method, request.url, type, body, token ?? ''].join(' | ')
}

beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
afterAll(() => void server.close())

/** Our client's door: over the same network, byte for byte. */
sendRequestsTo(async ({ method, url, headers, body }) => {
  const response = await fetch(url, { method, headers: headers as [string, string][], body })
  return { status: response.status, headers: [...response.headers] as Headers, body: await response.arrayBuffer() }
})

function clientData(): ClientData {
  const { port } = server.address() as AddressInfo
  const instance = 'https://app.example/runtime/webhooks/durabletask/instances/INSTANCEID'
  return {
    taskHubName: 'TestHubName',
    creationUrls: {
      createNewInstancePostUri: 'https://app.example/orchestrators/{functionName}[/{instanceId}]?code=x',
    },
    managementUrls: {
      id: 'INSTANCEID',
      statusQueryGetUri: `${instance}?taskHub=TestHubName&code=x`,
      sendEventPostUri: `${instance}/raiseEvent/{eventName}?code=x`,
      terminatePostUri: `${instance}/terminate?reason={text}&code=x`,
    },
    baseUrl: 'https://app.example/runtime/webhooks/durabletask',
    requiredQueryStringParameters: 'code=x',
    rpcBaseUrl: `http://127.0.0.1:${port}/durabletask/`,
  }
}

const input = { type: 'durableClient', name: 'client' }
const context = () => ({ options: { extraInputs: [input] }, extraInputs: { get: () => clientData() } })

type Client = ReturnType<typeof getClient>

/** What both clients asked and got; in the same words, or this fails. */
async function same(
  call: (client: Client) => unknown,
  ...answers: Reply[]
): Promise<{ asked: string[]; outcome: unknown }> {
  const [theirs, mine] = [await outcomeOf(real.getClient, call, answers), await outcomeOf(getClient, call, answers)]
  expect(mine).toEqual(theirs)
  return mine
}

async function outcomeOf(clientOf: (context: never) => Client, call: (client: Client) => unknown, answers: Reply[]) {
  asked.length = 0
  replies = [...answers]
  const outcome = await Promise.resolve()
    .then(() => call(clientOf(context() as never)))
    .then(plain, (error: Error) => ({ name: error.name, message: error.message }))
  return { asked: [...asked], outcome }
}

/** As JSON says it, with the type where a value is more than data. */
async function plain(value: unknown): Promise<unknown> {
  if (value instanceof Object && 'jsonBody' in value) return value
  const response = value as
    | { status?: number; text?(): Promise<string>; headers?: Iterable<[string, string]> }
    | undefined
  if (typeof response?.text !== 'function') return { type: typeof value, json: JSON.stringify(value) }
  return { status: response.status, body: await response.text(), headers: [...(response.headers ?? [])] }
}

const json = (value: unknown, status = 200): Reply => ({
  status,
  body: JSON.stringify(value),
  headers: { 'Content-Type': 'application/json' },
})
const statuses = [200, 202, 204, 400, 404, 410, 412, 500, 501, 503]
const bodies = ['plain', '{"Message":"no"}', '5', '"text"']
const everyRefusal = statuses.flatMap((code, i): Reply[] => {
  const body = code === 204 ? '' : (bodies[i % bodies.length] ?? '')
  return [{ status: code }, { status: code, body }]
})

const status = (runtimeStatus: string) => ({
  name: 'Chain',
  instanceId: 'abc',
  runtimeStatus,
  input: { a: 1 },
  customStatus: null,
  output: ['x'],
  createdTime: '2024-01-01T00:00:00Z',
  lastUpdatedTime: '2024-01-01T00:00:01Z',
  historyEvents: [],
})

test('at run time the module has the names of the real one', () => {
  expect(Object.keys(ours).toSorted()).toEqual(Object.keys(real).toSorted())
  const groups = ({ app, trigger, input }: typeof ours) =>
    [app, trigger, input].map((each) => Object.keys(each).toSorted())
  expect(groups(ours)).toEqual(groups(real))
  expect(Object.keys(ours.app.client).toSorted()).toEqual(Object.keys(real.app.client).toSorted())
  expect(ours.OrchestrationRuntimeStatus).toEqual(real.OrchestrationRuntimeStatus)
})

test('startNew asks for the same, whatever the input', async () => {
  const inputs = [undefined, null, '', 'text', '  padded  ', '5', 5, true, [1], { a: 'ü' }, new Date(0)]
  for (const input of inputs) await same((client) => client.startNew('Chain', { input }), json({ id: 'x' }, 202))
  await same((client) => client.startNew('Chain'), json({ id: 'x' }, 202))
  await same((client) => client.startNew('Ch ain', { instanceId: 'a b#c', version: '1 0' }), json({ id: 'x' }, 202))
  await same((client) => client.startNew(''))
  const { asked, outcome } = await same(
    (client) => client.startNew('C', { instanceId: 'i', input: 1 }),
    json({ id: 'i' }, 202),
  )
  expect(asked).toEqual(['POST | /durabletask/orchestrators/C/i | application/json | 1 | '])
  expect(outcome).toEqual({ type: 'string', json: '"i"' })
})

test('getStatus asks for the same and reads every answer the same', async () => {
  for (const answer of [json(status('Running'), 202), json(status('Failed')), json({ name: 'half' }), json([])])
    await same((client) => client.getStatus('abc'), answer)
  for (const show of [true, false]) {
    const options = {
      showHistory: show,
      showHistoryOutput: show,
      showInput: show,
      taskHubName: 'Other',
      connectionName: 'C',
    }
    await same((client) => client.getStatus('abc', options), json(status('Completed')))
  }
})

test('listing follows the pages and filters the same', async () => {
  const pages = [{ ...json([1, 2]), headers: { 'x-ms-continuation-token': 'next' } }, json([3])]
  const { asked } = await same((client) => client.getStatusAll(), ...pages)
  expect(asked).toHaveLength(2)
  const filter = { createdTimeFrom: new Date(0), createdTimeTo: new Date(1), runtimeStatus: ['Running', 'Failed'] }
  await same((client) => client.getStatusBy(filter), json([]))
  await same((client) => client.getStatusBy({ runtimeStatus: [] }), json([]))
  await same((client) => client.purgeInstanceHistoryBy(filter), json({ instancesDeleted: 2 }))
})

test('every call reads every refusal the same', async () => {
  const entity = new EntityId('Counter', 'k')
  const hub = { taskHubName: 'H', connectionName: 'C' }
  const calls: ((client: Client) => unknown)[] = [
    (client) => client.startNew('Chain'),
    (client) => client.getStatus('abc'),
    (client) => client.getStatusAll(),
    (client) => client.purgeInstanceHistory('abc'),
    (client) => client.purgeInstanceHistoryBy({}),
    (client) => client.raiseEvent('abc', 'Approval', { ok: true }, hub),
    (client) => client.raiseEvent('abc', 'Approval'),
    (client) => client.terminate('abc', 'too late'),
    (client) => client.suspend('abc', 'a&b'),
    (client) => client.resume('abc', 'ü'),
    (client) => client.rewind('abc', 'again', hub),
    (client) => client.readEntityState(entity, hub),
    (client) => client.signalEntity(entity, 'add', 5, hub),
    (client) => client.signalEntity(entity),
  ]
  for (const call of calls) for (const refusal of everyRefusal) await same(call, refusal)
  await same((client) => client.raiseEvent('abc', ''))
}, 20_000)

test('waiting answers with the output, the status, or where to look', async () => {
  const wait = (timeoutInMilliseconds: number) => (client: Client) =>
    client.waitForCompletionOrCreateCheckStatusResponse({ url: 'http://localhost:7071/api/x' }, 'abc', {
      timeoutInMilliseconds,
      retryIntervalInMilliseconds: 1,
    })
  for (const runtimeStatus of ['Completed', 'Canceled', 'Terminated', 'Failed'])
    await same(wait(1000), json(status('Running'), 202), json(status(runtimeStatus)))
  await same(wait(0))
  const { outcome } = await outcomeOf(
    getClient,
    wait(5),
    Array.from({ length: 50 }, () => json(status('Running'), 202)),
  )
  expect(outcome).toMatchObject({ status: 202 })
})

test('links and the check-status answer are the same, moved to the origin of the request', async () => {
  const local = { url: 'http://localhost:7071/api/start?x=1' }
  for (const request of [undefined, local, { url: 'https://other.example:8443/base/api/start' }])
    await same((client) => client.createCheckStatusResponse(request, 'a$&b'))
  const { outcome } = await same((client) => client.createHttpManagementPayload('abc'))
  expect(outcome).toMatchObject({ json: expect.stringContaining('http://localhost:7071/runtime/webhooks/') })
})

test('a function without a durable client input is told so', async () => {
  const none = { options: { extraInputs: [] }, extraInputs: { get: () => undefined } }
  const broken = { options: { extraInputs: [input] }, extraInputs: { get: () => ({ taskHubName: 'x' }) } }
  for (const given of [none, broken]) {
    const words = (clientOf: (context: never) => unknown) => {
      try {
        return clientOf(given as never)
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(words(getClient)).toEqual(words(real.getClient))
  }
})
