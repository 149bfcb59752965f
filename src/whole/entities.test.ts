import { expect, test, vi } from 'vitest'
import { bodyText, type HttpResponseMessage } from '#durable/http-message.ts'
import { gate, starter, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const api = '/runtime/webhooks/durabletask'
const json = (response: HttpResponseMessage): unknown => JSON.parse(bodyText(response))

const counter = `
  df.app.entity('Counter', (context) => {
    const { df } = context
    globalThis.batches?.push(df.operationName)
    const value = df.getState(() => 0)
    switch (df.operationName) {
      case 'add': df.setState(value + df.getInput()); break
      case 'get': df.return(value); break
      case 'fail': df.setState(-1); throw new Error('broken')
      case 'failWith': throw df.getInput()
      case 'tell': df.signalEntity({ name: 'counter', key: df.getInput() }, 'add', 1); break
      case 'delete': df.destructOnExit(); break
    }
  })
  const at = (key) => new df.EntityId('Counter', key)`

const state = async (app: WholeApp, key: string) => {
  const response = await app.send(`GET ${api}/entities/Counter/${key}`)
  return response.status === 200 ? json(response) : response.status
}

test('E1 a call is sent as a message and answered by an event of the request’s name', async () => {
  const app = await wholeApp(`${starter}${counter}
    df.app.orchestration('Counts', function* (context) {
      const before = yield context.df.callEntity(at('A'), 'get')
      context.df.signalEntity(at('A'), 'add', 2)
      yield context.df.callEntity(at('A'), 'add', 3)
      return [before, yield context.df.callEntity(at('A'), 'get')]
    })`)
  const id = await app.start('POST /api/start/Counts')
  expect((await app.until(id, 'Completed')).output).toBe('[0,5]')
  const history = await app.history(id)
  const { executionId } = await app.instance(id)
  const sent = history.filter((event) => event.type === 'EventSent')
  expect(sent.map(({ id: number, instanceId, name }) => [number, instanceId, name])).toEqual([
    [0, '@counter@A', 'op'],
    [1, '@counter@A', 'op'],
    [2, '@counter@A', 'op'],
    [3, '@counter@A', 'op'],
  ])
  const requests = sent.map(({ input }) => JSON.parse(input ?? '') as { id: string })
  const guid = expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(requests[0]).toEqual({ op: 'get', id: guid, parent: id, parentExecution: executionId })
  expect(requests[1]).toEqual({
    op: 'add',
    signal: true,
    input: '2',
    id: guid,
    parent: id,
    parentExecution: executionId,
  })
  const raised = history.filter((event) => event.type === 'EventRaised')
  expect(raised.map(({ name, input }) => [name, JSON.parse(input ?? '')])).toEqual([
    [requests[0]?.id, { result: '0' }],
    [requests[2]?.id, { result: null }],
    [requests[3]?.id, { result: '5' }],
  ])
})

test('E2 ids of requests are those that the extension computes: the same in every replay', async () => {
  const app = await wholeApp(`${starter}${counter}
    df.app.orchestration('Counts', function* (context) {
      for (let i = 0; i < 5; i++) yield context.df.callEntity(at('A'), 'add', 1)
      return yield context.df.callEntity(at('A'), 'get')
    })`)
  const id = await app.start('POST /api/start/Counts')
  await app.until(id, 'Completed')
  const sent = (await app.history(id)).filter((event) => event.type === 'EventSent')
  expect(new Set(sent.map(({ input }) => (JSON.parse(input ?? '') as { id: string }).id)).size).toBe(6)
})

test('E3 operations run in order of arrival, all that wait in one call of the function', async () => {
  const batches: string[] = []
  Object.assign(globalThis, { batches })
  const held = gate('busy')
  const app = await wholeApp(`${starter}
    df.app.entity('Log', async (context) => {
      if (context.df.operationName === 'wait') await globalThis.gates.busy
      context.df.setState([...context.df.getState(() => []), context.df.operationName])
    })`)
  const signal = (op: string) => app.send(`POST ${api}/entities/Log/k?op=${op}`)
  expect((await signal('wait')).status).toBe(202)
  for (const op of ['a', 'b', 'c']) await signal(op)
  held.resolve(undefined)
  await vi.waitUntil(async () => ((await app.db.entities.get('@log@k'))?.state ?? '').includes('c'), PATIENCE)
  expect(await app.db.entities.get('@log@k')).toMatchObject({ exists: true, state: '["wait","a","b","c"]' })
  const calls = (await app.db.logs.toArray()).flatMap(({ lines }) =>
    lines.filter(({ text }) => text.startsWith('Executing')),
  )
  expect(calls.filter(({ text }) => text.includes('Functions.Log'))).toHaveLength(2)
  expect(await app.db.inbox.count()).toBe(0)
})

test('E4 what a failed operation left of the state stays, and its caller gets the error', async () => {
  const app = await wholeApp(`${starter}${counter}
    df.app.orchestration('Fails', function* (context) {
      const caught = []
      for (const [op, input] of [['fail'], ['failWith', 'text'], ['failWith', { a: 1 }]])
        try { yield context.df.callEntity(at('A'), op, input) } catch (e) { caught.push(e.message) }
      return [...caught, yield context.df.callEntity(at('A'), 'get')]
    })`)
  const id = await app.start('POST /api/start/Fails')
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toEqual([
    ...['[object Object]', 'text', '[object Object]'],
    -1,
  ])
})

test('E5 an entity function that there is not fails its calls, and signals to it are dropped', async () => {
  const app = await wholeApp(`${starter}${counter}
    df.app.orchestration('Lost', function* (context) {
      context.df.signalEntity(new df.EntityId('Nobody', 'k'), 'add', 1)
      try { yield context.df.callEntity(new df.EntityId('Nobody', 'k'), 'get') } catch (e) { return e.message }
    })`)
  const id = await app.start('POST /api/start/Lost')
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toContain(
    "The function 'nobody' doesn't exist, is disabled, or is not an entity function.",
  )
  expect(await app.db.entities.count()).toBe(0)
})

test('E8 an entity is deleted with its row, and signals reach other entities', async () => {
  const app = await wholeApp(`${starter}${counter}`)
  const signal = (key: string, op: string, body?: unknown) =>
    app.send(`POST ${api}/entities/counter/${key}?op=${op}`, body)
  expect(await state(app, 'A')).toBe(404)
  await signal('A', 'add', 4)
  await signal('A', 'tell', 'B')
  await vi.waitUntil(async () => (await state(app, 'B')) === 1, PATIENCE)
  expect(await state(app, 'A')).toBe(4)
  expect(await app.db.entities.get('@counter@A')).toMatchObject({ id: '@counter@A', exists: true, state: '4' })
  expect((await app.send(`DELETE ${api}/entities/Counter/A`)).status).toBe(202)
  await vi.waitUntil(async () => (await state(app, 'A')) === 404, PATIENCE)
  expect(await app.db.entities.toCollection().primaryKeys()).toEqual(['@counter@B'])
  expect(json(await app.send(`DELETE ${api}/instances/@counter@B`))).toEqual({ instancesDeleted: 1 })
  expect(await state(app, 'B')).toBe(404)
})

test('E9 entities are listed by name and time, in pages, with their state when it is asked for', async () => {
  const app = await wholeApp(`${starter}${counter}
    df.app.entity('Other', (context) => context.df.setState('x'))`)
  for (const key of ['a', 'b', 'c']) await app.send(`POST ${api}/entities/Counter/${key}?op=add`, 1)
  await app.send(`POST ${api}/entities/Other/k?op=any`)
  await vi.waitUntil(async () => (await app.db.entities.count()) === 4, PATIENCE)
  const list = async (path: string) => json(await app.send(`GET ${api}/entities${path}`)) as object[]
  expect(await list('')).toHaveLength(4)
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(await list('/counter?top=2&fetchState=true')).toEqual([
    { entityId: { name: 'counter', key: 'a' }, lastOperationTime: time, state: 1 },
    { entityId: { name: 'counter', key: 'b' }, lastOperationTime: time, state: 1 },
  ])
  expect((await list('/COUNTER'))[0]).toEqual({ entityId: { name: 'counter', key: 'a' }, lastOperationTime: time })
  expect(await list(`?lastOperationTimeFrom=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([])
  const bad = await app.host.http({
    request: {
      method: 'POST',
      url: `http://localhost:7071${api}/entities/Counter/a?op=add`,
      headers: [['Content-Type', 'application/json']],
      body: new TextEncoder().encode('{').buffer,
    },
  })
  expect([bad.response.status, json(bad.response)]).toEqual([
    400,
    { Message: expect.stringMatching(/^Could not parse JSON content: /) },
  ])
})

