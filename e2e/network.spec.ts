import { startElsewhere } from './elsewhere.ts'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

const code = (origin: string) => `
  const { app } = require('@azure/functions')
  app.get('Ask', async (request) => {
    try { const answer = await fetch('${origin}/' + request.query.get('path')); return { body: String(answer.status) } }
    catch (error) { return { body: error.message } }
  })`

test('a function asks before it sends, is told no, is allowed, and the permission is taken back', async ({ page }) => {
  const elsewhere = await startElsewhere()
  await openPlayground(page)
  expect(await runApp(page, appOf(code(elsewhere.origin)))).toMatchObject({ ok: true })

  const first = send(page, 'GET', '/api/Ask?path=first')
  const question = page.getByRole('alert').filter({ hasText: `Ask wants to send a request to ${elsewhere.origin}` })
  await expect(question).toContainText(`GET ${elsewhere.origin}/first`)
  await page.getByRole('button', { name: 'Refuse' }).click()
  expect((await first).text).toContain('The network is not granted to this app')
  expect((await send(page, 'GET', '/api/Ask?path=again')).text).toContain('The network is not granted to this app')
  expect(elsewhere.requests).toEqual([])

  await page.getByRole('button', { name: `Ask again about ${elsewhere.origin}` }).click()
  const second = send(page, 'GET', '/api/Ask?path=second')
  await page.getByRole('button', { name: 'Allow for this project' }).click()
  expect((await second).text).toBe('200')
  expect((await send(page, 'GET', '/api/Ask?path=third')).text).toBe('200')
  expect(elsewhere.requests).toEqual(['GET /second', 'GET /third'])
  await elsewhere.close()
})
