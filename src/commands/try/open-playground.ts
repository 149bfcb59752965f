import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { dist } from '../build/paths.ts'
import { findChromium } from '../chromium/find-chromium.ts'
import { quiet } from '../chromium/quiet.ts'
import { serveSite } from '../serve/serve-site.ts'

/** The built app in a headless browser of its own, with nothing in it yet. */
export interface OpenPlayground {
  readonly page: Page
  readonly origin: string
  readonly close: () => Promise<void>
}

/** Serves the built site on a free port and opens it. `say` hears what takes long. Nothing stays open when it throws. */
export async function openPlayground(
  say: (line: string) => void,
  shape: Pick<BrowserContextOptions, 'viewport' | 'deviceScaleFactor'> = {},
): Promise<OpenPlayground> {
  const executablePath = await findChromium(say)
  const site = await serveSite(dist, 0)
  let browser: Browser | undefined
  const close = async () => {
    await browser?.close()
    await site.close()
  }
  try {
    browser = await chromium.launch({ executablePath, headless: true, args: [...quiet] })
    const page = await (await browser.newContext(shape)).newPage()
    await page.goto(site.origin)
    await page.waitForFunction(
      () => window.durablePlayground !== undefined && navigator.serviceWorker.controller !== null,
    )
    return { page, origin: site.origin, close }
  } catch (error) {
    await close()
    throw error
  }
}
