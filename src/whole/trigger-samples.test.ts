import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import type { FunctionKeys } from '#durable/function-keys.ts'
import { bodyText, encode, type Headers } from '#durable/http-message.ts'
import { fromQueueText } from '#durable/queue-text.ts'
import { blobBytes, peekMessages, tableRowsOf } from '#storage/account-queries.ts'
import { sampleApp as sample } from './sample-app.ts'
import { linesOf, type WholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const ask = async (app: WholeApp, method: string, path: string, text?: string, headers: Headers = []) => {
  const request = {
    method,
    url: `http://localhost:7071${path}`,
    headers,
    body: text === undefined ? null : encode(text),
  }
  return (await app.host.http({ request })).response
}

test('queue-orders: orders become orchestrations and rows, and a senseless one lies in the poison queue', async () => {
  const app = await sample('queue-orders')
  const orders = [
    { id: 'o1', item: 'lamp', amount: 2 },
    { id: 'o2', item: 'chair', amount: -1 },
  ]
  expect(bodyText(await app.send('POST /api/orders', orders))).toBe('{"accepted":2}')
  await vi.waitUntil(async () => (await app.db.instances.get('order-o1')) !== undefined, PATIENCE)
  expect((await app.until('order-o1', 'Completed')).output).toBe('"2 × lamp on its way"')
  expect((await tableRowsOf(app.db, 'Orders')).map(({ rowKey, fields }) => [rowKey, fields])).toEqual([
    ['o1', '{"item":"lamp","amount":2,"state":"packed"}'],
  ])
  await vi.waitUntil(async () => (await peekMessages(app.db, 'orders-poison', 1)).length === 1, PATIENCE)
  const [poison] = await peekMessages(app.db, 'orders-poison', 1)
  expect(fromQueueText(poison?.text ?? '', 'base64')).toBe(JSON.stringify(orders[1]))
  const shown = JSON.parse(bodyText(await app.send('GET /api/orders/o1'))) as object
  expect(shown).toEqual({ PartitionKey: 'shop', RowKey: 'o1', item: 'lamp', amount: 2, state: 'packed' })
  expect((await app.send('GET /api/orders/o9')).status).toBe(404)
})

test('blob-report: what is uploaded is counted, and the report is a blob that is read', async () => {
  const app = await sample('blob-report')
  expect((await app.send('GET /api/files/sales/report')).status).toBe(404)
  expect((await ask(app, 'PUT', '/api/files/sales', 'lamp;20\nchair;35\n')).status).toBe(201)
  const report = async () => bodyText({ body: (await blobBytes(app.db, 'reports', 'sales.json')) ?? null })
  await vi.waitUntil(async () => (await report()) !== '', PATIENCE)
  expect(await report()).toBe('{"lines":2,"sum":55}')
  expect(bodyText(await app.send('GET /api/files/sales/report'))).toBe('{"lines":2,"sum":55}')
})

test('timer-cleanup: run by hand it fails twice, succeeds, and a message tells', async () => {
  const app = await sample('timer-cleanup')
  await app.host.fire({ functionName: 'CleanUp', payload: null })
  await vi.waitUntil(async () => (await linesOf(app)).some((line) => line.startsWith('Cleaned up:')), PATIENCE)
  expect((await linesOf(app)).filter((line) => line.includes('Waiting for `00:00:10`'))).toHaveLength(2)
  expect((await app.db.schedules.get('CleanUp'))?.last).toBeGreaterThan(0)
})

test('http-weather: a fixture answers, a cookie counts, and the report wants a key', async () => {
  const app = await sample('http-weather')
  const weather = await ask(app, 'GET', '/api/weather/Nantes', undefined, [['Cookie', 'seen=2']])
  expect(bodyText(weather)).toBe('{"city":"Nantes","temperature":14,"seen":3}')
  expect(weather.headers).toContainEqual(['Set-Cookie', 'seen=3; path=/api/weather; samesite=lax; httponly'])
  expect((await ask(app, 'GET', '/api/weather/7')).status).toBe(404)
  expect((await ask(app, 'POST', '/api/weather/report', '["Lyon"]')).status).toBe(401)
  const keys = (await app.db.meta.get('keys'))?.value as FunctionKeys
  const report = await ask(app, 'POST', '/api/weather/report', '["Lyon","Nantes"]', [['x-functions-key', keys.default]])
  expect(bodyText(report)).toBe('Lyon: 21 °C\nNantes: 14 °C\n')
})

test('packages: an order is checked, priced, dated and written with what the app imports', async () => {
  const app = await sample('packages')
  const wrong = await app.send('POST /api/orders', { customer: '', currency: 'EUR', books: [] })
  expect(wrong.status).toBe(400)
  expect((JSON.parse(bodyText(wrong)) as string[]).map((line) => line.split(':')[0])).toEqual([
    'customer',
    'currency',
    'books',
  ])
  const order = {
    customer: 'Ada',
    currency: 'USD',
    books: [
      { title: 'A', price: 10 },
      { title: 'B', price: 2.5 },
    ],
  }
  const id = await app.start('POST /api/orders', order)
  expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-/)
  expect((await app.until(id, 'Completed')).output).toMatch(
    /^"Dear Ada,\\nyour 2 books cost 13\.5 USD, due on (?:Mon|Tues|Wednes|Thurs|Fri)day\."$/,
  )
})

test('other-triggers: each is run by hand with a payload, and notes it in a table; the warm-up runs by itself', async () => {
  const app = await sample('other-triggers')
  const events: Record<string, string> = {
    BlobUploaded: '{"subject":"/blobs/a.txt"}',
    Measured: '{"celsius":21}',
    Ordered: '{"id":"o1"}',
    Announced: 'news in plain text',
    Changed: '[{"id":"1"}]',
    RowChanged: '[{"Operation":0,"Item":{"Id":1}}]',
    Rabbit: '{"carrots":3}',
  }
  for (const [functionName, payload] of Object.entries(events)) await app.host.fire({ functionName, payload })
  const seen = async () => {
    const rows = await tableRowsOf(app.db, 'Seen')
    return Object.fromEntries(rows.map(({ fields }) => Object.values(JSON.parse(fields) as object) as [string, string]))
  }
  await vi.waitUntil(async () => Object.keys(await seen()).length === 8, PATIENCE)
  expect(await seen()).toEqual({ ...events, Announced: '"news in plain text"', Warm: expect.any(String) })
})
