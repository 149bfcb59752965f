import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { fromQueueText } from '#durable/queue-text.ts'
import { containersOf, peekMessages, queuesOf, tableRowsOf } from '#storage/account-queries.ts'
import { gate, linesOf, seen, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const head = `
  const { app, input, output } = require('@azure/functions')
  const df = require('durable-functions')
  globalThis.seen = []
`
const add = (app: WholeApp, queue: string, text: string) =>
  app.host.storage({ change: { kind: 'add message', queue, text } })

const textsOf = async (app: WholeApp, queue: string) =>
  (await peekMessages(app.db, queue, 100)).map(({ text }) => fromQueueText(text, 'base64'))

test('an HTTP function puts messages into a queue, and a queue function has each with its metadata', async () => {
  const app = await wholeApp(
    `${head}
    const orders = output.storageQueue({ queueName: 'orders-%REGION%', connection: 'AzureWebJobsStorage' })
    process.env.X = '1'
    app.http('Order', { methods: ['POST'], extraOutputs: [orders], handler: async (request, context) => {
      context.extraOutputs.set(orders, [{ id: 1, city: 'Nantes' }, 'plain', 7])
      return { status: 201 }
    } })
    app.storageQueue('Take', { queueName: 'orders-eu', connection: '', handler: (item, context) => {
      const { queueTrigger, dequeueCount, id, popReceipt, insertionTime } = context.triggerMetadata
      globalThis.seen.push({ item, queueTrigger, dequeueCount, types: [typeof id, typeof popReceipt, typeof insertionTime] })
    } })`.replace('%REGION%', 'eu'),
  )
  expect((await app.send('POST /api/Order')).status).toBe(201)
  await vi.waitUntil(() => seen().length === 3, PATIENCE)
  const types = ['string', 'string', 'string']
  expect(seen()).toEqual([
    { item: { id: 1, city: 'Nantes' }, queueTrigger: { id: 1, city: 'Nantes' }, dequeueCount: 1, types },
    { item: 'plain', queueTrigger: 'plain', dequeueCount: 1, types },
    { item: 7, queueTrigger: 7, dequeueCount: 1, types },
  ])
  await vi.waitUntil(async () => (await peekMessages(app.db, 'orders-eu', 9)).length === 0, PATIENCE)
  expect(await queuesOf(app.db)).toEqual([{ name: 'orders-eu', messages: 0 }])
})

test('a message that fails five times lies in the poison queue', async () => {
  const app = await wholeApp(`${head}
    app.storageQueue('Fail', { queueName: 'work', connection: '', handler: (item, context) => {
      globalThis.seen.push(context.triggerMetadata.dequeueCount)
      throw new Error('never ' + item)
    } })`)
  await add(app, 'work', 'this')
  await vi.waitUntil(async () => (await textsOf(app, 'work-poison')).length === 1, PATIENCE)
  expect(seen()).toEqual([1, 2, 3, 4, 5])
  expect(await textsOf(app, 'work-poison')).toEqual(['this'])
  expect(await textsOf(app, 'work')).toEqual([])
  await vi.waitUntil(
    async () => (await linesOf(app)).some((line) => line.includes("Moving message to queue 'work-poison'")),
    PATIENCE,
  )
})

test('host.json says how many failures there are, how long a message hides after one, and how it is written', async () => {
  const app = await wholeApp({
    'host.json': `{ "version": "2.0", "extensions": { "queues": { "maxDequeueCount": 2, "visibilityTimeout": "01:00:00", "messageEncoding": "none" } } }`,
    'src/functions/app.js': `${head}
      app.storageQueue('Fail', { queueName: 'work', connection: '', handler: () => { globalThis.seen.push(Date.now()); throw new Error('no') } })`,
  })
  await app.host.clock({ mode: 'virtual' })
  await add(app, 'work', 'plain')
  await vi.waitUntil(async () => (await peekMessages(app.db, 'work-poison', 1)).length === 1, PATIENCE)
  expect((await peekMessages(app.db, 'work-poison', 1))[0]?.text).toBe('plain')
  const [row] = await peekMessages(app.db, 'work-poison', 1)
  expect((row?.insertedAt ?? 0) - Date.now()).toBeGreaterThan(3_500_000)
  expect(seen()).toHaveLength(2)
})

test('a message whose host went in the middle is taken again, and what it put out once is there once', async () => {
  const held = gate('queue')
  const app = await wholeApp(`${head}
    const done = output.storageQueue({ queueName: 'done', connection: '' })
    app.storageQueue('Slow', { queueName: 'work', connection: '', return: done, handler: async (item) => {
      globalThis.seen.push(item)
      await globalThis.gates.queue
      return item + '!'
    } })`)
  await add(app, 'work', 'a')
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  const again = await app.reopen()
  await vi.waitUntil(() => seen().length === 1, PATIENCE) // the module was loaded anew
  held.resolve(1)
  await vi.waitUntil(async () => (await textsOf(again, 'done')).length > 0, PATIENCE)
  expect(await textsOf(again, 'done')).toEqual(['a!'])
  expect(await textsOf(again, 'work')).toEqual([])
})

test('at most 24 messages of a queue are under way at once', async () => {
  const held = gate('many')
  const app = await wholeApp(`${head}
    app.storageQueue('Slow', { queueName: 'work', connection: '', handler: async (item) => { globalThis.seen.push(item); await globalThis.gates.many } })`)
  await Promise.all(Array.from({ length: 40 }, (_, i) => add(app, 'work', `m${i}`)))
  await vi.waitUntil(() => seen().length >= 16, PATIENCE)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(seen().length).toBeLessThanOrEqual(24)
  held.resolve(1)
  await vi.waitUntil(() => seen().length === 40, PATIENCE)
  expect(new Set(seen()).size).toBe(40)
})

test('a queue starts an orchestration, whose activity puts out to a table and to a queue', async () => {
  const app = await wholeApp(`${head}
    const table = output.table({ tableName: 'Orders', partitionKey: '{data.city}', connection: '' })
    const out = output.storageQueue({ queueName: 'mail', connection: '' })
    df.app.activity('Save', { extraOutputs: [table, out], handler: (order, context) => {
      context.extraOutputs.set(table, { RowKey: String(order.id), price: order.price })
      context.extraOutputs.set(out, 'saved ' + order.id)
      return order.id
    } })
    df.app.orchestration('Order', function* (context) { return yield context.df.callActivity('Save', context.df.getInput()) })
    df.app.client.storageQueue('Begin', { queueName: 'orders', connection: '', clientInput: undefined,
      handler: async (order, client) => { await client.startNew('Order', { instanceId: 'order-' + order.id, input: order }) } })`)
  await add(app, 'orders', JSON.stringify({ id: 7, city: 'Nantes', price: 12.5 }))
  await vi.waitUntil(async () => (await app.db.instances.get('order-7')) !== undefined, PATIENCE)
  expect((await app.until('order-7', 'Completed')).output).toBe('7')
  expect(await tableRowsOf(app.db, 'Orders')).toMatchObject([
    { partitionKey: 'Nantes', rowKey: '7', fields: '{"price":12.5}' },
  ])
  expect(await textsOf(app, 'mail')).toEqual(['saved 7'])
})

test('a person adds to, clears and deletes queues, and hears what cannot be one', async () => {
  const app = await wholeApp(`${head}`)
  const change = (...[given]: Parameters<WholeApp['host']['storage']>) => app.host.storage(given)
  await change({ change: { kind: 'create queue', queue: 'mine' } })
  await add(app, 'mine', 'é')
  expect(await textsOf(app, 'mine')).toEqual(['é'])
  await change({ change: { kind: 'clear queue', queue: 'mine' } })
  expect(await queuesOf(app.db)).toEqual([{ name: 'mine', messages: 0 }])
  await change({ change: { kind: 'delete queue', queue: 'mine' } })
  expect(await queuesOf(app.db)).toEqual([])
  await expect(add(app, 'No_Queue', 'x')).rejects.toThrow("'No_Queue' cannot be the name of a queue")
})

test('L2 the queues and containers that bindings name are there from the start; what an expression names is not', async () => {
  const app = await wholeApp({
    'local.settings.json': '{ "Values": { "REGION": "eu" } }',
    'src/functions/app.js': `${head}
      app.storageQueue('Take', { queueName: 'orders-%REGION%', connection: '', handler: () => {} })
      app.storageBlob('Thumb', { path: 'photos/{name}.jpg', connection: '', handler: () => {} })
      app.http('Put', { handler: () => ({}), extraInputs: [input.storageBlob({ path: '{query.from}/x', connection: '' })],
        extraOutputs: [output.storageQueue({ queueName: 'sent-{query.to}', connection: '' }), output.storageBlob({ path: 'reports/{rand-guid}', connection: '' })] })`,
  })
  expect(await queuesOf(app.db)).toEqual([{ name: 'orders-eu', messages: 0 }])
  expect(await containersOf(app.db)).toEqual([{ name: 'photos' }, { name: 'reports' }])
})

test('a queue function runs by hand, over the admin API too, and leaves its queue alone', async () => {
  const app = await wholeApp(`${head}
    app.storageQueue('Take', { queueName: 'work', connection: '', handler: (item, context) => void globalThis.seen.push(item, context.triggerMetadata.queueTrigger) })`)
  await app.host.fire({ functionName: 'take', payload: '{"a":1}' })
  await vi.waitUntil(() => seen().length === 2, PATIENCE)
  expect((await app.send('POST /admin/functions/Take', { input: 'by hand' })).status).toBe(202)
  await vi.waitUntil(() => seen().length === 4, PATIENCE)
  expect(seen()).toEqual([{ a: 1 }, { a: 1 }, 'by hand', 'by hand'])
  expect(await queuesOf(app.db)).toEqual([{ name: 'work', messages: 0 }])
  const none = await app.send('POST /admin/functions/Nothing', {})
  expect([none.status, bodyText(none)]).toEqual([404, "There is no function 'Nothing'."])
})
