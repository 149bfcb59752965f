import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send, statusOf } from './playground.ts'

/** The timeline as those read it who cannot see the canvas. */
const bars = (page: Page) => page.getByRole('treegrid', { name: /^Timeline of/ }).getByRole('row', { level: 2 })

test('edit, run, request: the timeline grows, the status URL opens in a second tab, and a reload keeps it all', async ({
  page,
  context,
}) => {
  await openPlayground(page)
  await expect(page.getByText('callActivity').first()).toBeVisible()

  await page.locator('.monaco-editor').first().waitFor()
  await page.getByText("'Seattle'", { exact: true }).first().dblclick() // once it is a word by itself: lines get their colours late
  await page.keyboard.type('Utrecht')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  await expect(page).toHaveURL(/#p\/[0-9a-f]{32}/)

  await expect(page.getByRole('region', { name: 'Functions' })).toContainText('StartChaining')
  await page.getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await page.getByRole('textbox', { name: 'Address' }).fill('/api/StartChaining')
  await page.getByRole('button', { name: 'Send' }).click()
  const instance = page.getByRole('listbox', { name: 'Instances' }).getByRole('option').first()
  await expect(instance).toContainText('Completed')
  await expect(bars(page).filter({ hasText: 'sayHello' })).toHaveCount(3)

  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page
      .getByRole('link', { name: /instances/ })
      .first()
      .click(),
  ])
  await expect(tab.locator('body')).toContainText('Hello Utrecht!')
  const status = JSON.parse(await tab.locator('body').innerText()) as Record<string, unknown>
  expect(status).toMatchObject({
    runtimeStatus: 'Completed',
    output: ['Hello Tokyo!', 'Hello Utrecht!', 'Hello London!'],
  })
  await tab.close()

  await page.reload()
  await expect(instance).toContainText('Completed')
  await expect(bars(page).filter({ hasText: 'sayHello' })).toHaveCount(3)
  await expect(page.getByText('Utrecht').first()).toBeVisible()
})

const slow = `const df = require('durable-functions'); const { app } = require('@azure/functions')
let calls = 0
df.app.activity('count', { handler: () => ++calls })
df.app.orchestration('slow', function* (context) {
  const before = yield context.df.callActivity('count')
  yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 4000))
  const after = yield context.df.callActivity('count')
  return { before, after }
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('slow'))
} })`

test('a reload in the middle of a run resumes it from its history', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(slow))).toMatchObject({ ok: true })
  const started = await send(page, 'POST', '/api/Start')
  await expect(bars(page).filter({ hasText: 'count' })).toHaveCount(1)
  expect(await statusOf(page, started)).toMatchObject({ runtimeStatus: 'Running' })

  await page.reload()
  await expect.poll(async () => (await statusOf(page, started))['runtimeStatus'], { timeout: 20_000 }).toBe('Completed')
  // Module state died with the first page; what the first activity answered did not, and it was not called again.
  expect(await statusOf(page, started)).toMatchObject({ output: { before: 1, after: 1 } })
})

test('of two tabs on one project, the one that stays takes the run over', async ({ page, context }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(slow))).toMatchObject({ ok: true })
  const other = await context.newPage()
  await openPlayground(other, page.url())
  await expect(other.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()

  const started = await send(other, 'POST', '/api/Start')
  await expect(bars(page).filter({ hasText: 'count' })).toHaveCount(1)
  await expect(bars(other).filter({ hasText: 'count' })).toHaveCount(1)
  await page.close()
  await expect
    .poll(async () => (await statusOf(other, started))['runtimeStatus'], { timeout: 20_000 })
    .toBe('Completed')
  expect(await statusOf(other, started)).toMatchObject({ output: { before: 1, after: 1 } })
})
