import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openerOf } from './open-browser.ts'
import { serveSite } from './serve-site.ts'

async function siteOf(files: Readonly<Record<string, string>>, port = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'site-'))
  mkdirSync(join(folder, 'assets'))
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text)
  const site = await serveSite(folder, port)
  onTestFinished(async () => {
    await site.close()
    rmSync(folder, { recursive: true })
  })
  return site
}

test('a hashed asset is kept for a year, the page is asked for again', async () => {
  const { origin } = await siteOf({ 'index.html': '<p>hi', 'assets/a-1f.js': '1' })
  const page = await fetch(`${origin}/`)
  const asset = await fetch(`${origin}/assets/a-1f.js`)
  expect([page.headers.get('content-type'), page.headers.get('cache-control'), await page.text()]).toEqual([
    'text/html; charset=utf-8',
    'no-cache',
    '<p>hi',
  ])
  expect([asset.headers.get('content-type'), asset.headers.get('cache-control')]).toEqual([
    'text/javascript; charset=utf-8',
    'public, max-age=31536000, immutable',
  ])
})

test('a page that did not change is not sent again', async () => {
  const { origin } = await siteOf({ 'index.html': '<p>hi' })
  const etag = (await fetch(`${origin}/`)).headers.get('etag') ?? ''
  expect((await fetch(`${origin}/`, { headers: { 'If-None-Match': etag } })).status).toBe(304)
})

test('text travels zipped', async () => {
  const { origin } = await siteOf({ 'long.js': '// the same again and again\n'.repeat(1000) })
  const answer = await fetch(`${origin}/long.js`)
  expect(answer.headers.get('content-encoding')).toBe('gzip')
  expect(Number(answer.headers.get('content-length'))).toBeLessThan(1000)
  expect((await answer.text()).length).toBe(28_000)
})

test('nothing outside the folder is served', async () => {
  const { origin } = await siteOf({ 'index.html': '' })
  const statuses = await Promise.all(
    ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/%00', '/%'].map(
      async (path) => (await fetch(origin + path)).status,
    ),
  )
  expect(statuses).toEqual([404, 404, 404, 404, 404])
})

test('a program that asks for a function is told where functions run', async () => {
  const { origin } = await siteOf({ 'not-yet.html': '' })
  const answer = await fetch(`${origin}/api/StartChaining`, { method: 'POST' })
  const { message } = (await answer.json()) as { message: string }
  expect(answer.status).toBe(503)
  expect(message).toContain('run in the browser')
  expect(message).toContain(origin)
})

test('a person who opens a function URL gets the page that brings the service worker up', async () => {
  const { origin } = await siteOf({ 'not-yet.html': '<p>One moment' })
  const answer = await navigate(`${origin}/runtime/webhooks/x`)
  expect(answer).toEqual([503, 'text/html; charset=utf-8', '<p>One moment'])
})

test('on a busy port the next free one is taken', async () => {
  const busy = createServer()
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void busy.close())
  const address = busy.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const site = await siteOf({ 'index.html': '' }, port)
  expect(site.port).toBeGreaterThan(port)
})

test('without a display nothing is opened', () => {
  expect(openerOf('linux', {})).toBeNull()
  expect(openerOf('linux', { DISPLAY: ':0' })).toEqual(['xdg-open'])
  expect(openerOf('darwin', {})).toEqual(['open'])
})

/** As a browser's address bar asks; `fetch` cannot. */
function navigate(url: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = get(url, { headers: { 'Sec-Fetch-Mode': 'navigate' } }, async (answer) =>
      resolve([answer.statusCode, answer.headers['content-type'], await text(answer)]),
    )
    request.on('error', reject)
  })
}
