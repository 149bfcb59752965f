import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

const POLL_MS = 200
/** How often it is looked for last lines: an app may write on and on. */
const LAST_LOOKS = 10

/** Says each line of the app's console as it is written, until the answer is called; that says the last ones. */
export function followLogs(page: Page, say: (line: string) => void): () => Promise<void> {
  const stop = new AbortController()
  const followed = follow(page, say, stop.signal)
  return async () => {
    stop.abort()
    await followed
  }
}

/** The host writes lines a moment later: so the last look is one that found nothing. */
async function follow(page: Page, say: (line: string) => void, stop: AbortSignal): Promise<void> {
  let seen = -1
  for (let lastLooks = 0; lastLooks < LAST_LOOKS;) {
    const isEnding = stop.aborted
    await sleep(POLL_MS, undefined, isEnding ? {} : { signal: stop }).catch(() => {})
    const lines = (await page.evaluate((after) => window.durablePlayground?.logs(after), seen).catch(() => [])) ?? []
    for (const { id, level, category, text } of lines) {
      seen = Math.max(seen, id)
      say(`[${level}] ${category}: ${text}`)
    }
    if (isEnding) lastLooks = lines.length === 0 ? LAST_LOOKS : lastLooks + 1
  }
}
