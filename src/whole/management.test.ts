import { expect, test, vi } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { bodyText, headerOf, type HttpResponseMessage } from '#durable/http-message.ts'
import { gate, starter, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const api = '/runtime/webhooks/durabletask'
const json = (response: HttpResponseMessage): unknown => JSON.parse(bodyText(response))

const waiting = `${starter}
  df.app.orchestration('Wait', function* (context) {
    const first = yield context.df.waitForExternalEvent('go')
    return [first, yield context.df.callActivity('Hello', first)]
  })`

async function started(app: WholeApp, id: string, name = 'Wait', input?: unknown): Promise<void> {
  expect((await app.send(`POST ${api}/orchestrators/${name}/${id}`, input)).status).toBe(202)
  await app.until(id, 'Running', 'Completed')
}

test('M3 an unknown instance is not found before anything else is looked at, an ended one is gone', async () => {
  const app = await wholeApp(waiting)
  const ask = async (id: string, type: string, body: string) => {
    const message = {
      method: 'POST',
      url: `http://localhost:7071${api}/instances/${id}/raiseEvent/go`,
      headers: [['Content-Type', type] as const],
      body: new TextEncoder().encode(body).buffer,
    }
    const { response } = await app.host.http({ request: message })
    return [response.status, response.body === null ? null : json(response)]
  }
  expect(await ask('nobody', 'text/plain', '{')).toEqual([404, null])
  await started(app, 'one')
  expect(await ask('one', 'text/plain', '{')).toEqual([
    400,
    { Message: 'Only application/json request content is supported' },
  ])
  expect(await ask('one', 'application/json; charset=utf-8', '{')).toMatchObject([
    400,
    { Message: 'Invalid JSON content' },
  ])
  expect(await ask('one', 'application/json', '"x"')).toEqual([202, null])
  await app.until('one', 'Completed')
  expect(await ask('one', 'text/plain', '{')).toEqual([410, null])
  for (const verb of ['terminate', 'suspend', 'resume'])
    expect((await app.send(`POST ${api}/instances/one/${verb}?reason=r`)).status).toBe(410)
})

test('M2 an id is refused that is too long, an entity’s, or has what no path should have', async () => {
  const app = await wholeApp(waiting)
  for (const id of ['@counter@k', 'a%2Fb', 'a%23b', 'x'.repeat(257)]) {
    const response = await app.send(`POST ${api}/orchestrators/Wait/${id}`)
    expect([response.status, json(response)]).toEqual([
      400,
      expect.objectContaining({
        Message: 'One or more of the arguments submitted is incorrect',
        ExceptionType: 'System.ArgumentException',
      }),
    ])
  }
  expect((await app.send(`POST ${api}/orchestrators/Wait/${'x'.repeat(256)}`)).status).toBe(202)
})

test('M11 a wrong verb is a route that does not exist', async () => {
  const app = await wholeApp(waiting)
  await started(app, 'one')
  for (const request of [
    ...[`PUT ${api}/instances/one`, `GET ${api}/instances/one/terminate`, `GET ${api}/orchestrators/Wait`],
    ...[`POST ${api}/instances/one`, `PATCH ${api}/entities/a/b`, `POST ${api}/instances/one/dance`],
  ]) {
    const { status, body } = await app.send(request)
    expect([request, status, body]).toEqual([request, 404, null])
  }
})

test('S1 a suspended instance takes everything that comes and moves when it is resumed', async () => {
  const app = await wholeApp(waiting)
  await started(app, 'one')
  expect((await app.send(`POST ${api}/instances/one/suspend?reason=rest`)).status).toBe(202)
  await app.until('one', 'Suspended')
  const status = await app.send(`GET ${api}/instances/one`)
  expect([status.status, json(status)]).toEqual([202, expect.objectContaining({ runtimeStatus: 'Suspended' })])
  const again = await app.send(`POST ${api}/instances/one/suspend`)
  expect([again.status, json(again)]).toEqual([
    500,
    expect.objectContaining({
      Message: 'Something went wrong while processing your request',
      ExceptionMessage: 'Cannot suspend the orchestration instance one because instance is in the Suspended state.',
    }),
  ])
  expect((await app.send(`POST ${api}/instances/one/raiseEvent/go`, 'Ada')).status).toBe(202)
  await vi.waitUntil(async () => (await app.history('one')).some(({ type }) => type === 'EventRaised'), PATIENCE)
  expect(await app.db.workItems.count()).toBe(0)
  expect((await app.instance('one')).status).toBe('Suspended')
  expect((await app.send(`POST ${api}/instances/one/resume?reason=on`)).status).toBe(202)
  expect((await app.until('one', 'Completed')).output).toBe('["Ada","Hello Ada!"]')
  expect((await app.history('one')).map(({ type }) => type)).toEqual([
    ...['OrchestratorStarted', 'ExecutionStarted', 'OrchestratorCompleted'],
    ...['OrchestratorStarted', 'ExecutionSuspended', 'OrchestratorCompleted'],
    ...['OrchestratorStarted', 'EventRaised', 'OrchestratorCompleted'],
    ...['OrchestratorStarted', 'ExecutionResumed', 'TaskScheduled', 'OrchestratorCompleted'],
    ...['OrchestratorStarted', 'TaskCompleted', 'ExecutionCompleted', 'OrchestratorCompleted'],
  ])
  const resumed = await wholeApp(waiting)
  await started(resumed, 'two')
  expect((await resumed.send(`POST ${api}/instances/two/resume`)).status).toBe(500)
})

test('S1 a result that arrives while suspended survives a closed tab', async () => {
  const held = gate('suspended')
  const app = await wholeApp(`${starter}
    df.app.activity('Slow', { handler: () => globalThis.gates.suspended })
    df.app.orchestration('Work', function* (context) {
      const first = yield context.df.callActivity('Slow')
      return [first, yield context.df.callActivity('Hello', first)]
    })`)
  await started(app, 'one', 'Work')
  await app.send(`POST ${api}/instances/one/suspend`)
  await app.until('one', 'Suspended')
  held.resolve('Ada')
  await vi.waitUntil(async () => (await app.history('one')).some(({ type }) => type === 'TaskCompleted'), PATIENCE)
  const again = await app.reopen()
  expect((await again.instance('one')).status).toBe('Suspended')
  await again.send(`POST ${api}/instances/one/resume`)
  expect((await again.until('one', 'Completed')).output).toBe('["Ada","Hello Ada!"]')
})

test('S2 what is scheduled together with the suspension waits for the resumption', async () => {
  const app = await wholeApp(waiting)
  await started(app, 'one')
  await app.host.stop({})
  const at = Date.now() as EpochMs
  await app.db.inbox.bulkAdd([
    { id: 1001, instanceId: 'one', event: { type: 'EventRaised', at, name: 'go', input: '"Ada"' as JsonText } },
    { id: 1002, instanceId: 'one', event: { type: 'ExecutionSuspended', at, reason: '' } },
  ])
  const again = await app.reopen()
  await again.until('one', 'Suspended')
  expect(await again.db.workItems.count()).toBe(0)
  await again.send(`POST ${api}/instances/one/resume`)
  expect((await again.until('one', 'Completed')).output).toBe('["Ada","Hello Ada!"]')
})

test('S3 a suspended instance can be terminated', async () => {
  const app = await wholeApp(waiting)
  await started(app, 'one')
  await app.send(`POST ${api}/instances/one/suspend`)
  await app.until('one', 'Suspended')
  expect((await app.send(`POST ${api}/instances/one/terminate?reason=123`)).status).toBe(202)
  await app.until('one', 'Terminated')
  expect(json(await app.send(`GET ${api}/instances/one`))).toMatchObject({ runtimeStatus: 'Terminated', output: 123 })
})

test('M9 a query is cut into pages, each saying where the next begins', async () => {
  const app = await wholeApp(waiting)
  const ids = Array.from({ length: 7 }, (_, i) => `page-${i}`)
  for (const id of [...ids, 'other']) await started(app, id)
  const found: string[] = []
  let token: string | undefined = ''
  const sizes: number[] = []
  while (token !== undefined) {
    const url = `http://localhost:7071${api}/instances?instanceIdPrefix=page-&top=3&runtimeStatus=Running,Failed`
    const headers: [string, string][] = token === '' ? [] : [['X-MS-Continuation-Token', token]]
    const { response } = await app.host.http({ request: { method: 'GET', url, headers, body: null } })
    const page = json(response) as { instanceId: string }[]
    sizes.push(page.length)
    found.push(...page.map(({ instanceId }) => instanceId))
    token = headerOf(response.headers, 'x-ms-continuation-token')
  }
  expect([sizes, found]).toEqual([[3, 3, 1], ids])
  expect(json(await app.send(`GET ${api}/instances/?runtimeStatus=Completed`))).toEqual([])
  const later = new Date(Date.now() + 60_000).toISOString()
  expect(json(await app.send(`GET ${api}/instances?createdTimeFrom=${later}`))).toEqual([])
})

test('M9 the client follows the pages', async () => {
  const app = await wholeApp(`${waiting}
    app.http('Count', { extraInputs: [df.input.durableClient()], handler: async (request, context) => {
      const client = df.getClient(context)
      return { jsonBody: [(await client.getStatusAll()).length, (await client.getStatusBy({ runtimeStatus: ['Completed'] })).length] }
    } })`)
  for (let i = 0; i < 105; i++) await app.send(`POST ${api}/orchestrators/Wait/many-${i}`)
  expect(json(await app.send('GET /api/Count'))).toEqual([105, 0])
})

test('M4 purging by a filter wants a time, takes only what has ended, and finds nothing twice', async () => {
  const app = await wholeApp(waiting)
  await started(app, 'runs')
  await started(app, 'ends')
  await app.send(`POST ${api}/instances/ends/terminate`)
  await app.until('ends', 'Terminated')
  const refused = await app.send(`DELETE ${api}/instances`)
  expect([refused.status, json(refused)]).toEqual([400, "Please provide value for 'createdTimeFrom' parameter."])
  const purge = () => app.send(`DELETE ${api}/instances?createdTimeFrom=2020-01-01T00:00:00Z`)
  expect(json(await purge())).toEqual({ instancesDeleted: 1 })
  expect((await purge()).status).toBe(404)
  expect((await app.send(`DELETE ${api}/instances/ends`)).status).toBe(404)
  expect((await app.instance('runs')).status).toBe('Running')
})

test('M4 what is purged in the middle of an episode does not come back with its commit', async () => {
  const held = gate('purged')
  const app = await wholeApp(`${starter}
    app.hook.postInvocation(async ({ invocationContext }) => {
      if (invocationContext.functionName === 'Busy') await globalThis.gates.purged
    })
    df.app.orchestration('Busy', function* (context) { yield context.df.waitForExternalEvent('go') })`)
  await app.send(`POST ${api}/orchestrators/Busy/one`)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(json(await app.send(`DELETE ${api}/instances/one`))).toEqual({ instancesDeleted: 1 })
  held.resolve(undefined)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await Promise.all([app.db.instances.count(), app.db.history.count(), app.db.inbox.count()])).toEqual([0, 0, 0])
})

