import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

const hello = `require('@azure/functions').app.http('Hello', { methods: ['GET'], handler: () => ({ body: 'from a link' }) })`

test('a link opened in a fresh profile shows the same project, and does not run by itself', async ({
  page,
  newProfile,
}) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(hello))).toMatchObject({ ok: true })
  await page.getByRole('button', { name: 'Share' }).click()
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue()
  expect(link).toContain('#1.')

  const stranger = (await newProfile()).pages()[0]
  if (!stranger) throw new Error('A new profile has no page.')
  await openPlayground(stranger, link)
  await expect(stranger.getByText('Somebody else wrote this')).toBeVisible()
  await expect(stranger.getByText('from a link').first()).toBeVisible()

  // Longer than any start takes, twice over a reload: still nobody answers, and nothing is kept.
  for (const again of [false, true]) {
    if (again) await stranger.reload()
    await stranger.waitForTimeout(2000)
    expect((await send(stranger, 'GET', '/api/Hello')).status).toBe(503)
    await expect(stranger.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  }

  await stranger.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(stranger).toHaveURL(/#p\/[0-9a-f]{32}/)
  await expect.poll(async () => (await send(stranger, 'GET', '/api/Hello')).text).toBe('from a link')
})

test('a link cut short or made up is refused with a reason, and harms nothing', async ({ page }) => {
  await openPlayground(page)
  expect(await runApp(page, appOf(hello))).toMatchObject({ ok: true })
  const own = page.url()
  for (const payload of ['1.', '1.AAAA', `1.${'x'.repeat(5000)}`, '9.abc', '0.e30']) {
    await page.goto(`/#${payload}`)
    await expect(page.getByText('This cannot be opened')).toBeVisible()
  }
  await page.goto(own)
  await expect.poll(async () => (await send(page, 'GET', '/api/Hello')).text).toBe('from a link')
})
