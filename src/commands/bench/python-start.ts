import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../chromium/find-chromium.ts'
import { quiet } from '../chromium/quiet.ts'
import { root } from '../build/paths.ts'
import { serveSite } from '../serve/serve-site.ts'
import { readFolder } from '../try/read-folder.ts'
import { pythonSite } from './browser/python-site.ts'
import { atMost, type Figure, ms, times } from './report.ts'
import type {} from '#app/automation/automation.ts'

const ROUNDS = 3

interface Starts {
  /** Milliseconds of `loadPyodide` in a worker of a page that does nothing else. */
  readonly bare: number
  /** … from Run to the functions being there, all of Python to be fetched; and of the next Run. */
  readonly cold: number
  readonly again: number
  /** … from the address to code that can be typed in. */
  readonly editor: number
  readonly editorOfTypeScript: number
  /** Files of Python that the page asked for before Run. */
  readonly early: number
}

/** What it takes to start Python, beside the bare start of Pyodide; each measured in a browser that has seen nothing of us. */
export async function pythonStartFigures(log: (text: string) => void): Promise<Figure[]> {
  const site = await pythonSite()
  const server = await serveSite(site.folder, 0)
  try {
    const all: Starts[] = []
    for (let i = 0; i < ROUNDS; i++) {
      log('measuring how Python starts in Chromium ...')
      all.push(await measure(server.origin, log))
    }
    return figuresOf(all)
  } finally {
    await server.close()
    await site.dispose()
  }
}

/** The best of each: what else the machine does only ever adds. */
function figuresOf(all: readonly Starts[]): Figure[] {
  const best = (key: keyof Starts) => Math.min(...all.map((each) => each[key]))
  const [bare, cold, again] = [best('bare'), best('cold'), best('again')]
  const [editor, plain, early] = [
    best('editor'),
    best('editorOfTypeScript'),
    Math.max(...all.map((each) => each.early)),
  ]
  return [
    {
      what: 'editor of a Python project, over one of TypeScript',
      value: `${times(editor / plain)} its time (${ms(editor)} : ${ms(plain)}), ${early} files of Python fetched`,
      target: atMost(editor / plain + early, 1.25),
    },
    {
      what: 'first Run of a cold Python project, over loadPyodide',
      value: `${times(cold / bare)} its time (${ms(cold)} : ${ms(bare)})`,
      target: atMost(cold / bare, 1.5),
    },
    {
      what: 'a second Run, over the first',
      value: `${(again / cold).toFixed(2)}x its time (${ms(again)} : ${ms(cold)})`,
      target: atMost(again / cold, 0.25),
    },
  ]
}

async function measure(origin: string, log: (text: string) => void): Promise<Starts> {
  const bare = await inFreshBrowser(log, async (page) => {
    await page.goto(`${origin}/bare-python.html`)
    return page.evaluate(() => (globalThis as unknown as { bare(): Promise<number> }).bare())
  })
  const editorOfTypeScript = await inFreshBrowser(log, (page) =>
    editorTime(page, `${origin}/#ex/hello-cities-typescript`),
  )
  const ours = await inFreshBrowser(log, async (page) => {
    let early = 0
    page.on('request', (request) => (early += /pyodide|python_stdlib/.test(request.url()) ? 1 : 0))
    const editor = await editorTime(page, `${origin}/#ex/hello-cities-python`)
    const before = early
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    const files = readFolder(`${root}src/samples/hello-cities-python`)
    await page.evaluate((given) => window.durablePlayground?.importFolder('bench', given), files)
    return { editor, early: before, cold: await runTime(page), again: await runTime(page) }
  })
  return { bare, editorOfTypeScript, ...ours }
}

async function editorTime(page: Page, address: string): Promise<number> {
  await page.goto(address)
  await page.locator('.monaco-editor .view-line').first().waitFor()
  return page.evaluate(() => performance.now())
}

function runTime(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const started = performance.now()
    const run = await window.durablePlayground?.run()
    if (!run?.ok) throw new Error(`the sample does not run: ${JSON.stringify(run)}`)
    return performance.now() - started
  })
}

async function inFreshBrowser<T>(log: (text: string) => void, use: (page: Page) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'))
  const executablePath = await findChromium(log)
  let context: BrowserContext | undefined
  try {
    context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: [...quiet] })
    return await use(await context.newPage())
  } finally {
    await context?.close()
    await rm(profile, { recursive: true, force: true })
  }
}
