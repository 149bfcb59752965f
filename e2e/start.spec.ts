import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp } from './playground.ts'

test('a function asked for by a program that runs no page is told where functions run', async ({ site }) => {
  const answer = await fetch(`${site.origin}/api/StartChaining`, { method: 'POST' })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ message: expect.stringContaining('run in the browser') })
})

test('a function URL opened before the page ever was brings the service worker up, which answers', async ({ page }) => {
  await page.goto('/api/Hello')
  await expect(page.locator('body')).toContainText('essage"')
})

test('a function URL opened in a tab is answered by the project that runs in another', async ({ page, context }) => {
  await openPlayground(page)
  const code = `require('@azure/functions').app.http('Hello', { methods: ['GET'], handler: () => ({ body: 'hello' }) })`
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })
  const tab = await context.newPage()
  await tab.goto('/api/Hello')
  await expect(tab.locator('body')).toHaveText('hello')
})
