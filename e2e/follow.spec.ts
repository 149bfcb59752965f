import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'
import { seenAfter } from './seen.ts'

/** Each event that is raised is answered by an activity, until `End` comes. */
const code = `const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('echo', { handler: (value) => value })
df.app.orchestration('listen', function* (context) {
  const heard = []
  for (let i = 0; i < 6; i++) {
    const said = yield context.df.waitForExternalEvent('Say')
    heard.push(yield context.df.callActivity('echo', said))
  }
  return heard
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('listen', { instanceId: 'one' }))
} })`

async function say(page: Page, word: string): Promise<void> {
  const url = '/runtime/webhooks/durabletask/instances/one/raiseEvent/Say'
  const status = await page.evaluate(
    async ([to, body]) => {
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch(to, { method: 'POST', headers, body })).status
    },
    [url, JSON.stringify(word)] as const,
  )
  expect(status).toBe(202)
}

async function runToTheWait(page: Page): Promise<void> {
  await openPlayground(page)
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })
  await send(page, 'POST', '/api/Start')
  await expect(timeline(page)).toContainText('waiting')
}

const timeline = (page: Page) => page.getByRole('treegrid', { name: /^Timeline of/ })
const backToLive = (page: Page) => page.getByRole('button', { name: 'Back to live' })
/** How much of the run is in sight, as the overview tells it. */
async function inSight(page: Page): Promise<number> {
  const told = await page.getByRole('slider', { name: 'Part of the run in sight' }).getAttribute('aria-valuetext')
  return parseFloat(told ?? '') / 100
}

test('a live run is followed until the person pans, stays in place then, and is followed again on request', async ({
  page,
}) => {
  await runToTheWait(page)
  await expect(backToLive(page)).toBeHidden()
  await say(page, 'one')
  await expect(timeline(page)).toContainText('1 done')
  expect(await inSight(page)).toBe(1)

  const stage = await page.locator('[data-place=stage]').boundingBox()
  const [x, y] = [(stage?.x ?? 0) + 300, (stage?.y ?? 0) + (stage?.height ?? 0) - 20]
  await page.mouse.move(x, y)
  await page.mouse.wheel(0, -200)
  await page.keyboard.down('Control')
  await page.mouse.wheel(0, -200)
  await page.keyboard.up('Control')
  await page.mouse.down()
  await page.mouse.move(x - 120, y, { steps: 4 })
  await page.mouse.up()
  await expect(backToLive(page)).toBeVisible()
  expect(await inSight(page)).toBeLessThan(1)
  await say(page, 'two')
  await expect(timeline(page)).toContainText('2 done')
  await expect(backToLive(page)).toBeVisible()
  expect(await inSight(page)).toBeLessThan(1)

  await page.keyboard.press('l') // whoever took hold of the picture has its keys too
  await expect(backToLive(page)).toBeHidden()
  await expect.poll(() => inSight(page)).toBe(1)
  await say(page, 'three')
  await expect(timeline(page)).toContainText('3 done')
  expect(await inSight(page)).toBe(1)
})

test('a link to step 17 opens at step 17, with what the code knew there', async ({ page, context }) => {
  await runToTheWait(page)
  for (const word of ['one', 'two', 'three', 'four']) await say(page, word)
  await expect(timeline(page)).toContainText('4 done')
  const [hash] = [new URL(page.url()).hash.split('?')[0]]
  const other = await context.newPage()
  await other.goto(`/${hash}?instance=one&step=17`)
  await expect(other.getByText('event 18 of')).toBeVisible()
  const { stand } = await other.evaluate(seenAfter, { before: null, lines: code.split('\n') })
  expect(stand.lit).toContain("waitForExternalEvent('Say')stopped here")
  expect(stand.variables).toEqual(['heard = ["one", "two"]', 'i = 2'])
  await other.getByRole('tab', { name: 'History' }).click()
  await expect(other.getByRole('region', { name: 'The selected event' })).toContainText('Event 17')
})
