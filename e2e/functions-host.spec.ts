import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

const host = `const { app, output } = require('@azure/functions')
const ran = output.storageBlob({ path: 'ran/{rand-guid}.txt', connection: 'AzureWebJobsStorage' })
app.storageQueue('OnOrder', {
  queueName: 'orders', connection: 'AzureWebJobsStorage',
  handler: (message, context) => context.log('order of ' + JSON.stringify(message)),
})
app.timer('Nightly', { schedule: '0 0 3 1 1 *', handler: (timer, context) => context.log('the timer ran') })
app.eventGrid('OnEvent', { handler: (event, context) => context.log('an event of ' + event.eventType) })
app.http('Write', {
  methods: ['POST'], authLevel: 'anonymous', extraOutputs: [ran],
  handler: async (request, context) => { context.extraOutputs.set(ran, await request.text()); return { status: 201 } },
})
app.http('Secret', { methods: ['GET'], authLevel: 'function', handler: () => ({ body: 'for you' }) })
app.http('Cookie', {
  methods: ['GET'], authLevel: 'anonymous',
  handler: (request) => ({
    jsonBody: { cookie: request.headers.get('cookie'), origin: request.headers.get('origin') },
    cookies: [{ name: 'seen', value: 'yes' }],
  }),
})`

const consoleOf = (page: Page) => page.getByRole('log', { name: 'Console' })
const happened = (page: Page, tab: string) =>
  page.getByRole('tablist', { name: 'What happened' }).getByRole('tab', { name: tab }).click()
const list = (page: Page, name: string) =>
  page.getByRole('group', { name: 'List of' }).getByText(name, { exact: true }).click()
const response = (page: Page) => page.getByRole('region', { name: 'Response', exact: true })

async function ask(page: Page, method: string, address: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Method' }).selectOption(method)
  await page.getByRole('textbox', { name: 'Address' }).fill(address)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

test('a message added to a queue runs its function', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(host))).toMatchObject({ ok: true })
  await happened(page, 'Storage')
  await page.getByRole('textbox', { name: 'New message' }).fill('{ "n": 7 }')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await happened(page, 'Console')
  await expect(consoleOf(page)).toContainText('order of {"n":7}')
})

test('a timer runs now, and another trigger with a payload that is ready for it', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(host))).toMatchObject({ ok: true })
  await happened(page, 'Console')
  await page.getByRole('button', { name: 'Run Nightly now' }).click()
  await expect(consoleOf(page)).toContainText('the timer ran')
  await page.getByRole('button', { name: 'Run OnEvent now' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Run', exact: true }).click()
  await expect(consoleOf(page)).toContainText('an event of Microsoft.Storage.BlobCreated')
})

test('a blob that a function writes shows up, and one is written by hand', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(host))).toMatchObject({ ok: true })
  expect((await send(page, 'POST', '/api/Write', 'written by code')).status).toBe(201)
  await happened(page, 'Storage')
  await list(page, 'Blobs')
  await page.getByRole('button', { name: /\.txt$/ }).click()
  await expect(page.getByRole('region', { name: 'The selected blob' }).getByRole('textbox')).toHaveValue(
    'written by code',
  )

  await page.getByRole('button', { name: 'New blob' }).click()
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('in/hello.txt')
  await page.getByRole('dialog').getByRole('textbox', { name: 'Text' }).fill('written by hand')
  await page.getByRole('dialog').getByRole('button', { name: 'Write' }).click()
  await expect(page.getByRole('table', { name: 'Blobs' })).toContainText('1 blob')
})

test('a function of level "function" asks for its key, which the panel has', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(host))).toMatchObject({ ok: true })
  expect((await send(page, 'GET', '/api/Secret')).status).toBe(401)
  await page.getByRole('combobox', { name: 'Request' }).selectOption('ready Secret')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(response(page)).toContainText('200 OK')
  await expect(response(page)).toContainText('for you')
})

test('the panel sends what a browser would not, and shows what it would hide', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(host))).toMatchObject({ ok: true })
  await ask(page, 'GET', '/api/Cookie')
  await expect(response(page)).toContainText('Set-Cookie: seen=yes')
  await response(page).getByRole('button', { name: 'Send back' }).click()
  await page.getByRole('button', { name: 'Header', exact: true }).click()
  await page.getByRole('textbox', { name: 'Header 2, name' }).fill('Origin')
  await page.getByRole('textbox', { name: 'Header 2, value' }).fill('https://elsewhere.example')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(response(page)).toContainText('"cookie": "seen=yes"')
  await expect(response(page)).toContainText('"origin": "https://elsewhere.example"')
})

const quickstart = `const { app } = require('@azure/functions'); const df = require('durable-functions')
df.app.activity('hello', { handler: (city) => 'Hello, ' + city })
df.app.orchestration('HelloOrchestrator', function* (context) {
  const outputs = []
  for (const city of ['Tokyo', 'Seattle', 'Cairo']) outputs.push(yield context.df.callActivity('hello', city))
  return outputs
})
app.http('HttpStart', {
  route: 'orchestrators/{orchestratorName}', extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context)
    return client.createCheckStatusResponse(request, await client.startNew(request.params.orchestratorName))
  },
})`

test('the quickstart: send, open the status in a new tab, stop, start again, and the instance is there', async ({
  page,
  context,
}) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(quickstart))).toMatchObject({ ok: true })
  await ask(page, 'POST', 'http://localhost:7071/api/orchestrators/HelloOrchestrator')
  await expect(response(page)).toContainText('202 Accepted')
  const link = response(page).getByRole('link').first()
  const [tab] = await Promise.all([context.waitForEvent('page'), link.click()])
  await tab.waitForURL(/instances/)
  const address = tab.url()
  await expect
    .poll(async () => {
      await tab.goto(address)
      return (JSON.parse(await tab.locator('body').innerText()) as Record<string, unknown>)['runtimeStatus']
    })
    .toBe('Completed')
  const status = JSON.parse(await tab.locator('body').innerText()) as Record<string, unknown>
  expect(status['output']).toEqual(['Hello, Tokyo', 'Hello, Seattle', 'Hello, Cairo'])
  await tab.close()

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await happened(page, 'Console')
  await expect(consoleOf(page)).toContainText('Host shutdown completed.')
  const refused = await send(page, 'POST', '/api/orchestrators/HelloOrchestrator')
  expect([refused.status, refused.text]).toEqual([503, expect.stringContaining('nothing runs them now')])
  expect((await send(page, 'GET', address)).text).toContain('"runtimeStatus":"Completed"')

  await page.reload() // what was stopped stays stopped
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  expect((await send(page, 'GET', address)).text).toContain('"runtimeStatus":"Completed"')
  await expect(page.getByRole('listbox', { name: 'Instances' }).getByRole('option').first()).toContainText('Completed')
})

const calls = `@api = http://localhost:7071/api

### Start it
# @name start
POST {{api}}/orchestrators/HelloOrchestrator

### Ask for it
GET {{start.response.body.statusQueryGetUri}}
`

test('a .http file runs in order, and what was started is polled until it is done', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, [...appOf(quickstart), { path: 'calls.http', text: calls }])).toMatchObject({ ok: true })
  await page.getByRole('button', { name: 'Send all, in order' }).click()
  await expect(response(page)).toContainText('HelloOrchestrator')
  await page.getByRole('button', { name: 'Poll until done' }).click()
  await expect(response(page)).toContainText('200 OK')
  await expect(response(page)).toContainText('Hello, Cairo')
  await ask(page, 'GET', '{{statusQueryGetUri}}')
  await expect(response(page)).toContainText('200 OK')
})
