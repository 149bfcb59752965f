import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ClockMode } from '#durable/clock-mode.ts'
import type { TimerRow } from '#storage/hub-db.ts'
import { HubClock } from './hub-clock.ts'
import { Timers } from './timers.ts'

beforeEach(() => vi.useFakeTimers({ now: 0 }))
afterEach(() => vi.useRealTimers())

function world(mode: ClockMode) {
  const fired: string[] = []
  const hub = { isIdle: true }
  const clock = new HubClock({ mode, offset: 0 }, { now: () => Date.now() }, () => {})
  const timers = new Timers(
    clock,
    ({ instanceId, timerId }) => fired.push(`${instanceId}${timerId}`),
    () => hub.isIdle,
  )
  return { fired, hub, clock, timers }
}

const row = (instanceId: string, timerId: number, fireAt: number, executionId = 'e') =>
  ({ instanceId, executionId, timerId, fireAt }) as TimerRow

test('timers fire when hub time reaches them, those that are due together in the order of their times', () => {
  const { fired, timers } = world('real')
  timers.add([row('a', 0, 3000), row('b', 1, 1000), row('c', 2, 2000)])
  vi.advanceTimersByTime(999)
  expect(fired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(fired).toEqual(['b1'])
  vi.setSystemTime(60_000)
  vi.advanceTimersByTime(2000)
  expect(fired).toEqual(['b1', 'c2', 'a0'])
})

test('a timer farther away than setTimeout reaches is waited for all the same', () => {
  const { fired, timers } = world('real')
  const days = 40 * 86_400_000
  timers.add([row('a', 0, days)])
  vi.advanceTimersByTime(days - 1)
  expect(fired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(fired).toEqual(['a0'])
})

test('an idle hub on the virtual clock jumps from timer to timer; a busy one waits', () => {
  const { fired, hub, clock, timers } = world('virtual')
  hub.isIdle = false
  timers.add([row('a', 0, 1_000_000), row('b', 0, 2_000_000)])
  vi.advanceTimersByTime(500)
  expect(fired).toEqual([])
  hub.isIdle = true
  timers.schedule()
  vi.advanceTimersByTime(1)
  expect(fired).toEqual(['a0', 'b0'])
  expect(clock.now()).toBeGreaterThanOrEqual(2_000_000)
})

test('nothing fires while the clock is paused, not even what was under way to fire', () => {
  const { fired, clock, timers } = world('real')
  timers.add([row('a', 0, 1000)])
  clock.setMode('paused')
  vi.advanceTimersByTime(5000)
  expect(fired).toEqual([])
  clock.setMode('real')
  timers.schedule()
  vi.advanceTimersByTime(1000)
  expect(fired).toEqual(['a0'])
})

test('what is removed or forgotten does not fire', () => {
  const { fired, timers } = world('real')
  timers.add([row('a', 0, 10), row('a', 1, 10), row('a', 2, 10, 'next'), row('b', 0, 10), row('b', 1, 10, 'next')])
  timers.remove([row('a', 0, 10)])
  timers.forget('a', 'e')
  timers.forget('b')
  vi.advanceTimersByTime(20)
  expect(fired).toEqual(['a2'])
})

test('C1 on a fast clock timers fire after a part of the time', () => {
  const { fired, clock, timers } = world('real')
  clock.setMode('3600x')
  timers.add([row('a', 0, 3_600_000)])
  vi.advanceTimersByTime(999)
  expect(fired).toEqual([])
  vi.advanceTimersByTime(1)
  expect(fired).toEqual(['a0'])
})

test('C2 going to what is due next fires that alone, and a paused clock stands there', () => {
  const { fired, clock, timers } = world('paused')
  timers.add([row('a', 0, 72 * 3_600_000), row('b', 0, 80 * 3_600_000)])
  expect(timers.jump()).toBe(72 * 3_600_000)
  expect(fired).toEqual(['a0'])
  vi.advanceTimersByTime(1000)
  expect(clock.now()).toBe(72 * 3_600_000)
  timers.jump()
  expect([fired, timers.jump()]).toEqual([['a0', 'b0'], undefined])
})

test('C2 what comes again and again is gone to only when nothing ends', () => {
  const { timers, clock } = world('paused')
  const ran: string[] = []
  const alarm = (name: string, at: number, pulls: boolean) =>
    timers.alarm({ at: at as never, run: () => ran.push(name), pulls })
  alarm('retry', 5000, true)
  alarm('schedule', 9000, false)
  timers.jump()
  expect([ran, clock.now()]).toEqual([['retry'], 5000])
  timers.jump()
  expect([ran, clock.now()]).toEqual([['retry', 'schedule'], 9000])
})
