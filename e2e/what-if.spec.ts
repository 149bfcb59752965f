import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openPlayground, send } from './playground.ts'

/** Opens a sample, presses Run, and waits for its functions. */
async function run(page: Page, sample: string): Promise<void> {
  await openPlayground(page, `/#ex/${sample}`)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Stop', exact: true })).toBeVisible({ timeout: 60_000 }) // Python takes its time
}

const selected = (page: Page) => page.getByRole('region', { name: 'The selected instance' })

test('72 hours of waiting for a person pass with one click', async ({ page }) => {
  await run(page, 'human-interaction')
  await send(page, 'POST', '/api/orders/o1/approve')
  await page.getByRole('button', { name: /^Next timer, in 7[12] h/ }).click()
  await expect(selected(page).getByText('nobody approved o1 in 72 hours')).toBeVisible()
})

test('a worker that is lost before the commit is survived, marked, counted, and travels in the link', async ({
  page,
}) => {
  await run(page, 'hello-cities-typescript')
  await page.getByRole('tab', { name: 'Faults' }).click()
  const added = page.getByRole('group', { name: 'A new fault' })
  await added.getByRole('combobox', { name: 'Function' }).selectOption('sayHello')
  await added.getByRole('combobox', { name: 'What happens' }).selectOption('worker lost before')
  await added.getByRole('button', { name: 'Add fault' }).click()
  await expect(page.getByText('unused: it never struck')).toBeVisible()
  await send(page, 'POST', '/api/StartChaining')
  await expect(page.getByText('struck once')).toBeVisible()
  await expect(selected(page).getByText('Completed')).toBeVisible()
  await page.getByRole('tab', { name: 'Console' }).click()
  await expect(page.getByText("Injected fault: the language worker is lost before what 'sayHello' did")).toBeVisible()
  await page.getByRole('button', { name: 'Share' }).click()
  const link = await page.getByRole('dialog').getByRole('textbox').inputValue()
  await page.goto('about:blank')
  await page.goto(link)
  await expect(page.getByText('It carries 1 fault that goes wrong on purpose: see Faults.')).toBeVisible()
})

test('a crash ends host and workers in the middle; the run goes on from the database, with a mark', async ({
  page,
}) => {
  await run(page, 'human-interaction')
  const { text } = await send(page, 'POST', '/api/orders/o1/approve')
  const { sendEventPostUri } = JSON.parse(text) as { sendEventPostUri: string }
  await expect(page.getByRole('button', { name: /^Next timer, in/ })).toBeVisible()
  await page.getByRole('button', { name: /^Crash now/ }).click()
  await expect(page.getByText('Crashed. It comes back')).toBeVisible()
  const approved = () =>
    page.evaluate(
      async (url) =>
        (await fetch(url, { method: 'POST', body: 'true', headers: { 'Content-Type': 'application/json' } })).status,
      sendEventPostUri.replace('{eventName}', 'Approval'),
    )
  await expect.poll(approved).toBe(202)
  await expect(selected(page).getByText('o1 is on its way')).toBeVisible()
  await page.getByRole('tab', { name: 'Console' }).click()
  await expect(page.getByText('The host and its language workers end here, as if the tab was closed.')).toBeVisible()
})

for (const [sample, request] of [
  ['hello-cities-javascript', '/api/StartChaining'],
  ['retry', '/api/orders/o1/pay'],
  ['hello-python', '/api/orchestrators/HelloOrchestrator'],
] as const)
  test(`a crash at every event of ${sample} changes nothing`, async ({ page }) => {
    test.slow() // host and language worker begin anew twice for each moment
    await run(page, sample)
    await page.evaluate(() => window.durablePlayground?.setClock('virtual'))
    await send(page, 'POST', request)
    await expect(selected(page).getByText('Completed')).toBeVisible({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Crash at every event' }).click()
    const dialog = page.getByRole('dialog', { name: 'Crash at every event' })
    await expect(dialog.getByText('No crash changed anything')).toBeVisible({ timeout: 120_000 })
    await expect(dialog.getByRole('img', { name: 'not the same' })).toHaveCount(0)
    const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(databases.filter((name) => name?.startsWith('hub:trial-'))).toEqual([])
  })
