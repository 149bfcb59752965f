import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CssPx, EpochMs } from '#base/units.ts'
import { durationText } from './duration.ts'
import { everything, following, happened } from './extent.ts'
import { panBy, scaleOf, SHORTEST_RANGE_MS, type TimeRange, zoomAround } from './scale.ts'
import { newRunModel } from './run-model.ts'
import { history } from './testing.ts'
import { ticksOf } from './ticks.ts'

const ms = (n: number) => n as EpochMs
const px = (n: number) => n as CssPx
const range = (from: number, to: number): TimeRange => ({ from: ms(from), to: ms(to) })

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: SHORTEST_RANGE_MS, max: 1e10 }))
  .map(([from, length]) => range(from, from + length))
const anyWidth = fc.integer({ min: 1, max: 4000 }).map(px)
const anyShare = fc.double({ min: 0, max: 1, noNaN: true })

test('a pixel turned into time turns back into that pixel', () => {
  fc.assert(
    fc.property(anyRange, anyWidth, fc.nat(4000), (view, width, x) => {
      const scale = scaleOf(view, width)
      expect(scale.toPx(scale.toTime(px(x)))).toBeCloseTo(x, 0)
    }),
  )
})

test('zooming keeps the time under the pointer in its place, and comes back', () => {
  fc.assert(
    fc.property(anyRange, anyShare, fc.double({ min: 0.2, max: 0.9, noNaN: true }), (view, share, factor) => {
      const limits = range(view.from - 1e12, view.to + 1e12)
      const at = ms(view.from + share * (view.to - view.from))
      const zoomed = zoomAround(view, at, factor, limits)
      expect((at - zoomed.from) / (zoomed.to - zoomed.from)).toBeCloseTo(share, 2)
      if ((view.to - view.from) * factor < SHORTEST_RANGE_MS) return
      const back = zoomAround(zoomed, at, 1 / factor, limits)
      expect(back.from).toBeCloseTo(view.from, 1)
      expect(back.to).toBeCloseTo(view.to, 1)
    }),
  )
})

test('neither zooming nor panning leaves the limits', () => {
  fc.assert(
    fc.property(
      anyRange,
      anyShare,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.integer(),
      (limits, share, factor, by) => {
        const at = ms(limits.from + share * (limits.to - limits.from))
        for (const view of [
          zoomAround(limits, at, factor, limits),
          panBy(zoomAround(limits, at, 0.5, limits), by, limits),
        ]) {
          expect(view.from).toBeGreaterThanOrEqual(limits.from)
          expect(view.to).toBeLessThanOrEqual(limits.to + 0.01)
          expect(view.to - view.from).toBeGreaterThanOrEqual(SHORTEST_RANGE_MS - 0.01)
        }
      },
    ),
  )
})

const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

function readOffset(label: string): number {
  const sign = label.startsWith('-') ? -1 : 1
  const parts = [...label.matchAll(/([\d.]+) (ms|[dhms])/g)]
  return sign * parts.reduce((sum, [, count, unit]) => sum + Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS], 0)
}

test('what a tick says is the time where it stands', () => {
  fc.assert(
    fc.property(anyRange, anyWidth, anyShare, (view, width, share) => {
      const scale = scaleOf(view, width)
      const origin = ms(Math.round(view.from - share * 1e6))
      for (const tick of ticksOf(scale, origin)) {
        expect(origin + readOffset(tick.label)).toBeCloseTo(tick.at, 2)
        expect(scale.toTime(tick.x)).toBeCloseTo(tick.at, 1)
      }
    }),
  )
})

test('ticks are far enough apart to read, and in order', () => {
  fc.assert(
    fc.property(anyRange, anyWidth, (view, width) => {
      const xs = ticksOf(scaleOf(view, width), view.from).map((tick) => tick.x)
      xs.slice(1).forEach((x, i) => expect(x - (xs[i] ?? 0)).toBeGreaterThan(80))
    }),
  )
})

test('ticks stand at round times', () => {
  const labels = (length: number) => ticksOf(scaleOf(range(0, length), px(500)), ms(0)).map((tick) => tick.label)
  expect(labels(40)).toEqual(['0 ms', '10 ms', '20 ms', '30 ms', '40 ms'])
  expect(labels(2000)).toEqual(['0 ms', '500 ms', '1 s', '1.5 s', '2 s'])
  expect(labels(12_000)).toEqual(['0 s', '5 s', '10 s'])
  expect(labels(600_000)).toEqual(['0 m', '2 m', '4 m', '6 m', '8 m', '10 m'])
  expect(labels(72 * 3_600_000)).toEqual(['0 d', '1 d', '2 d', '3 d'])
})

test('durations are told in at most two units', () => {
  const told = [0, 0.25, 12, 999, 1250, 12_340, 61_000, 3_600_000, 71 * 3_600_000 + 58 * 60_000, 100 * 3_600_000]
  expect(told.map(durationText)).toEqual([
    '0 ms',
    '0.3 ms',
    '12 ms',
    '999 ms',
    '1.25 s',
    '12.3 s',
    '1 m 1 s',
    '1 h',
    '71 h 58 m',
    '4 d 4 h',
  ])
})

test('the live range stands still until now reaches its end', () => {
  const first = following(null, ms(0), ms(4000))
  expect(first).toEqual(range(0, 5000))
  expect(following(first, ms(0), ms(4999))).toBe(first)
  expect(following(first, ms(0), ms(5000))).toEqual(range(0, 6250))
})

test('a timer due in three days is within reach, and does not squeeze what has happened', () => {
  const { extent } = newRunModel()(
    history`
      A [---]
      ~ [-----------------------------------------|
    `,
    [],
  )
  if (extent === null) throw new Error('nothing to see')
  expect(happened(extent, ms(12)).to).toBeLessThan(30)
  expect(everything(extent, ms(12)).to).toBeGreaterThan(40)
})
