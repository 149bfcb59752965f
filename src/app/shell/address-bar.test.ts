import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** A browser's address, which takes a hundred changes in ten seconds and drops the others without a word. */
async function opened(hash: string) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  const taken: number[] = []
  const location = { hash }
  const listeners = new Map<string, () => void>()
  vi.stubGlobal('location', location)
  vi.stubGlobal('window', { addEventListener: (type: string, listener: () => void) => listeners.set(type, listener) })
  vi.stubGlobal('history', {
    replaceState: (_state: unknown, _title: string, next: string) => {
      const now = performance.now()
      taken.push(now)
      if (taken.filter((at) => at > now - 10_000).length <= 100) location.hash = next
    },
  })
  const bar = await import('./address-bar.ts')
  const step = () => Number(/step=(\d+)/.exec(location.hash)?.[1])
  return { ...bar, step, taken, location, move: (type: string) => listeners.get(type)?.() }
}

test('what is looked at stands in the address at once', async () => {
  const { lookAt, step } = await opened('#ex/retry')
  for (let i = 1; i <= 20; i++) {
    lookAt({ step: i })
    expect(step()).toBe(i)
  }
})

test('however fast somebody scrubs, the browser is not asked too often, and the address ends where they do', async () => {
  const { lookAt, step, taken } = await opened('#ex/retry')
  for (let i = 1; i <= 1200; i++) {
    lookAt({ step: i })
    vi.advanceTimersByTime(16)
  }
  vi.advanceTimersByTime(1000)
  expect(step()).toBe(1200)
  for (const at of taken) expect(taken.filter((other) => other > at - 10_000 && other <= at).length).toBeLessThan(100)
})

test('what was not written yet is written when the page goes, and forgotten when somebody goes elsewhere', async () => {
  const { lookAt, step, move, location } = await opened('#ex/retry')
  for (let i = 1; i <= 100; i++) lookAt({ step: i })
  expect(step()).toBeLessThan(100)
  move('pagehide')
  expect(step()).toBe(100)
  lookAt({ step: 101 })
  location.hash = '#ex/saga'
  move('hashchange')
  vi.advanceTimersByTime(1000)
  expect(location.hash).toBe('#ex/saga')
})
