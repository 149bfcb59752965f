import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../src/commands/build/paths.ts'
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

test('on a busy port the next free one is taken, and it is said what that means', async ({ site }) => {
  const command = [
    join(root, 'node_modules/tsx/dist/cli.mjs'),
    'src/commands/start.ts',
    '--no-open',
    '--port',
    `${site.port}`,
  ]
  const server = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const said: string[] = []
  server.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text))
  try {
    await expect.poll(() => said.join(''), { timeout: 30_000 }).toContain('Open that address')
    expect(said.join('')).toContain(`Port ${site.port} is taken. Browsers keep projects per address`)
    const [origin] = /http:\/\/localhost:\d+/.exec(said.join('')) ?? []
    expect(origin).not.toBe(site.origin)
    expect((await fetch(`${origin}/`)).status).toBe(200)
  } finally {
    server.kill()
  }
})

test('the page speaks the language that is chosen, and remembers it', async ({ page }) => {
  await openPlayground(page)
  const choose = async (button: string, language: string) => {
    await page.getByRole('button', { name: button, exact: true }).click()
    await page.getByRole('menuitemradio', { name: language }).click()
  }
  await choose('Language', 'Nederlands')
  await expect(page.getByRole('button', { name: 'Uitvoeren', exact: true })).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'nl')
  await choose('Taal', 'English')
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
})
