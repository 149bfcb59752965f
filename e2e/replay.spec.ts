import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send, showCode } from './playground.ts'

const variables = (page: Page) => page.getByRole('region', { name: 'Variables' })
const names = (page: Page) => variables(page).locator('dt').allInnerTexts()
/** The line of code, its marks included, that holds this text. */
const codeLine = (page: Page, text: string) =>
  page.locator('.monaco-editor .view-line').filter({ hasText: text }).first()
const step = (page: Page) => Number(new URLSearchParams(new URL(page.url()).hash.split('?')[1]).get('step'))

/** Runs the chain of the quickstart to its end: 16 events in four episodes. */
async function runChain(page: Page): Promise<void> {
  await openPlayground(page, '/#ex/hello-cities-typescript')
  await page.locator('.monaco-editor').first().waitFor()
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  expect((await send(page, 'POST', '/api/StartChaining')).status).toBe(202)
  await expect(page.getByRole('listbox', { name: 'Instances' }).getByRole('option').first()).toContainText('Completed')
  await expect(page.getByText('episode 4 of 4')).toBeVisible()
}

/** Where the code of the chain stands after the event at that position, and what it knows there. */
function expectedAt(event: number): { line: string | null; known: string[] } {
  if (event < 1) return { line: null, known: [] }
  if (event < 5) return { line: 'const tokyo', known: [] }
  if (event < 9) return { line: 'const seattle', known: ['tokyo'] }
  if (event < 13) return { line: 'const london', known: ['tokyo', 'seattle'] }
  return { line: 'return [tokyo', known: ['tokyo', 'seattle', 'london'] }
}

async function expectMoment(page: Page, event: number): Promise<void> {
  await expect.poll(() => step(page)).toBe(event)
  const { line, known } = expectedAt(event)
  if (line === null) return expect(variables(page)).toContainText('The code has not begun yet.')
  await expect.poll(async () => (await names(page)).map((name) => name.split('\n')[0])).toEqual(known)
  await expect(codeLine(page, line)).toContainText(event < 13 ? 'stopped here' : 'returned: ["Hello Tokyo!"')
  for (const name of known) {
    if (event < 13 || name !== 'london')
      await expect(codeLine(page, `const ${name}:`)).toContainText(/from\shistory:\s"Hello\s\w+!"/)
  }
}

test('by episode too, with what ran again counted, and played', async ({ page }) => {
  await runChain(page)
  await page.getByRole('button', { name: 'Previous episode' }).click()
  await expectMoment(page, 11)
  await expect(page.getByText('3×')).toBeVisible()
  await page.getByRole('button', { name: 'Previous episode' }).click()
  await expectMoment(page, 7)
  await page.getByRole('button', { name: 'Next episode' }).click()
  await expectMoment(page, 11)
  await page.getByRole('button', { name: /^Speed/ }).click()
  await page.getByRole('button', { name: 'Play history' }).click()
  await expectMoment(page, 14)
})

test('a link to a step opens at that step, in timeline, table, code and variables', async ({ page, context }) => {
  await runChain(page)
  for (let event = 14; event >= 7; event--) await page.getByRole('button', { name: 'Previous event' }).click()
  await expectMoment(page, 7)
  const other = await context.newPage()
  await other.goto(page.url())
  await expect(other.getByText('event 8 of 16')).toBeVisible()
  await expectMoment(other, 7)
  await other.getByRole('tab', { name: 'History' }).click()
  await expect(other.getByRole('row', { selected: true })).toContainText('OrchestratorCompleted')
  await other.getByRole('tab', { name: 'Sequence' }).click()
  await expect(other.getByRole('option', { selected: true }).filter({ hasText: 'sayHello' })).toContainText('Seattle')
})

test('an event chosen in the table moves everything else', async ({ page }) => {
  await runChain(page)
  await page.getByRole('tab', { name: 'History' }).click()
  await page.getByRole('row').filter({ hasText: 'TaskCompleted' }).nth(1).click()
  await expectMoment(page, 9)
  await page.getByRole('tab', { name: 'Timeline' }).click()
  await expect(page.getByText('event 10 of 16')).toBeVisible()
})

const guess = (more: string) => `const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('echo', { handler: (value) => value })
df.app.orchestration('run', function* (context) {
  ${more}
  const first = yield context.df.callActivity('echo', 1)
  const second = yield context.df.callActivity('echo', 2)
  return first + second
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('run'))
} })`

async function runGuess(page: Page, more: string): Promise<void> {
  await openPlayground(page)
  expect(await runApp(page, appOf(guess(more)))).toMatchObject({ ok: true })
  await send(page, 'POST', '/api/Start')
  await expect(page.getByRole('listbox', { name: 'Instances' }).getByRole('option').first()).toContainText('Completed')
}

test('code that never ends when it is looked at is stopped and said so, and nothing freezes', async ({ page }) => {
  await runGuess(page, `if (Date.now() > ${Date.now() + 15_000}) for (;;) {}`)
  await page.waitForTimeout(15_000) // now a replay would never end
  await showCode(page)
  await expect(variables(page)).toContainText('Replaying…')
  await page.getByRole('tab', { name: 'History' }).click()
  await expect(page.getByRole('row', { selected: true })).toContainText('OrchestratorCompleted')
  await expect(variables(page).getByRole('alert')).toContainText('still at it after 5 s', { timeout: 10_000 })
  await expect(page.getByText('host running')).toBeVisible()
})

test('values of hostile code are text, and looking at them runs none of it', async ({ page }) => {
  const hostile = `const trap = new Proxy({}, { get() { throw new Error('asked') }, ownKeys() { for (;;) {} } })
  const sly = { get secret() { throw new Error('asked') }, html: '<img src=x onerror=alert(1)>', toString() { for (;;) {} } }`
  await runGuess(page, hostile)
  await showCode(page)
  await expect(variables(page)).toContainText('{ secret: (…), html: "<img src=x onerror=alert(1)>"')
  await expect(variables(page)).toContainText('Proxy')
})

test('an instance of older code is shown with the code that ran then', async ({ page }) => {
  await runGuess(page, 'const old = 1')
  await page.locator('.monaco-editor').first().click()
  await page.keyboard.press('Control+A')
  await page.keyboard.insertText(guess('const young = 2'))
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible()
  await showCode(page)
  await expect(variables(page)).toContainText('old')
  await expect(page.getByText('This is the code as it ran then.')).toBeVisible()
  await expect(codeLine(page, 'const old = 1')).toBeVisible()
})

test('an instance purged while it is looked at leaves no blank panel', async ({ page }) => {
  await runGuess(page, '')
  await showCode(page)
  await expect(variables(page)).toContainText('second')
  const [url] = [page.url()]
  await page.getByRole('tab', { name: 'Instance', exact: true }).click()
  await page.getByRole('button', { name: 'Purge' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Purge' }).click()
  await expect(page.getByText('No orchestration yet.').first()).toBeVisible()
  await page.goto(url)
  await page.reload()
  await expect(page.getByText(/There is no instance \w+ here/)).toBeVisible()
  await expect(page.getByText('No orchestration yet.').first()).toBeVisible()
  await page.getByRole('tab', { name: 'Variables' }).click()
  await expect(variables(page)).toContainText('Select an episode or an event')
})
