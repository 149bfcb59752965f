import { expect, test } from './fixtures.ts'

test('the server is there, and the page says what it is', async ({ page }) => {
  await page.goto('/')
  await expect(page).toHaveTitle(/Durable Playground/)
})

test('a function asked for by a program that runs no page is told where functions run', async ({ site }) => {
  const answer = await fetch(`${site.origin}/api/StartChaining`, { method: 'POST' })
  expect(answer.status).toBe(503)
  expect(await answer.json()).toEqual({ message: expect.stringContaining('run in the browser') })
})