test('E8 the client reads, signals and is told of what there is not', async () => {
  const app = await wholeApp(`${starter}${counter}
    app.http('Client', { extraInputs: [df.input.durableClient()], handler: async (request, context) => {
      const client = df.getClient(context)
      const before = await client.readEntityState(at('Z'))
      await client.signalEntity(at('Z'), 'add', 7)
      for (;;) {
        const after = await client.readEntityState(at('Z'))
        if (after.entityExists) return { jsonBody: [before.entityExists, after.entityState] }
        await new Promise((r) => setTimeout(r, 5))
      }
    } })`)
  expect(json(await app.send('GET /api/Client'))).toEqual([false, 7])
})

const bank = `${starter}
  df.app.entity('Account', (context) => {
    const { df } = context
    const balance = df.getState(() => 0)
    if (df.operationName === 'get') df.return(balance)
    else df.setState(balance + df.getInput())
  })
  const account = (key) => new df.EntityId('Account', key)`

test('E6 a lock request wanders along the sorted set, and the last entity answers', async () => {
  const app = await wholeApp(`${bank}
    df.app.orchestration('Locks', function* (context) {
      const lock = yield context.df.lock(account('b'), account('a'), account('b'))
      const owned = context.df.isLocked().ownedLocks.map((each) => each.key)
      yield context.df.callEntity(account('a'), 'add', 1)
      lock.release()
      return owned
    })`)
  const id = await app.start('POST /api/start/Locks')
  expect((await app.until(id, 'Completed')).output).toBe('["a","b"]')
  const history = await app.history(id)
  const sent = history.filter((event) => event.type === 'EventSent')
  expect(sent.map(({ id: number, instanceId, name }) => [number, instanceId, name])).toEqual([
    [0, '@account@a', 'op'],
    [1, '@account@a', 'op'],
    [2, '@account@a', 'release'],
    [3, '@account@b', 'release'],
  ])
  const request = JSON.parse(sent[0]?.input ?? '') as { id: string }
  expect(request).toMatchObject({
    op: null,
    parent: id,
    pos: 0,
    lockset: [
      { name: 'account', key: 'a' },
      { name: 'account', key: 'b' },
    ].map(({ key }) => expect.objectContaining({ key })),
  })
  expect(JSON.parse(sent[3]?.input ?? '')).toEqual({ parent: id, id: request.id })
  const [acquired] = history.filter((event) => event.type === 'EventRaised')
  expect(acquired).toMatchObject({ name: request.id, input: '{"result":"Lock Acquisition Completed"}' })
  await vi.waitUntil(async () => (await app.db.inbox.count()) === 0, PATIENCE)
  expect(await app.db.entities.toArray()).toMatchObject([{ id: '@account@a', state: '1' }])
})

