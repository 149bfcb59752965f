import type { Page } from 'playwright-core'
import { openApp } from '../browser/open-app.ts'

/** How long the app takes from a press on the axis to the variables there, in milliseconds, press by press. */
export async function scrubTimes(activities: readonly number[], log: (text: string) => void): Promise<number[][]> {
  const { app, close } = await openApp(log)
  try {
    await app.setViewportSize({ width: 1440, height: 900 })
    const times: number[][] = []
    for (const n of activities) {
      log(`scrubbing through a chain of ${n} ...`)
      await runChain(app, n)
      times.push(await pressed(app))
    }
    return times
  } finally {
    await close()
  }
}

async function runChain(app: Page, n: number): Promise<void> {
  await app.evaluate((path) => fetch(path, { method: 'POST' }), `/api/start/Chain/${n}/1`)
  await app.evaluate(() => {
    location.hash = location.hash.replace(/\?.*/, '')
  })
  const where = `episode ${(n + 1).toLocaleString('en')} of ${(n + 1).toLocaleString('en')}`
  await app.getByRole('toolbar', { name: 'Playback' }).getByText(where).waitFor({ timeout: 120_000 })
}

/** Runs in the page, and so can use nothing from around it; nor, as it is handed over as text, name a function. */
function pressed(app: Page): Promise<number[]> {
  return app.evaluate(async () => {
    const surface = document.querySelector<HTMLElement>('[data-place=stage] > div:last-of-type')
    if (surface === null) throw new Error('the timeline cannot be moved yet')
    const { left, top, width } = surface.getBoundingClientRect()
    surface.setPointerCapture = () => {}
    const taken: number[] = []
    for (const share of [0.5, 0.05, 0.8, 0.3, 0.9, 0.1, 0.6, 0.2, 0.7, 0.4, 0.85]) {
      const before = location.hash
      const startedAt = performance.now()
      const at = { clientX: left + share * width * 0.9, clientY: top + 10, bubbles: true, button: 0, pointerId: 1 }
      for (const type of ['pointerdown', 'pointerup']) surface.dispatchEvent(new PointerEvent(type, at))
      for (;;) {
        const step = Number(/step=(\d+)/.exec(location.hash)?.[1])
        const shown = document.querySelector('section[aria-label=Variables], [role=region][aria-label=Variables]')
        const i = Number(/i(?:changed)?(\d+)$/.exec(shown?.textContent.trim() ?? '')?.[1])
        if (location.hash !== before && i === Math.floor((step - 1) / 4)) break
        if (performance.now() - startedAt > 20_000)
          throw new Error(`at ${location.hash} the variables were ${shown?.textContent ?? 'not there'}`)
        await new Promise((resolve) => requestAnimationFrame(resolve))
      }
      taken.push(performance.now() - startedAt)
    }
    return taken.slice(1) // the first one sends the code to look at
  })
}
