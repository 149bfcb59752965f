import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { Mermaid } from 'mermaid'
import { expect, test } from './fixtures.ts'
import { appOf, openPlayground, runApp, send } from './playground.ts'

/** What no name should be, and an external event's may. */
const AWKWARD = 'مرحبا 👩‍🚀: 1, 2; <b>"x"'

const app = appOf(`const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('echo', { handler: (value) => { if (value === 3) throw new Error('no luck: <i>'); return value } })
df.app.orchestration('child', function* (context) { return yield context.df.callActivity('echo', 1) })
df.app.orchestration('run', function* (context) {
  yield context.df.Task.all([1, 2, 4, 5, 6, 7].map((n) => context.df.callActivity('echo', n)))
  yield context.df.callSubOrchestrator('child')
  try { yield context.df.callActivity('echo', 3) } catch (error) { context.log(error.message) }
  yield context.df.waitForExternalEvent(${JSON.stringify(AWKWARD)})
  yield context.df.waitForExternalEvent('Never #1; %% {end}')
})
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  const id = await client.startNew('run', { instanceId: 'first' })
  await client.raiseEvent(id, ${JSON.stringify(AWKWARD)}, 'now')
  return client.createCheckStatusResponse(request, id)
} })`)

async function exported(page: Page, item: string): Promise<Buffer> {
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  return readFile(await (await download).path())
}

/** What a browser that opens the file sees: its size and its words; it rejects what is no picture. */
function opened(page: Page, file: Buffer, type: string) {
  return page.evaluate(
    async ({ base64, mime }) => {
      const picture = new Image()
      picture.src = `data:${mime};base64,${base64}`
      await picture.decode()
      const text = mime === 'image/svg+xml' ? atob(base64) : ''
      const root = new DOMParser().parseFromString(
        new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))) || '<svg/>',
        'image/svg+xml',
      )
      if (root.querySelector('parsererror') !== null) throw new Error(root.documentElement.textContent)
      return { width: picture.naturalWidth, height: picture.naturalHeight, words: root.documentElement.textContent }
    },
    { base64: file.toString('base64'), mime: type },
  )
}

/** What the real mermaid makes of a text. */
async function drawnByMermaid(page: Page, text: string): Promise<string> {
  const other = await page.context().newPage()
  await other.addScriptTag({ path: createRequire(import.meta.url).resolve('mermaid/dist/mermaid.min.js') })
  const words = await other.evaluate(async (source) => {
    const { mermaid } = globalThis as unknown as { mermaid: Mermaid }
    mermaid.initialize({ startOnLoad: false })
    const { svg } = await mermaid.render('m', source)
    return new DOMParser().parseFromString(svg, 'text/html').body.textContent
  }, text)
  await other.close()
  return words
}

test('what is exported can be opened: pictures of timeline, sequence and graph, mermaid text, history, the run', async ({
  page,
}) => {
  await openPlayground(page)
  expect(await runApp(page, app)).toMatchObject({ ok: true })
  await send(page, 'POST', '/api/Start')
  await expect(page.getByRole('treegrid', { name: /^Timeline of/ })).toContainText('Never')

  await test.step('the timeline', async () => {
    const view = page.getByRole('button', { name: 'View' })
    const take = async (item: string) => {
      await view.click()
      return exported(page, item)
    }
    const svg = await opened(page, await take('Picture (SVG)'), 'image/svg+xml')
    expect(svg.words).toContain('echo')
    expect(svg.words).toContain('مرحبا')
    expect(svg.width).toBeGreaterThan(300)
    const png = await opened(page, await take('Picture (PNG)'), 'image/png')
    expect(png).toMatchObject({ width: 2 * svg.width, height: 2 * svg.height })
    const gantt = await drawnByMermaid(page, (await take('Mermaid text')).toString())
    for (const word of ['run first', 'echo', 'child', 'مرحبا', 'Never']) expect(gantt).toContain(word)
    const history = JSON.parse((await take('History (JSON)')).toString()) as { type: string }[]
    expect(history.filter(({ type }) => type === 'TaskScheduled')).toHaveLength(7)
    const run: unknown = JSON.parse((await take('Whole run, with its code')).toString())
    expect(run).toMatchObject({ format: 'durable-playground/run', instance: { instanceId: 'first' }, history })
  })

  await test.step('the sequence', async () => {
    await page.getByRole('tab', { name: 'Sequence' }).click()
    const button = page.getByRole('tabpanel', { name: 'Sequence' }).getByRole('button', { name: 'Export' })
    await button.click()
    const svg = await opened(page, await exported(page, 'Picture (SVG)'), 'image/svg+xml')
    for (const word of ['Outside', 'echo ×6', '✕ echo', 'مرحبا']) expect(svg.words).toContain(word)
    await button.click()
    const png = await opened(page, await exported(page, 'Picture (PNG)'), 'image/png')
    expect(png.width).toBe(2 * svg.width)
    await button.click()
    const drawn = await drawnByMermaid(page, (await exported(page, 'Mermaid text')).toString())
    for (const word of ['Outside', 'echo ×6', 'مرحبا']) expect(drawn).toContain(word)
  })

  await test.step('the graph', async () => {
    await page.getByRole('tab', { name: 'Graph' }).click()
    const button = page.getByRole('tabpanel', { name: 'Graph' }).getByRole('button', { name: 'Export' })
    await button.click()
    const svg = await opened(page, await exported(page, 'Picture (SVG)'), 'image/svg+xml')
    for (const word of ['run', 'echo × 6', 'child', '1 failed']) expect(svg.words).toContain(word)
    await button.click()
    const png = await opened(page, await exported(page, 'Picture (PNG)'), 'image/png')
    expect(png.width).toBe(2 * svg.width)
  })
})
