import { startElsewhere, type Elsewhere } from './elsewhere.ts'
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

/** Tries every way out of the sandbox that is known, and tells what came of each. */
const escapes = (elsewhere: string, home: string) => `
const { app } = require('@azure/functions')
const reached = {}
const attempt = async (name, work) => {
  const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error('no answer')), 1500))
  try { reached[name] = 'REACHED ' + (await Promise.race([work(), late])) } catch (error) { reached[name] = 'refused' }
}
const lost = (name) => {
  for (let at = globalThis; at; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name)
    if (found?.value) return found.value
    if (found?.get && found.get.call(globalThis)) return found.get.call(globalThis)
  }
  throw new Error('gone')
}
const opened = (request) => new Promise((yes, no) => { request.onsuccess = () => yes('opened'); request.onerror = () => no(request.error) })
const loaded = (target, ok) => new Promise((yes, no) => { target[ok] = () => yes(ok); target.onerror = no })
app.http('Escape', { methods: ['GET'], handler: async () => {
  await attempt('indexedDB', () => opened(lost('indexedDB').open('playground')))
  await attempt('database names', async () => JSON.stringify(await lost('indexedDB').databases()))
  await attempt('caches', async () => JSON.stringify(await lost('caches').keys()))
  await attempt('files of the origin', async () => (await lost('navigator').storage.getDirectory()).kind)
  await attempt('locks', async () => JSON.stringify(await lost('navigator').locks.query()))
  await attempt('localStorage', () => lost('localStorage').length)
  await attempt('document', () => lost('document').title)
  await attempt('parent', () => lost('parent').document.title)
  await attempt('opener', () => lost('opener').document.title)
  await attempt('fetch elsewhere', async () => (await lost('fetch')('${elsewhere}/fetch')).status)
  // The app's own door answers that address, in process, and knows no such route.
  await attempt('fetch home', async () => { const { ok, status } = await lost('fetch')('${home}/index.html'); if (!ok) throw status; return status })
  await attempt('global fetch', async () => (await fetch('${elsewhere}/global-fetch')).status)
  await attempt('XMLHttpRequest', () => { const x = new (lost('XMLHttpRequest'))(); x.open('GET', '${elsewhere}/xhr'); x.send(); return loaded(x, 'onload') })
  await attempt('WebSocket', () => loaded(new (lost('WebSocket'))('${elsewhere.replace('http', 'ws')}/socket'), 'onopen'))
  await attempt('EventSource', () => loaded(new (lost('EventSource'))('${elsewhere}/events'), 'onopen'))
  await attempt('WebTransport', () => new (lost('WebTransport'))('${elsewhere.replace('http', 'https')}/transport').ready)
  await attempt('WebRTC', () => new (lost('RTCPeerConnection'))().createOffer())
  await attempt('beacon', () => { if (!lost('navigator').sendBeacon('${elsewhere}/beacon', 'x')) throw 0 })
  await attempt('importScripts', () => lost('importScripts')('${elsewhere}/import-scripts'))
  await attempt('import()', () => new Function('return import("${elsewhere}/import")')())
  await attempt('eval', () => (0, eval)('1'))
  await attempt('Function', () => new Function('return 1')())
  await attempt('worker elsewhere', () => loaded(new (lost('Worker'))('${elsewhere}/worker.js'), 'onmessage'))
  await attempt('nested worker', () => {
    const code = 'fetch("${elsewhere}/nested").then(() => postMessage(1), () => postMessage(2))'
    const worker = new (lost('Worker'))(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })))
    return new Promise((yes, no) => { worker.onmessage = ({ data }) => data === 1 ? yes('fetched') : no(); worker.onerror = no })
  })
  await attempt('channel to the page', () => {
    const channel = new (lost('BroadcastChannel'))('probe')
    const answer = loaded(channel, 'onmessage')
    channel.postMessage('is anybody there')
    return answer
  })
  return { jsonBody: { origin: String(self.origin), reached } }
} })
`

test('user code reaches neither IndexedDB nor the network nor the page', async ({ page, site, elsewhere }) => {
  await openPlayground(page)
  await page.evaluate(() => {
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