const section = (end: string) => `${bank}
  df.app.activity('Hold', { handler: () => globalThis.gates.hold })
  df.app.orchestration('Holds', function* (context) {
    const lock = yield context.df.lock(account('a'))
    yield context.df.callActivity('Hold')
    yield context.df.callEntity(account('a'), 'add', 10)
    ${end}
  })
  df.app.orchestration('Reads', function* (context) { return yield context.df.callEntity(account('a'), 'get') })`

const locked = async (app: WholeApp) =>
  vi.waitUntil(async () => (await app.db.entities.get('@account@a'))?.lockedBy !== undefined, PATIENCE)

test.each([
  ['released by the code', 'lock.release(); return 1', 'Completed'],
  ['disposed of', 'lock[Symbol.dispose](); return 1', 'Completed'],
  ['still held at the end', 'return 1', 'Completed'],
  ['still held by a failure', "throw new Error('no')", 'Failed'],
  [
    'still held when it continues as new',
    'if (!context.df.getInput()) context.df.continueAsNew(1); else return 1',
    'Completed',
  ],
] as const)('E7 while a lock is held others wait; it is given back when it is %s', async (_how, end, status) => {
  const held = gate('hold')
  const app = await wholeApp(section(end))
  const holder = await app.start('POST /api/start/Holds')
  await locked(app)
  const reader = await app.start('POST /api/start/Reads')
  await vi.waitUntil(async () => (await app.instance(reader)).episodes === 1, PATIENCE)
  expect(await app.db.inbox.count()).toBe(1)
  held.resolve(undefined)
  expect((await app.until(holder, status)).status).toBe(status)
  expect(Number((await app.until(reader, 'Completed')).output)).toBeGreaterThanOrEqual(10)
  await vi.waitUntil(async () => (await app.db.entities.get('@account@a'))?.lockedBy === undefined, PATIENCE)
})

