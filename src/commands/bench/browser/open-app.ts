import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../../chromium/find-chromium.ts'
import { quiet } from '../../chromium/quiet.ts'
import { serveSite } from '../../serve/serve-site.ts'
import { readFolder } from '../../try/read-folder.ts'
import { measuredSite } from './measured-site.ts'
import type {} from '#app/automation/automation.ts'

/** The benchmark's function app, running in the built playground, and a page of the same origin for the bare run. */
export interface OpenApp {
  readonly app: Page
  readonly bare: Page
  /** The name of the project's task hub. */
  readonly hub: string
  readonly close: () => Promise<void>
}

/** In a profile on disk: that of an incognito context keeps its databases in memory, and would measure nothing. */
export async function openApp(say: (line: string) => void): Promise<OpenApp> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'))
  const site = await measuredSite()
  const server = await serveSite(site.folder, 0)
  const executablePath = await findChromium(say)
  const context = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: [...quiet] })
  const app = await context.newPage()
  await app.goto(server.origin)
  await app.waitForFunction(() => window.durablePlayground !== undefined && navigator.serviceWorker.controller !== null)
  const files = readFolder(fileURLToPath(new URL('app', import.meta.url)))
  const project = await app.evaluate((given) => window.durablePlayground?.importFolder('bench', given), files)
  const run = await app.evaluate(() => window.durablePlayground?.run())
  if (!run?.ok) throw new Error(`the benchmark's function app does not run: ${JSON.stringify(run)}`)
  const bare = await context.newPage()
  await bare.goto(`${server.origin}/bare.html`)
  await app.bringToFront()
  const close = async () => {
    await context.close()
    await server.close()
    await site.dispose()
    await rm(profile, { recursive: true, force: true })
  }
  return { app, bare, hub: `hub:${project}`, close }
}
