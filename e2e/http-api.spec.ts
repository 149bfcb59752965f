import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { differences } from '../src/whole/http-api/ask-all.ts'
import { appOf, type Ask, chaptersOf } from '../src/whole/http-api/conversation.ts'
import { expect, test } from './fixtures.ts'
import { openPlayground, runApp } from './playground.ts'

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
