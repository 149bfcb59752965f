import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CssPx, EpochMs } from '#base/units.ts'
import { run } from '../drawing.ts'
import { durationText } from '../duration.ts'
import { modelOf } from '../model/model.ts'
import { following, liveRun, wholeRun } from './extent.ts'
import { foldsOf, type FoldWishes, unfoldedMs } from './folds.ts'
import { FOLD_PX, panBy, scaleOf, SHORTEST_RANGE_MS, type TimeRange, zoomAround } from './scale.ts'
import { ticksOf } from './ticks.ts'
import { clockTime, zoneName } from './clock-time.ts'
import { sinceStart } from './time-text.ts'

const ms = (n: number) => n as EpochMs
const px = (n: number) => n as CssPx
const range = (from: number, to: number): TimeRange => ({ from: ms(from), to: ms(to) })

const anyRange = fc
  .tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: SHORTEST_RANGE_MS, max: 1e10 }))
  .map(([from, length]) => range(from, from + length))
const anyWidth = fc.integer({ min: 200, max: 4000 }).map(px)
const anyShare = fc.double({ min: 0, max: 1, noNaN: true })

/** A range with idle stretches folded in it, some of them over its edges. */
const anyFolded = fc
  .tuple(
    anyRange,
    anyWidth,
    fc.array(fc.tuple(fc.double({ min: -0.2, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 0.2, noNaN: true })), {
      maxLength: 4,
    }),
  )
  .map(([view, width, shares]) => {
    const length = view.to - view.from
    const folds: TimeRange[] = []
    for (const [start, share] of shares.toSorted((a, b) => a[0] - b[0])) {
      const from = Math.max(view.from + start * length, (folds.at(-1)?.to ?? -Infinity) + 1)
      if (from < view.to) folds.push(range(from, from + share * length))
    }
    return { view, width, folds: folds.slice(0, Math.floor(width / FOLD_PX / 2)) }
  })

const wishes: FoldWishes = { opened: new Set(), kept: new Set(), isOff: false }

test('a pixel turned into time turns back into that pixel, folded or not', () => {
  fc.assert(
    fc.property(anyFolded, anyShare, ({ view, width, folds }, share) => {
      const scale = scaleOf(view, width, folds)
      const x = Math.round(share * width)
      expect(scale.toPx(scale.toTime(px(x)))).toBeCloseTo(x, 0)
      expect(scale.toPx(view.from)).toBeCloseTo(0, 3)
      expect(scale.toPx(view.to)).toBeCloseTo(width, 3)
    }),
  )
})

test('later is farther to the right, folded or not', () => {
  fc.assert(
    fc.property(anyFolded, anyShare, anyShare, ({ view, width, folds }, a, b) => {
      const scale = scaleOf(view, width, folds)
      const at = (share: number) => ms(view.from + share * (view.to - view.from))
      if (a < b) expect(scale.toPx(at(a))).toBeLessThanOrEqual(scale.toPx(at(b)))
    }),
  )
})

test('a whole fold is as wide as every other', () => {
  const scale = scaleOf(range(0, 1000), px(500), [range(100, 300), range(500, 900)])
  expect(scale.folds.map(({ left, right }) => Math.round(right - left))).toEqual([FOLD_PX, FOLD_PX])
  expect(scale.pxPerMs).toBeCloseTo((500 - 2 * FOLD_PX) / 400)
})

test('zooming keeps the time under the pointer in its place, and comes back', () => {
  fc.assert(
    fc.property(
      anyFolded,
      anyShare,
      fc.double({ min: 0.2, max: 0.9, noNaN: true }),
      ({ view, width, folds }, share, factor) => {
        const limits = range(view.from - 1e12, view.to + 1e12)
        const scale = scaleOf(view, width, folds)
        const x = share * width
        const at = scale.toTime(px(x))
        if (scale.pxPerMs / factor > width / SHORTEST_RANGE_MS) return
        const zoomed = zoomAround({ range: view, width, folds, limits }, at, factor)
        expect(scaleOf(zoomed, width, folds).toPx(at)).toBeCloseTo(x, 0)
        const back = zoomAround({ range: zoomed, width, folds, limits }, at, 1 / factor)
        expect(scale.toPx(back.from)).toBeCloseTo(0, 0)
        expect(scale.toPx(back.to)).toBeCloseTo(width, 0)
      },
    ),
  )
})

