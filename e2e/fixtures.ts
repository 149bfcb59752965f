import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, test as base, type BrowserContext, type Page } from '@playwright/test'
import { dist } from '../src/commands/build/paths.ts'
import { findChromium } from '../src/commands/chromium/find-chromium.ts'
import { quiet } from '../src/commands/chromium/quiet.ts'
import { serveSite, type Site } from '../src/commands/serve/serve-site.ts'

/** A browser of somebody who was never here: its databases are on disk, as a person's are. */
export type NewProfile = () => Promise<BrowserContext>

interface PerWorker {
  /** The built app, as `npm start` serves it. */
  readonly site: Site
}

interface PerTest {
  readonly newProfile: NewProfile
  readonly context: BrowserContext
  readonly page: Page
}

export const test = base.extend<PerTest, PerWorker>({
  site: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what is needed from the pattern
    async ({}, use) => {
      const site = await serveSite(dist, 0)
      await use(site)
      await site.close()
    },
    { scope: 'worker' },
  ],

  newProfile: async ({ site }, use) => {
    const ends: (() => Promise<void>)[] = []
    await use(async () => {
      const folder = mkdtempSync(join(tmpdir(), 'profile-'))
      const context = await chromium.launchPersistentContext(folder, {
        executablePath: await findChromium(console.error),
        headless: true,
        args: [...quiet],
        baseURL: site.origin,
        viewport: { width: 1400, height: 900 },
      })
      ends.push(async () => {
        await context.close()
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
      })
      return context
    })
    await Promise.all(ends.map((end) => end()))
  },

  context: async ({ newProfile }, use) => {
    await use(await newProfile())
  },

  page: async ({ context }, use) => {
    await use(context.pages()[0] ?? (await context.newPage()))
  },
})

export { expect } from '@playwright/test'
