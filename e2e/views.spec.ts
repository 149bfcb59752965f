import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send, showCode } from './playground.ts'

const app = appOf(`const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('echo', { handler: (value) => { if (value === 3) throw new Error('no luck'); return value } })
df.app.entity('counter', (context) => context.df.setState((context.df.getState(() => 0)) + 1))
df.app.orchestration('child', function* (context) { return yield context.df.callActivity('echo', 1) })
df.app.orchestration('run', function* (context) {
  const tasks = [1, 2, 4, 5, 6, 7].map((n) => context.df.callActivity('echo', n))
  yield context.df.Task.all(tasks)
  yield context.df.callSubOrchestrator('child')
  context.df.signalEntity(new df.EntityId('counter', 'k'), 'add')
  try { yield context.df.callActivity('echo', 3) } catch (error) { context.log(error.message) }
  const go = yield context.df.waitForExternalEvent('Go')
  return go
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('run', { instanceId: 'first' }))
} })`)

async function runToTheWait(page: Page): Promise<void> {
  await openPlayground(page)
  expect(await runApp(page, app)).toMatchObject({ ok: true })
  await send(page, 'POST', '/api/Start')
  await expect(page.getByRole('treegrid', { name: /^Timeline of/ })).toContainText('Go')
}

/** What axe finds that keeps somebody out. Monaco is a package with an accessibility of its own. */
async function seriousFindings(page: Page, where = 'html'): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(where).exclude('.monaco-editor').analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** The panel under the tabs, and not the page around it, which does not change with them. */
const happened = '[role=tabpanel]'
const views = ['Timeline', 'History', 'Sequence', 'Graph', 'Why', 'Instances', 'Console'] as const

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on any view, ${colorScheme}`, async ({ page }) => {
    test.setTimeout(240_000) // axe takes its time
    await page.emulateMedia({ colorScheme })
    await runToTheWait(page)
    await showCode(page)
    await expect(page.getByRole('region', { name: 'Variables' })).toContainText('tasks')
    for (const view of views) {
      await page.getByRole('tab', { name: view }).click()
      await page.waitForTimeout(300)
      expect(await seriousFindings(page, view === 'Timeline' ? 'html' : happened), view).toEqual([])
    }
    await page.getByRole('tab', { name: 'Graph' }).click()
    await page.getByText('Code', { exact: true }).click()
    await expect(page.getByRole('group', { name: 'Graph of the code of run' })).toBeVisible()
    expect(await seriousFindings(page, happened), 'graph of the code').toEqual([])
    await page.getByRole('tab', { name: 'Instances' }).click()
    await page.getByText('Entities', { exact: true }).click()
    await expect(page.getByRole('region', { name: 'The selected entity' })).toContainText('1')
    expect(await seriousFindings(page, happened), 'entities').toEqual([])
    await page.getByRole('button', { name: 'Raise event' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await seriousFindings(page, '[role=dialog]'), 'a question').toEqual([])
  })
}

test('the graph of the run stacks a fan-out, and the one of the code leads to the line', async ({ page }) => {
  await runToTheWait(page)
  await page.getByRole('tab', { name: 'Graph' }).click()
  const run = page.getByRole('group', { name: 'Graph of the run' })
  await expect(run.getByRole('button', { name: 'echo × 6' })).toBeVisible()
  await run.getByRole('button', { name: 'child' }).click()
  await expect(page).toHaveURL(/step=\d+/)
  await expect(run.getByRole('button', { name: 'child' })).toHaveAttribute('aria-pressed', 'true')

  await page.getByText('Code', { exact: true }).click()
  const code = page.getByRole('group', { name: 'Graph of the code of run' })
  await code.getByRole('button', { name: /^Go/ }).click()
  await expect(page).toHaveURL(/line=11/)
})

test('an address opens the list of instances; they are filtered, followed to their children, and ended', async ({
  page,
}) => {
  await runToTheWait(page)
  const address = new URL(page.url())
  await page.goto(`${address.origin}/${address.hash.split('?')[0]}?tab=instances`)
  const grid = page.getByRole('grid', { name: 'Instances of the hub' })
  await expect(grid.getByRole('row')).toHaveCount(3) // its head, the parent, the child
  await page.getByText('Children below their parents').click()
  await expect(grid.getByRole('row').nth(1)).toContainText('first')
  await expect(grid.getByRole('row').nth(2)).toContainText('└')

  await page.getByRole('button', { name: 'Running', exact: true }).nth(1).click()
  await expect(grid.getByRole('row')).toHaveCount(2)
  await grid.getByRole('row').nth(1).click()
  await grid.focus()
  await page.keyboard.press('Space')
  await expect(page.getByText('1 ticked')).toBeVisible()
  await page
    .getByRole('tabpanel', { name: 'Instances' })
    .getByRole('button', { name: 'Terminate', exact: true })
    .click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('enough')
  await page.getByRole('dialog').getByRole('button', { name: 'Terminate' }).click()
  await expect(page.getByText('Sent.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect(grid).toContainText('Terminated')
})

test('what the management API can do is a button, with a question before it and the answer in words', async ({
  page,
}) => {
  await runToTheWait(page)
  const buttons = page.getByRole('group', { name: 'What can be done to this instance' })
  await buttons.getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await buttons.getByRole('button', { name: 'Resume' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click()
  await buttons.getByRole('button', { name: 'Raise event' }).click()
  await page.getByRole('textbox', { name: 'Event name' }).fill('Go')
  await page.getByRole('textbox', { name: 'Data (JSON)' }).fill('{"far":')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Raise event' })).toBeDisabled()
  await page.getByRole('textbox', { name: 'Data (JSON)' }).fill('{"far": true}')
  await page.getByRole('dialog').getByRole('button', { name: 'Raise event' }).click()
  await expect(page.getByRole('region', { name: 'The selected instance' })).toContainText('{"far":true}')
  await buttons.getByRole('button', { name: 'Restart' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click()
  await expect(
    page.getByRole('listbox', { name: 'Instances' }).getByRole('option').filter({ hasText: 'run' }),
  ).toHaveCount(2)
})

test('an entity shows its state, and takes a signal', async ({ page }) => {
  await runToTheWait(page)
  await page.getByRole('tab', { name: 'Instances' }).click()
  await page.getByText('Entities', { exact: true }).click()
  const entity = page.getByRole('region', { name: 'The selected entity' })
  await expect(entity).toContainText('counter')
  await entity.getByRole('textbox', { name: 'Operation' }).fill('add')
  await entity.getByRole('button', { name: 'Signal' }).click()
  await expect(entity.getByRole('region', { name: 'State' })).toHaveText('2')
})