test.each([
  ['terminated', (app: WholeApp, id: string) => app.send(`POST ${api}/instances/${id}/terminate`)],
  ['purged', (app: WholeApp, id: string) => app.send(`DELETE ${api}/instances/${id}`)],
] as const)('E7 a lock is given back when its holder is %s', async (_how, end) => {
  gate('hold')
  const app = await wholeApp(section('return 1'))
  const holder = await app.start('POST /api/start/Holds')
  await locked(app)
  const reader = await app.start('POST /api/start/Reads')
  await vi.waitUntil(async () => (await app.instance(reader)).episodes === 1, PATIENCE)
  await end(app, holder)
  expect((await app.until(reader, 'Completed')).output).toBe('0')
})

test('E7 whose turn for a lock comes when it is no more is passed over', async () => {
  const held = gate('hold')
  const app = await wholeApp(section('return 1'))
  const holder = await app.start('POST /api/start/Holds')
  await locked(app)
  const [second, third] = [await app.start('POST /api/start/Holds'), await app.start('POST /api/start/Holds')]
  await vi.waitUntil(async () => (await app.db.inbox.count()) === 2, PATIENCE)
  await app.send(`POST ${api}/instances/${second}/terminate`)
  await app.until(second, 'Terminated')
  held.resolve(undefined)
  await app.until(holder, 'Completed')
  await app.until(third, 'Completed')
  expect(await state2(app)).toBe('20')
})

const state2 = async (app: WholeApp) => (await app.db.entities.get('@account@a'))?.state

test('E10 a closed tab loses no message, and a batch whose commit was lost runs again', async () => {
  const held = gate('crash')
  const app = await wholeApp(`${starter}
    df.app.entity('Log', async (context) => {
      globalThis.entityRuns = (globalThis.entityRuns ?? 0) + 1
      await globalThis.gates.crash
      context.df.setState([...context.df.getState(() => []), context.df.operationName])
    })
    df.app.orchestration('Calls', function* (context) {
      yield context.df.callEntity(new df.EntityId('Log', 'k'), 'first')
      return 'answered'
    })`)
  const runs = () => (globalThis as { entityRuns?: number }).entityRuns ?? 0
  const id = await app.start('POST /api/start/Calls')
  await vi.waitUntil(() => runs() === 1, PATIENCE)
  await app.send(`POST ${api}/entities/Log/k?op=second`)
  const again = await app.reopen()
  await vi.waitUntil(() => runs() >= 2, PATIENCE)
  held.resolve(undefined)
  expect((await again.until(id, 'Completed')).output).toBe('"answered"')
  await vi.waitUntil(async () => (await again.db.inbox.count()) === 0, PATIENCE)
  expect((await again.db.entities.get('@log@k'))?.state).toBe('["first","second"]')
})

test('E11 a transfer between accounts keeps the sum, however many run at once', async () => {
  const app = await wholeApp(`${bank}
    df.app.orchestration('Transfer', function* (context) {
      const [from, to] = context.df.getInput()
      const lock = yield context.df.lock(account(from), account(to))
      const balance = yield context.df.callEntity(account(from), 'get')
      if (balance > 0) {
        yield context.df.Task.all([
          context.df.callEntity(account(from), 'add', -1),
          context.df.callEntity(account(to), 'add', 1),
        ])
      }
      lock.release()
      return balance > 0
    })`)
  for (const key of ['a', 'b', 'c']) await app.send(`POST ${api}/entities/Account/${key}?op=add`, 2)
  const pairs = [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'a'],
    ['b', 'a'],
  ]
  const ids: string[] = []
  for (let i = 0; i < 12; i++) ids.push(await app.start('POST /api/start/Transfer', pairs[i % 4]))
  for (const id of ids) await app.until(id, 'Completed')
  const balances = await app.db.entities.toArray()
  expect(balances.reduce((sum, { state: balance }) => sum + Number(balance), 0)).toBe(6)
})
