import { expect, test, vi } from 'vitest'
import { HubClock } from './hub-clock.ts'

function clockAt(realNow: number, offset = 0) {
  const real = { time: realNow, now: () => real.time }
  const stored = vi.fn()
  return { real, stored, clock: new HubClock({ mode: 'real', offset }, real, stored) }
}

test('hub time is real time and what was jumped over', () => {
  const { real, clock } = clockAt(1000, 50)
  expect(clock.now()).toBe(1050)
  real.time = 1100
  expect(clock.now()).toBe(1150)
  expect(clock.offset).toBe(50)
})

test('hub time never goes back, also when the machine is set back', () => {
  const { real, clock } = clockAt(1000)
  clock.now()
  real.time = 400
  expect(clock.now()).toBe(1000)
  real.time = 1001
  expect(clock.now()).toBe(1001)
})

test('a paused clock stands still, and goes on from where it stood', () => {
  const { real, clock, stored } = clockAt(1000)
  clock.setMode('paused')
  real.time = 5000
  expect(clock.now()).toBe(1000)
  clock.setMode('real')
  expect(clock.now()).toBe(1000)
  real.time = 5010
  expect(clock.now()).toBe(1010)
  expect(stored).toHaveBeenLastCalledWith({ mode: 'real', offset: -4000 })
})

test('a jump ahead is kept; a jump to what has passed is none', () => {
  const { clock, stored } = clockAt(1000)
  clock.jumpTo(9000 as never)
  expect(clock.now()).toBe(9000)
  expect(stored).toHaveBeenLastCalledWith({ mode: 'real', offset: 8000 })
  clock.jumpTo(2000 as never)
  expect(clock.now()).toBe(9000)
  expect(stored).toHaveBeenCalledTimes(1)
})