test('M5 a start may wait for the end, and is answered with the output, the status, or where to ask', async () => {
  const app = await wholeApp(`${waiting}
    df.app.orchestration('Quick', function* (context) { return yield context.df.callActivity('Hello', context.df.getInput()) })
    df.app.orchestration('Fails', function* () { throw new Error('no') })`)
  const wait = 'timeout=5&pollingInterval=0.01'
  const done = await app.send(`POST ${api}/orchestrators/Quick?${wait}`, 'Ada')
  expect([done.status, json(done)]).toEqual([200, 'Hello Ada!'])
  const failed = await app.send(`POST ${api}/orchestrators/Fails?${wait}`)
  expect([failed.status, json(failed)]).toEqual([200, expect.objectContaining({ runtimeStatus: 'Failed' })])
  const asked = await app.send(`POST ${api}/orchestrators/Fails?${wait}&returnInternalServerErrorOnFailure=true`)
  expect(asked.status).toBe(500)
  const late = await app.send(`POST ${api}/orchestrators/Wait/late?timeout=0.05&pollingInterval=0.01`)
  expect([late.status, headerOf(late.headers, 'retry-after'), json(late)]).toEqual([
    202,
    '10',
    expect.objectContaining({ id: 'late' }),
  ])
  expect((await app.send(`POST ${api}/orchestrators/Wait?timeout=1`)).status).toBe(202)
  expect((await app.send(`POST ${api}/orchestrators/Wait?timeout=1&pollingInterval=2`)).status).toBe(400)
})

