import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type ClockMode, clockModes, hubTime } from '#durable/clock-mode.ts'
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

test('C1 a fast clock runs ahead from where it was, and what it gained stays when it slows down', () => {
  const { real, clock } = clockAt(1000)
  clock.setMode('60x')
  real.time = 2000
  expect(clock.now()).toBe(61_000)
  clock.setMode('3600x')
  real.time = 3000
  expect(clock.now()).toBe(61_000 + 3_600_000)
  clock.setMode('real')
  real.time = 3001
  expect(clock.now()).toBe(61_000 + 3_600_001)
})

test('C2 a standing clock can be moved ahead, and stands there', () => {
  const { real, clock } = clockAt(1000)
  clock.setMode('paused')
  clock.jumpTo(9000 as never)
  real.time = 5000
  expect(clock.now()).toBe(9000)
})

const deeds = fc.array(
  fc.oneof(
    fc.record({ mode: fc.constantFrom(...clockModes) }),
    fc.record({ jump: fc.integer({ min: -1000, max: 1_000_000 }) }),
    fc.record({ pass: fc.integer({ min: 0, max: 10_000 }) }),
  ),
)

test('C1 whatever is done to it hub time never goes back, and its stored state tells the same time', () => {
  fc.assert(
    fc.property(deeds, (all) => {
      const { real, clock } = clockAt(1000)
      let before: number = clock.now()
      for (const deed of all as Partial<{ mode: ClockMode; jump: number; pass: number }>[]) {
        if (deed.mode) clock.setMode(deed.mode)
        if (deed.jump !== undefined) clock.jumpTo((clock.now() + deed.jump) as never)
        real.time += deed.pass ?? 0
        expect(clock.now()).toBeGreaterThanOrEqual(before)
        expect(hubTime(clock.state, real.time)).toBe(clock.now())
        before = clock.now()
      }
    }),
  )
})
