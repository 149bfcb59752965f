import { mkdtemp, rm } from 'node:fs/promises'
import { setPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from '../../chromium/find-chromium.ts'
import { quiet } from '../../chromium/quiet.ts'
import { serveSite } from '../../serve/serve-site.ts'

const pages = fileURLToPath(new URL('page', import.meta.url))

export interface OpenBench {
  /** A page of the benchmark in a browser of its own, so that nobody waits for what another left behind. */
  open(page: string, ratio: number): Promise<{ readonly page: Page; readonly close: () => Promise<void> }>
  readonly close: () => Promise<void>
}

/** Builds the benchmark's pages, with our own panel in them as the app has it, and serves them. */
export async function openBench(say: (line: string) => void): Promise<OpenBench> {
  aheadOfOthers()
  const folder = await mkdtemp(join(tmpdir(), 'bench-timeline-'))
  await build({
    configFile: false,
    root: pages,
    base: './',
    logLevel: 'error',
    plugins: [react()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      minify: !process.env['BENCH_PROFILE'],
      chunkSizeWarningLimit: Infinity,
      rollupOptions: { input: ['index', 'vis', 'mermaid'].map((name) => join(pages, `${name}.html`)) },
    },
  })
  const server = await serveSite(folder, 0)
  const executablePath = await findChromium(say)
  return {
    async open(name, ratio) {
      // Without the limiter a frame takes what it costs, and no multiple of 16.7 ms.
      const args = [...quiet, '--disable-frame-rate-limit', '--disable-gpu-vsync', '--js-flags=--expose-gc']
      const browser = await chromium.launch({ executablePath, headless: true, args })
      const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, deviceScaleFactor: ratio })
      page.setDefaultTimeout(0)
      page.on('pageerror', (error) => say(`the page failed: ${error.message}`))
      await page.goto(`${server.origin}/${name}.html`)
      return { page, close: () => browser.close() }
    },
    async close() {
      await server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** What else runs on the machine disturbs less then; where that is not allowed, it disturbs. */
function aheadOfOthers(): void {
  try {
    setPriority(-15)
  } catch {
    // not root
  }
}