test('M7 a restart runs the same with the same input, under a new id or its own', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Greet', function* (context) { return yield context.df.callActivity('Hello', context.df.getInput()) })`)
  await app.send(`POST ${api}/orchestrators/Greet/first`, 'Ada')
  await app.until('first', 'Completed')
  const again = json(await app.send(`POST ${api}/instances/first/restart`)) as { id: string }
  expect(again.id).not.toBe('first')
  expect((await app.until(again.id, 'Completed')).output).toBe('"Hello Ada!"')
  const before = (await app.instance('first')).executionId
  const same = json(await app.send(`POST ${api}/instances/first/restart?restartWithNewInstanceId=false`)) as {
    id: string
  }
  expect(same.id).toBe('first')
  expect((await app.until('first', 'Completed')).executionId).not.toBe(before)
  const unknown = await app.send(`POST ${api}/instances/nobody/restart`)
  expect([unknown.status, json(unknown)]).toEqual([
    400,
    expect.objectContaining({ Message: 'InstanceId does not match a valid orchestration instance.' }),
  ])
})

test('O4 of two that start an id at once one is told that it exists', async () => {
  const app = await wholeApp(waiting)
  const both = await Promise.all([1, 2].map(() => app.send(`POST ${api}/orchestrators/Wait/one`)))
  expect(both.map(({ status }) => status).toSorted((a = 0, b = 0) => a - b)).toEqual([202, 500])
  const refused = both.find(({ status }) => status === 500)
  expect(refused && json(refused)).toMatchObject({
    ExceptionMessage: 'An Orchestration instance with the status Pending already exists.',
  })
})

