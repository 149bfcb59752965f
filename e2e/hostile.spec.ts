import { startElsewhere, type Elsewhere } from './elsewhere.ts'
import { escapes } from './escapes.ts'
import { expect, test as base } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

const test = base.extend<{ elsewhere: Elsewhere }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what is needed from the pattern
  elsewhere: async ({}, use) => {
    const elsewhere = await startElsewhere()
    await use(elsewhere)
    await elsewhere.close()
  },
})

test('user code reaches neither IndexedDB nor the network nor the page', async ({ page, site, elsewhere }) => {
  await openPlayground(page)
  await page.evaluate(async () => {
    await caches.open('probe')
    const channel = new BroadcastChannel('probe')
    channel.onmessage = () => channel.postMessage('here')
  })
  expect(await runApp(page, appOf(escapes(elsewhere.origin, site.origin)))).toMatchObject({ ok: true })

  const answered = await send(page, 'GET', '/api/Escape')
  const { origin, reached } = JSON.parse(answered.text) as { origin: string; reached: Record<string, string> }
  expect(origin).toBe('null')
  expect(Object.keys(reached).length).toBeGreaterThan(20)
  expect(Object.entries(reached).filter(([, outcome]) => outcome !== 'refused')).toEqual([])
  expect(elsewhere.requests).toEqual([])
})

test('an HTML page that a function answers reads neither IndexedDB nor its opener', async ({
  page,
  context,
  elsewhere,
}) => {
  await openPlayground(page)
  const html = `<!doctype html><title>mine</title><pre></pre><script>
    const told = []
    const attempt = async (name, work) => { try { told.push(name + ' REACHED ' + await work()) } catch { told.push(name + ' refused') } }
    const opened = (request) => new Promise((yes, no) => { request.onsuccess = () => yes(1); request.onerror = no })
    ;(async () => {
      await attempt('indexedDB', () => opened(indexedDB.open('playground')))
      await attempt('localStorage', () => localStorage.length)
      await attempt('cookie', () => document.cookie = 'a=b')
      await attempt('serviceWorker', () => navigator.serviceWorker.getRegistrations())
      await attempt('opener', () => opener.document.title)
      await attempt('opener hook', () => opener.durablePlayground.run())
      document.querySelector('pre').textContent = JSON.stringify({ origin: self.origin, told })
    })()
  </script>`
  const code = `require('@azure/functions').app.http('Page', { methods: ['GET'], handler: () => ({
    headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': 'default-src *' }, body: ${JSON.stringify(html).replaceAll('</', '<\\/')} }) })`
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })

  // The worst case: the page's own code opens it and keeps the way back.
  const [tab] = await Promise.all([
    context.waitForEvent('page'),
    page.evaluate(() => void window.open('/api/Page', 'somewhere')),
  ])
  await expect(tab.locator('pre')).toHaveText(/origin/)
  const { origin, told } = JSON.parse(await tab.locator('pre').innerText()) as { origin: string; told: string[] }
  expect(origin).toBe('null')
  expect(told).toEqual(told.map((line) => line.replace(/REACHED.*/, 'refused')))
  expect(told.length).toBe(6)
  expect(elsewhere.requests).toEqual([])
})

test('a function can be neither a script, nor a worker, nor a style of our pages', async ({ page }) => {
  await openPlayground(page)
  const code = `require('@azure/functions').app.http('Code', { methods: ['GET'], handler: () => ({
    headers: { 'Content-Type': 'text/javascript' }, body: 'self.taken = true; postMessage("taken")' }) })`
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })
  expect((await send(page, 'GET', '/api/Code')).status).toBe(200)
  const outcomes = await page.evaluate(async () => {
    const script = Object.assign(document.createElement('script'), { src: '/api/Code' })
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '/api/Code' })
    document.head.append(script, style)
    const worker = new Worker('/api/Code')
    const outcome = (target: EventTarget) =>
      new Promise((resolve) => {
        for (const type of ['load', 'message', 'error']) target.addEventListener(type, () => resolve(type))
      })
    return Promise.all([outcome(script), outcome(style), outcome(worker)])
  })
  expect(outcomes).toEqual(['error', 'error', 'error'])
})

test('a function that never returns is stopped on request, and the others go on', async ({ page }) => {
  await openPlayground(page)
  const code = `const { app } = require('@azure/functions')
    app.http('Loop', { methods: ['GET'], handler: () => { for (;;); } })
    app.http('Hello', { methods: ['GET'], handler: () => ({ body: 'hello' }) })`
  expect(await runApp(page, appOf(code))).toMatchObject({ ok: true })

  const looping = send(page, 'GET', '/api/Loop')
  const stop = page.getByRole('button', { name: 'Stop now' })
  await expect(stop).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('button', { name: 'Keep going' })).toBeVisible()
  await stop.click()
  expect((await looping).status).toBeGreaterThanOrEqual(500)
  await expect.poll(async () => (await send(page, 'GET', '/api/Hello')).text).toBe('hello')
})
