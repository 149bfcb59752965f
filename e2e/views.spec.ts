import { expect, test } from './fixtures.ts'
import { runToTheWait } from './one-of-each.ts'

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
  await page.goto(`${address.origin}/#?tab=instances`) // of whatever was worked on last
  const grid = page.getByRole('grid', { name: 'Instances of the hub' })
  await expect(grid.getByRole('row')).toHaveCount(3) // its head, the parent, the child
  await page.getByText('Children below their parents').click()
  await expect(grid.getByRole('row').nth(1)).toContainText('first')
  await expect(grid.getByRole('row').nth(2)).toContainText('└')

  await page.getByRole('group', { name: 'Status' }).getByRole('button', { name: 'Running' }).click()
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
