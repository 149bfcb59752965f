import { chromium } from 'playwright-core'
import { findChromium } from '../../src/commands/chromium/find-chromium.ts'
import { quiet } from '../../src/commands/chromium/quiet.ts'
import { type Engine, inJson } from './engine.ts'

export async function openChromium(): Promise<Engine> {
  const executablePath = await findChromium(console.error)
  const browser = await chromium.launch({ executablePath, headless: true, args: [...quiet] })
  const page = await browser.newPage()
  return {
    name: `Chromium ${browser.version()}`,
    goTo: async (url) => void (await page.goto(url)),
    call: async (ask, given) =>
      JSON.parse(await page.evaluate(`(${inJson(ask)})(${JSON.stringify(JSON.stringify(given))})`)),
    close: () => browser.close(),
  }
}
