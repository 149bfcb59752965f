import { expect, test } from './fixtures.ts'
import { appOf, openPlayground } from './playground.ts'

test('a panel whose code cannot be fetched fails alone, says so, and comes when it is tried again', async ({
  page,
}) => {
  await page.route('**/assets/graph-pane-*.js', (route) => route.abort())
  await openPlayground(page)
  await page.getByRole('tab', { name: 'Graph' }).click()
  const graph = page.getByRole('tabpanel', { name: 'Graph' })
  await expect(graph.getByRole('alert')).toContainText('This panel could not be shown.')
  await page.getByRole('tab', { name: 'Faults' }).click()
  await expect(page.getByRole('tabpanel', { name: 'Faults' })).toContainText('What goes wrong on purpose')

  await page.getByRole('tab', { name: 'Graph' }).click()
  await expect(graph.getByRole('alert')).toBeVisible()
  await page.unroute('**/assets/graph-pane-*.js')
  await graph.getByRole('button', { name: 'Try again' }).click()
  await expect(graph.getByRole('group', { name: 'Graph of the code of chainingOrchestration' })).toBeVisible()
})

test('a failure that nobody waited for is told', async ({ page }) => {
  await openPlayground(page)
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  await page.evaluate(() => void Promise.reject(new Error('no such thing')))
  await expect(page.getByText('Something failed: no such thing')).toBeVisible()
})

test('a tab is told that another has changed its project, and can load that', async ({ page, context }) => {
  await openPlayground(page)
  await page.evaluate((files) => window.durablePlayground?.importFolder('app', files), appOf('// as it was'))
  await expect(page.locator('.monaco-editor').getByText('// as it was')).toBeVisible()
  const other = await context.newPage()
  await other.goto(page.url())
  await other.locator('.monaco-editor').getByText('// as it was').click()
  await other.keyboard.type(' and is')
  await page.bringToFront()
  const bar = page.getByRole('alert').filter({ hasText: 'changed in another tab' })
  await bar.getByRole('button', { name: 'Load its changes' }).click()
  await expect(page.locator('.monaco-editor').getByText('and is')).toBeVisible()
  await expect(bar).toBeHidden()
})
