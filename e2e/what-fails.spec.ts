import { expect, test } from './fixtures.ts'
import { openPlayground } from './playground.ts'

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

  await page.unroute('**/assets/graph-pane-*.js')
  await page.getByRole('tab', { name: 'Graph' }).click()
  await graph.getByRole('button', { name: 'Try again' }).click()
  await expect(graph.getByRole('group', { name: 'Graph of the code of chainingOrchestration' })).toBeVisible()
})

test('a failure that nobody waited for is told', async ({ page }) => {
  await openPlayground(page)
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  await page.evaluate(() => void Promise.reject(new Error('no such thing')))
  await expect(page.getByText('Something failed: no such thing')).toBeVisible()
})
