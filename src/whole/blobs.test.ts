import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { bodyText, encode } from '#durable/http-message.ts'
import { blobBytes, blobsOf, containersOf, peekMessages } from '#storage/account-queries.ts'
import { fromQueueText } from '#durable/queue-text.ts'
import { linesOf, seen, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const head = `
  const { app, input, output, trigger } = require('@azure/functions')
  const df = require('durable-functions')
  globalThis.seen = []
`
const write = (app: WholeApp, container: string, name: string, text: string) =>
  app.host.storage({ change: { kind: 'write blob', container, name, bytes: encode(text), contentType: 'text/plain' } })
const textOf = async (app: WholeApp, container: string, name: string) => {
  const bytes = await blobBytes(app.db, container, name)
  return bytes && bodyText({ body: bytes })
}

test('a blob function has each blob of its path, and puts out another by the names in it', async () => {
  const app = await wholeApp(`${head}
    const thumb = output.storageBlob({ path: 'thumbs/{name}.{ext}-{rand-guid:N}', connection: '' })
    app.storageBlob('Thumb', { path: 'images/in/{name}.{ext}', connection: '', return: thumb, handler: (blob, context) => {
      const { blobTrigger, name, ext, uri, properties } = context.triggerMetadata
      globalThis.seen.push([Buffer.isBuffer(blob), blobTrigger, name, ext, uri, properties.contentType, properties.contentLength])
      return blob.toString().toUpperCase()
    } })`)
  await write(app, 'images', 'in/a/cat.png', 'meow')
  await write(app, 'images', 'other/cat.png', 'not watched')
  await vi.waitUntil(async () => (await blobsOf(app.db, 'thumbs')).length === 1, PATIENCE)
  const uri = 'http://localhost:7071/devstoreaccount1/images/in/a/cat.png'
  expect(seen()).toEqual([[true, 'images/in/a/cat.png', 'a/cat', 'png', uri, 'text/plain', 4]])
  const [made] = await blobsOf(app.db, 'thumbs')
  expect(made?.name).toMatch(/^a\/cat\.png-[0-9a-f]{32}$/)
  expect(await textOf(app, 'thumbs', made?.name ?? '')).toBe('MEOW')
  expect(await containersOf(app.db)).toEqual([{ name: 'images' }, { name: 'thumbs' }])
})

test('a blob is given once as it is, again when it is written again, and after a reload only when it is new', async () => {
  const code = `${head}app.storageBlob('See', { path: 'in', connection: '', dataType: 'string', handler: (text) => globalThis.seen.push(text) })`
  const app = await wholeApp(code)
  await write(app, 'inbox', 'unwatched', 'x') // another container
  await app.host.storage({ change: { kind: 'create container', container: 'inn' } })
  const again = await wholeApp(code.replace("'in'", "'inn'"))
  await write(again, 'inn', 'a', 'one')
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  await write(again, 'inn', 'a', 'two')
  await vi.waitUntil(() => seen().length === 2, PATIENCE)
  await vi.waitUntil(
    async () => (await again.db.blobReceipts.toArray())[0]?.etag === (await again.db.blobs.toArray())[0]?.etag,
    PATIENCE,
  )
  const third = await again.reopen()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(seen()).toEqual([])
  await write(third, 'inn', 'b', 'three')
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  expect(seen()).toEqual(['three'])
  expect(await linesOf(app)).toContain(
    "The 'See' function is in error: Invalid blob path specified : 'in'. Blob identifiers must be in the format 'container/blob'.",
  )
})

test('a blob that fails five times is told to the poison queue, and not tried again', async () => {
  const app = await wholeApp(`${head}
    app.storageBlob('Fail', { path: 'inn/{name}', connection: '', handler: (blob, context) => { globalThis.seen.push(context.triggerMetadata.name); throw new Error('no') } })`)
  await write(app, 'inn', 'a', 'one')
  const poison = () => peekMessages(app.db, 'webjobs-blobtrigger-poison', 2)
  await vi.waitUntil(async () => (await poison()).length === 1, PATIENCE)
  expect(seen()).toEqual(['a', 'a', 'a', 'a', 'a'])
  const [message] = await poison()
  expect(JSON.parse(fromQueueText(message?.text ?? '', 'base64') ?? '')).toMatchObject({
    Type: 'BlobTrigger',
    FunctionId: 'Host.Functions.Fail',
    ContainerName: 'inn',
    BlobName: 'a',
  })
})

test('an HTTP function reads a blob that its route names, as text or as bytes; none is undefined', async () => {
  const app = await wholeApp(`${head}
    const text = input.storageBlob({ path: 'docs/{id}.txt', connection: '' })
    const bytes = input.storageBlob({ path: 'docs/{query.other}', connection: '', dataType: 'binary' })
    app.http('Doc', { route: 'docs/{id:int}', extraInputs: [text, bytes], handler: (request, context) => ({ jsonBody: [
      context.extraInputs.get(text) ?? null, context.extraInputs.get(bytes)?.length ?? null ] }) })`)
  await write(app, 'docs', '7.txt', 'seven')
  expect(bodyText(await app.send('GET /api/docs/7?other=7.txt'))).toBe('["seven",5]')
  expect(bodyText(await app.send('GET /api/docs/8?other=none'))).toBe('[null,null]')
  expect((await app.send('GET /api/docs/7')).status).toBe(500) // {query.other} has no value
  expect((await linesOf(app)).join('\n')).toContain("No value for named parameter 'query.other'.")
})

test('a person writes, lists and deletes blobs, and runs a blob function on one', async () => {
  const app = await wholeApp(`${head}
    app.storageBlob('See', { path: 'inn/{name}', connection: '', handler: (blob) => globalThis.seen.push(blob.toString()) })`)
  await write(app, 'inn', 'folder/a.txt', 'one')
  await write(app, 'inn', 'b.txt', 'two')
  await vi.waitUntil(() => seen().length === 2, PATIENCE)
  expect((await blobsOf(app.db, 'inn', 'folder/')).map(({ name, length }) => [name, length])).toEqual([
    ['folder/a.txt', 3],
  ])
  await app.host.fire({ functionName: 'See', payload: 'inn/b.txt' })
  await vi.waitUntil(() => seen().length === 3, PATIENCE)
  await expect(app.host.fire({ functionName: 'See', payload: 'inn/none' })).rejects.toThrow(
    "There is no blob 'inn/none'",
  )
  await app.host.storage({ change: { kind: 'delete blob', container: 'inn', name: 'b.txt' } })
  expect((await blobsOf(app.db, 'inn')).map(({ name }) => name)).toEqual(['folder/a.txt'])
  await app.host.storage({ change: { kind: 'delete container', container: 'inn' } })
  expect([await containersOf(app.db), await blobsOf(app.db, 'inn')]).toEqual([[], []])
})

test('a table gives one entity, a partition, or what a filter lets through; an entity is inserted once', async () => {
  const app = await wholeApp(`${head}
    const add = output.table({ tableName: 'Cities', connection: '' })
    app.http('Add', { methods: ['POST'], extraOutputs: [add], handler: async (request, context) => { context.extraOutputs.set(add, await request.json()) ; return {} } })
    const one = input.table({ tableName: 'Cities', partitionKey: '{country}', rowKey: '{city}', connection: '' })
    app.http('One', { route: 'one/{country}/{city}', extraInputs: [one], handler: (_, context) => ({ jsonBody: context.extraInputs.get(one) ?? 'none' }) })
    const some = input.table({ tableName: 'Cities', partitionKey: '{country}', filter: "population gt {least} and not (RowKey eq 'Paris')", take: 2, connection: '' })
    app.http('Some', { route: 'some/{country}/{least}', extraInputs: [some], handler: (_, context) => ({ jsonBody: context.extraInputs.get(some).map((row) => row.RowKey) }) })`)
  const city = (RowKey: string, population: number) => ({ PartitionKey: 'FR', RowKey, population })
  const cities = [city('Paris', 2_000_000), city('Nantes', 300_000), city('Lyon', 500_000), city('Brest', 140_000)]
  expect((await app.send('POST /api/Add', cities)).status).toBe(200)
  expect(bodyText(await app.send('GET /api/one/FR/Lyon'))).toBe(
    '{"PartitionKey":"FR","RowKey":"Lyon","population":500000}',
  )
  expect(bodyText(await app.send('GET /api/one/FR/Nice'))).toBe('"none"')
  expect(bodyText(await app.send('GET /api/some/FR/200000'))).toBe('["Lyon","Nantes"]')
  expect((await app.send('POST /api/Add', [city('Nice', 1), city('Lyon', 2)])).status).toBe(500)
  expect((await linesOf(app)).join('\n')).toContain('The specified entity already exists.')
  expect(bodyText(await app.send('GET /api/one/FR/Nice'))).toBe('"none"')
})

test('generic and warm-up functions run, and a binding without a service says that it goes nowhere', async () => {
  const app = await wholeApp(`${head}
    app.warmup('Warm', { handler: () => globalThis.seen.push('warm') })
    app.generic('Any', { trigger: trigger.generic({ type: 'myOwn', x: 1 }), extraOutputs: [output.generic({ type: 'sendGrid', name: 'mail' })],
      handler: (value, context) => { globalThis.seen.push(value); context.extraOutputs.set('mail', 'hi') } })
    app.serviceBusQueue('Bus', { queueName: 'q', connection: '', handler: (message) => globalThis.seen.push(message) })`)
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  await app.host.fire({ functionName: 'Any', payload: '{"a":1}' })
  await app.host.fire({ functionName: 'Bus', payload: 'text' })
  await vi.waitUntil(() => seen().length === 3, PATIENCE)
  expect(seen().toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([{ a: 1 }, 'text', 'warm'])
  expect(await linesOf(app)).toContain("Function 'Any': what it puts out to 'mail' (sendGrid) goes nowhere here.")
})
