import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { ensureBuild } from './build/ensure-build.ts'
import { root } from './build/paths.ts'
import { runCommand } from './run-command.ts'
import { openPlayground } from './try/open-playground.ts'
import { readFolder } from './try/read-folder.ts'
import type {} from '#app/automation/automation.ts'

// The picture in the README, taken of the app itself: `npm run picture`. What is on it ran a moment before.

const folder = join(root, '.github')

const shape = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 2 }

await runCommand(async () => {
  await ensureBuild({ show: false })
  const { page, close } = await openPlayground((line) => console.error(line), shape)
  try {
    await runTheOrder(page)
    const png = await page.screenshot()
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'picture.webp'), await webpOf(await page.context().newPage(), png))
    return 0
  } finally {
    await close()
  }
})

/** An order whose items were reserved side by side and whose payment was tried three times waits for its approval. */
async function runTheOrder(page: Page): Promise<void> {
  const files = readFolder(fileURLToPath(new URL('picture/app', import.meta.url)))
  await page.evaluate((given) => window.durablePlayground?.importFolder('Orders', given), files)
  await page.evaluate(() => window.durablePlayground?.run())
  await page.evaluate(() => fetch('/api/StartOrder', { method: 'POST' }))
  await page
    .getByRole('treegrid', { name: /^Timeline of/ })
    .getByText('Approved')
    .first()
    .waitFor()
  await page.getByRole('tab', { name: 'Variables' }).click()
  await page.getByRole('button', { name: 'Show where the code stands' }).click()
  await page.getByRole('region', { name: 'Variables' }).getByText('reserved').first().waitFor()
  await giveRoom(page)
  await page.waitForTimeout(1500) // the editor paints when it comes to it
}

/** So that all rows of the timeline are in sight, and the code that matters, too. */
async function giveRoom(page: Page): Promise<void> {
  const panel = await page.locator('[data-place=bar]').boundingBox()
  if (panel === null) throw new Error('the timeline is not on the page')
  const tabs = 36
  const border = panel.y - tabs - 1
  await page.mouse.move(panel.x + 600, border)
  await page.mouse.down()
  await page.mouse.move(panel.x + 600, border - 96, { steps: 8 })
  await page.mouse.up()
  await page.mouse.move(720, 5)
}

/** A third as large as the PNG, and not to be told from it. */
async function webpOf(page: Page, png: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(async (given) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${given}`)).blob())
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })).arrayBuffer())
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
  }, png.toString('base64'))
  return Buffer.from(base64, 'base64')
}
