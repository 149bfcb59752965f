import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'playwright-core'

const POLL_MS = 200

/** Says each line of the app's console as it is written, until the answer is called; that says the last ones. */
export function followLogs(page: Page, say: (line: string) => void): () => Promise<void> {
  const stop = new AbortController()
  const followed = follow(page, say, stop.signal)
  return async () => {
    stop.abort()
    await followed
  }
}

async function follow(page: Page, say: (line: string) => void, stop: AbortSignal): Promise<void> {
  let seen = -1
  for (let isLast = false; !isLast;) {
    isLast = stop.aborted
    const lines = await page.evaluate((after) => window.durablePlayground?.logs(after), seen).catch(() => [])
    for (const { id, level, category, text } of lines ?? []) {
      seen = Math.max(seen, id)
      say(`[${level}] ${category}: ${text}`)
    }
    if (!isLast) await sleep(POLL_MS, undefined, { signal: stop }).catch(() => {})
  }
}