test('O4 an id can be used again when its instance has ended, and not before', async () => {
  const app = await wholeApp(waiting)
  await started(app, 'one')
  const refused = await app.send(`POST ${api}/orchestrators/Wait/one`)
  expect([refused.status, json(refused)]).toEqual([
    500,
    expect.objectContaining({
      ExceptionMessage: 'An Orchestration instance with the status Running already exists.',
    }),
  ])
  await app.send(`POST ${api}/instances/one/terminate`)
  await app.until('one', 'Terminated')
  await started(app, 'one')
  expect((await app.history('one')).filter(({ type }) => type === 'ExecutionStarted')).toHaveLength(1)
})

test('M10 a version is given with the start, by host.json, or not at all', async () => {
  const files = (host: string) => ({
    'host.json': `{ "version": "2.0", "extensions": { "durableTask": ${host} } }`,
    'src/functions/app.js': `${starter}
      df.app.orchestration('Child', function* (context) { return context.df.version ?? null })
      df.app.orchestration('Which', function* (context) {
        return [context.df.version ?? null, yield context.df.callSubOrchestrator('Child'), yield context.df.callSubOrchestrator('Child', 1, undefined, '9.9')]
      })`,
  })
  const app = await wholeApp(files('{ "defaultVersion": "2.0" }'))
  const run = async (on: WholeApp, id: string, query: string) => {
    await on.send(`POST ${api}/orchestrators/Which/${id}${query}`)
    return JSON.parse((await on.until(id, 'Completed')).output ?? '')
  }
  expect(await run(app, 'default', '')).toEqual(['2.0', '2.0', '9.9'])
  expect(await run(app, 'given', '?version=1.5')).toEqual(['1.5', '2.0', '9.9'])
  const unversioned = await wholeApp(files('{}'))
  expect(await run(unversioned, 'none', '')).toEqual([null, null, '9.9'])
})

test('M8 a custom status is at most 16 KB of UTF-16', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Says', function* (context) {
      context.df.setCustomStatus('x'.repeat(context.df.getInput()))
      return 1
    })`)
  await started(app, 'fits', 'Says', 8 * 1024)
  expect((await app.until('fits', 'Completed')).customStatus).toHaveLength(8 * 1024 + 2)
  await app.send(`POST ${api}/orchestrators/Says/large`, 9 * 1024)
  expect((await app.until('large', 'Failed')).output).toBe(
    "Orchestrator function 'Says' failed: The UTF-16 size of the JSON-serialized payload must not exceed 16 KB. The current payload size is 18 KB.",
  )
})
