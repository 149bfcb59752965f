import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { differences } from '../src/whole/http-api/ask-all.ts'
import { appOf, type Ask, chaptersOf } from '../src/whole/http-api/conversation.ts'
import { expect, test } from './fixtures.ts'
import { openPlayground, runApp, send } from './playground.ts'

const document = readFileSync(new URL('../src/whole/http-api/http-api.md', import.meta.url), 'utf8')

/** What stands on every answer of the service worker, whatever the function set. */
const wall = {
  'content-security-policy': 'sandbox allow-scripts allow-forms allow-popups',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

test('fetch answers as the HTTP API’s document says: while the app runs, when it is stopped, and when no tab has it', async ({
  page,
  site,
}) => {
  const { running, stopped } = chaptersOf(document)
  const ask = fetchOf(page, site.origin)
  await openPlayground(page)
  const files = Object.entries(appOf(document)).map(([path, text]) => ({ path, text }))
  const result = await runApp(page, [{ path: 'host.json', text: '{ "version": "2.0" }' }, ...files])
  const functions = result?.ok ? result.functions : []
  const keys = Object.fromEntries(functions.map(({ name, http }) => [name, http?.key ?? '']))
  expect(await differences(running, 'fetch', ask, keys)).toEqual([])

  await page.getByRole('button', { name: 'Stop', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeVisible()
  expect(await differences(stopped, 'fetch', ask, {})).toEqual([])

  await page.goto('about:blank')
  await openPlayground(page)
  expect(await differences(stopped, 'fetch', ask, {})).toEqual([])
})

/** Asks as any code of the page would. What is asked for at this site is told as if it were the quickstarts' own. */
function fetchOf(page: Page, origin: string): Ask {
  return async (request) => {
    const { headers, text, status } = await page.evaluate(async ({ method, path, headers, body }) => {
      // A blob without a type brings no content type of its own.
      const response = await fetch(path, {
        method,
        headers: headers.map(([name, value]) => [name, value]),
        body: body === null ? null : new Blob([body]),
      })
      return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
    }, request)
    const said = Object.entries(headers)
    expect(headers, `${request.method} ${request.path}`).toMatchObject(wall)
    const own = said.filter(([name]) => !(name in wall))
    const asQuickstarts = (words: string) => words.replaceAll(origin, 'http://localhost:7071')
    return {
      status,
      headers: own.map(([name, value]) => [name, asQuickstarts(value)] as const),
      text: asQuickstarts(text),
    }
  }
}

test('without a route prefix functions answer at the root, and never in the place of the playground’s own files', async ({
  page,
}) => {
  await openPlayground(page)
  const code = `const { app } = require('@azure/functions')
    app.get('Hello', { handler: () => ({ body: 'hello from the root' }) })
    app.get('Any', { route: 'shop/{*path}', handler: ({ params }) => ({ body: params.path }) })
    app.get('Icon', { route: 'icon.svg', handler: () => ({ body: 'not the icon' }) })`
  const files = [
    { path: 'host.json', text: '{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }' },
    { path: 'src/functions/app.js', text: code },
  ]
  expect(await runApp(page, files)).toMatchObject({ ok: true })
  expect((await send(page, 'GET', '/Hello')).text).toBe('hello from the root')
  expect((await send(page, 'GET', '/shop/a/b')).text).toBe('a/b')
  expect((await send(page, 'GET', '/icon.svg')).text).toContain('<svg')
  expect((await send(page, 'GET', '/nothing')).status).toBe(404)
  await page.getByRole('tab', { name: 'Console' }).click()
  await expect(page.getByRole('log', { name: 'Console' })).toContainText(
    "A browser does not reach 'Icon' at /icon.svg: there is the playground itself.",
  )
})