test('panning moves what is under the pointer by so many pixels', () => {
  fc.assert(
    fc.property(anyFolded, anyShare, fc.integer({ min: -500, max: 500 }), ({ view, width, folds }, share, dx) => {
      const limits = range(view.from - 1e12, view.to + 1e12)
      const at = scaleOf(view, width, folds).toTime(px(share * width))
      const panned = scaleOf(panBy({ range: view, width, folds, limits }, dx), width, folds)
      expect(panned.toPx(at)).toBeCloseTo(share * width - dx, 0)
    }),
  )
})

test('neither zooming nor panning leaves the limits', () => {
  fc.assert(
    fc.property(
      anyFolded,
      anyShare,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.integer({ min: -5000, max: 5000 }),
      ({ view, width, folds }, share, factor, dx) => {
        const at = ms(view.from + share * (view.to - view.from))
        const whole = { range: view, width, folds, limits: view }
        for (const next of [
          zoomAround(whole, at, factor),
          panBy({ ...whole, range: zoomAround(whole, at, 0.5) }, dx),
        ]) {
          expect(next.from).toBeGreaterThanOrEqual(view.from)
          expect(next.to).toBeLessThanOrEqual(view.to + 0.01)
          expect(next.to).toBeGreaterThan(next.from)
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
    fc.property(anyFolded, anyShare, ({ view, width, folds }, share) => {
      const scale = scaleOf(view, width, folds)
      const origin = ms(Math.round(view.from - share * 1e6))
      for (const tick of ticksOf(scale, sinceStart(origin))) {
        expect(origin + readOffset(tick.label)).toBeCloseTo(tick.at, 2)
        expect(tick.x).toBe(scale.toPx(tick.at))
        expect(folds.some(({ from, to }) => tick.at > from && tick.at < to)).toBe(false)
      }
    }),
  )
})

/** The time that a label names, on the day of the tick itself. */
function readClock(label: string, at: EpochMs, zone: string): string {
  const time = /(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?$/.exec(label)
  const [, hour = '00', minute = '00', second = '00', fraction = '000'] = time ?? []
  const parts = new Intl.DateTimeFormat('en-US', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(at)
  const rest = (((at % 1000) + 1000) % 1000).toFixed(3).padStart(7, '0').slice(0, 3)
  return `${hour}:${minute}:${second}.${fraction.slice(0, 3)} is ${parts}.${rest}`
}

test('what a tick of a clock says is what a clock in that zone shows then', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Chatham')
  fc.assert(
    fc.property(anyFolded, zones, ({ view, width, folds }, zone) => {
      for (const tick of ticksOf(scaleOf(view, width, folds), clockTime('en', zone, view.from))) {
        const [said, shown] = readClock(tick.label, tick.at, zone).split(' is ')
        if (tick.label.includes(':')) expect(said).toBe(shown)
        else expect(shown).toBe('00:00:00.000')
      }
    }),
    { numRuns: 30 },
  )
})

test('ticks are far enough apart to read, and in order', () => {
  fc.assert(
    fc.property(anyFolded, ({ view, width, folds }) => {
      const xs = ticksOf(scaleOf(view, width, folds), sinceStart(view.from)).map((tick) => tick.x)
      xs.slice(1).forEach((x, i) => expect(x - (xs[i] ?? 0)).toBeGreaterThanOrEqual(72))
    }),
  )
})

test('ticks stand at round times', () => {
  const labels = (length: number) =>
    ticksOf(scaleOf(range(0, length), px(500)), sinceStart(ms(0))).map((tick) => tick.label)
  expect(labels(40)).toEqual(['0 ms', '10 ms', '20 ms', '30 ms', '40 ms'])
  expect(labels(2000)).toEqual(['0 ms', '500 ms', '1 s', '1.5 s', '2 s'])
  expect(labels(12_000)).toEqual(['0 s', '5 s', '10 s'])
  expect(labels(600_000)).toEqual(['0 m', '2 m', '4 m', '6 m', '8 m', '10 m'])
  expect(labels(72 * 3_600_000)).toEqual(['0 d', '1 d', '2 d', '3 d'])
})

test('a clock says the date where a day begins, and round times are round in its zone', () => {
  const midnight = Date.UTC(2026, 2, 3, 0, 0)
  const labels = (zone: string, from: number, length: number) =>
    ticksOf(scaleOf(range(from, from + length), px(400)), clockTime('en', zone, ms(from))).map((tick) => tick.label)
  expect(labels('UTC', midnight - 2 * 3_600_000, 4 * 3_600_000)).toEqual([
    'Mar 2 22:00',
    '23:00',
    'Mar 3 00:00',
    '01:00',
    '02:00',
  ])
  expect(labels('Asia/Kolkata', midnight, 2 * 86_400_000)).toEqual([
    'Mar 3 12:00',
    'Mar 4 00:00',
    '12:00',
    'Mar 5 00:00',
  ])
  expect(labels('UTC', midnight + 1250, 1000)).toEqual(['Mar 3 00:00:01.500', '00:00:02'])
  expect(zoneName('en', 'Asia/Kolkata', ms(midnight))).toBe('GMT+5:30')
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

test('what takes a tenth of the width or more is folded, the longest first', () => {
  const day = 86_400_000
  const gaps = [range(2000, 3200), range(5000, 5000 + day), range(day + 9000, day + 9100)]
  const run = range(0, day + 10_000)
  expect(foldsOf(gaps, run, 1000, wishes)).toEqual([gaps[0], gaps[1]])
  expect(foldsOf(gaps, run, 1000, { ...wishes, opened: new Set([ms(5000)]) })).toEqual([])
  expect(foldsOf(gaps, run, 1000, { ...wishes, isOff: true })).toEqual([])
})

test('what stays unfolded takes less than a tenth of the width, unless folding would leave no room', () => {
  const anyGaps = fc.array(fc.tuple(fc.nat(1e6), fc.nat(1e6)), { maxLength: 30 }).map((pairs) => {
    let at = 0
    return pairs.map(([work, idle]) => {
      const from = at + work
      at = from + idle
      return range(from, at)
    })
  })
  fc.assert(
    fc.property(anyGaps, fc.integer({ min: 960, max: 3000 }), (gaps, width) => {
      const run = range(0, (gaps.at(-1)?.to ?? 0) + 1000)
      const folds = foldsOf(gaps, run, width, wishes)
      if ((folds.length + 1) * FOLD_PX > width / 2) return
      const { pxPerMs } = scaleOf(run, px(width), folds)
      for (const gap of gaps)
        if (!folds.includes(gap)) expect((gap.to - gap.from) * pxPerMs).toBeLessThanOrEqual(width / 10 + 1)
    }),
  )
})

test('the live range stands still until now reaches its end', () => {
  const extent = { from: ms(0), reached: ms(4000), due: [], isOpen: true, isIdle: false }
  const follow = (previous: Parameters<typeof following>[0], now: number) =>
    following(previous, extent, [], ms(now), 1000, wishes)
  const first = follow(null, 4000)
  expect(first).toEqual({ from: 0, settled: 4000, to: 5000 })
  expect(follow(first, 4999)).toBe(first)
  expect(follow(first, 5000)).toEqual({ from: 0, settled: 5000, to: 6250 })
})

const hour = 3_600_000

test('a timer due in three days is within reach, and the days are folded away', () => {
  const model = modelOf(
    run`
      A [---]
      ~ [-|
    `.history.map((event) => (event.type === 'TimerCreated' ? { ...event, fireAt: ms(72 * hour) } : event)),
    [],
  )
  const extent = model.extent()
  if (extent === null) throw new Error('nothing to see')
  const live = following(null, extent, model.gaps, ms(30), 1000, wishes)
  const frame = liveRun(extent, model.gaps, live, 1000, wishes)
  expect(frame.range.to).toBeGreaterThan(72 * hour)
  expect(frame.folds).toHaveLength(1)
  expect(unfoldedMs(frame.range, frame.folds)).toBeLessThan(1200)
})

test('silence that has lasted is folded when the live range moves on', () => {
  const extent = { from: ms(0), reached: ms(1000), due: [], isOpen: true, isIdle: true }
  const early = following(null, extent, [], ms(1500), 1000, wishes)
  const late = following(early, extent, [], ms(9 * hour), 1000, wishes)
  const frame = liveRun(extent, [], late, 1000, wishes)
  expect(frame.folds).toEqual([range(1000, 9 * hour)])
  expect(frame.range.to - late.settled).toBe(1000)
})

test('a run that has ended fills the width, with room for a label', () => {
  const extent = { from: ms(0), reached: ms(10_000), due: [], isOpen: false, isIdle: true }
  expect(wholeRun(extent, [], 1000, wishes)).toEqual({ range: range(0, 10_600), folds: [] })
})
