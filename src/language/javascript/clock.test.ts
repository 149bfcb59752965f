import { onTestFinished, expect, test } from 'vitest'
import { realTime } from '#durable/clock-mode.ts'
import { installClock, setClock } from './clock.ts'

const Real = Date

function inHubTime(days: number): void {
  onTestFinished(installClock())
  onTestFinished(() => setClock(realTime))
  setClock({ mode: 'real', offset: days * 86_400_000 })
}

test('"now" is hub time in every way to ask for it', () => {
  inHubTime(365)
  const expected = Real.now() + 365 * 86_400_000
  for (const now of [
    Date.now(),
    new Date().getTime(),
    new Real(Date()).getTime(),
    new (class extends Date {})().getTime(),
  ])
    expect(Math.abs(now - expected)).toBeLessThan(2000)
  const { constructor } = new Real(0) as unknown as { constructor: DateConstructor }
  expect(constructor.now()).toBeGreaterThan(expected - 1)
})

test('everything else is the real Date', () => {
  inHubTime(1)
  expect(new Date(2020, 1, 29).toISOString()).toBe(new Real(2020, 1, 29).toISOString())
  expect(new Date('2024-01-01T00:00:00Z').getTime()).toBe(1_704_067_200_000)
  expect([Date.UTC(2024), Date.parse('2024'), Date.length, Date.name]).toEqual([
    Real.UTC(2024),
    Real.parse('2024'),
    7,
    'Date',
  ])
  expect(new Date()).toBeInstanceOf(Date)
  expect(new Real()).toBeInstanceOf(Date)
  expect(Object.prototype.toString.call(new Date())).toBe('[object Date]')
  expect(structuredClone(new Date(5))).toEqual(new Real(5))
})

test('C1 on a fast clock "now" runs ahead of the wall clock; on a paused one it stands still', () => {
  inHubTime(0)
  setClock({ mode: '3600x', offset: 0, since: Real.now() - 1000 })
  expect(Date.now() - Real.now()).toBeGreaterThanOrEqual(3_599_000)
  setClock({ mode: 'paused', offset: 0, pausedAt: 42 as never })
  expect(new Date().getTime()).toBe(42)
})
