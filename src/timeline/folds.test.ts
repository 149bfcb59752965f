import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CssPx, EpochMs } from '#base/units.ts'
import { foldsIn, idlenessOf, openGap } from './folds.ts'
import { toLayout } from './layout.ts'
import { paint } from './paint.ts'
import { newRunModel } from './run-model.ts'
import { FOLD_PX, rangeBetween, scaleOf } from './scale.ts'
import { toSpans } from './spans.ts'
import { history, plainTheme, recorder } from './testing.ts'
import { ticksOf } from './ticks.ts'

const range = (from: number, to: number) => ({ from: from as EpochMs, to: to as EpochMs })
const HOUR = 3_600_000

test('nobody works between two tasks, nor while only a timer runs', () => {
  const spans = toSpans(
    history`
      A  [--]       [--]
      B    [---]
      ~   [---------------------]
    `,
    [],
  )
  expect(idlenessOf(spans)).toEqual({ gaps: [range(15, 20)], since: 23 })
})

test('while a task runs nothing is idle', () => {
  const spans = toSpans(
    history`
      A  [--]  [--
    `,
    [],
  )
  expect(idlenessOf(spans).since).toBe(null)
})

test('gaps of a tenth of the width and more are folded, the longest first', () => {
  expect(foldsIn([range(10, 15), range(20, 80), range(90, 99)], range(0, 100))).toEqual([
    range(10, 15),
    range(20, 80),
    range(90, 99),
  ])
  expect(foldsIn([range(10, 19)], range(0, 100))).toEqual([])
  expect(foldsIn([range(0, 1000)], range(100, 200))).toEqual([])
})

test('72 hours of nothing leave the seconds of work their room', () => {
  const gap = openGap(3000 as EpochMs, (72 * HOUR) as EpochMs, 3000)
  if (gap === null) throw new Error('not folded')
  const whole = range(0, 72 * HOUR + 750)
  const scale = scaleOf(whole, 1000 as CssPx, foldsIn([gap], whole))
  expect(scale.toPx(3000 as EpochMs)).toBeGreaterThan(500)
  expect(scale.toPx((72 * HOUR) as EpochMs)).toBeLessThan(1000)
  expect(ticksOf(scale, 0 as EpochMs).length).toBeLessThan(20)
})

test('with folds too, a place is a time, and a tick stands at what it says', () => {
  const anyFolds = fc
    .uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 2, maxLength: 8 })
    .map((edges) => edges.toSorted((a, b) => a - b))
    .map((edges) => edges.flatMap((from, i) => (i % 2 === 0 && edges[i + 1] ? [range(from, edges[i + 1] ?? 0)] : [])))
  fc.assert(
    fc.property(anyFolds, fc.nat(100_001), fc.nat(100_001), (folds, one, other) => {
      const scale = scaleOf(range(0, 100_001), 1000 as CssPx, folds)
      expect(scale.toTime(scale.toPx(one as EpochMs))).toBeCloseTo(one, 3)
      if (one < other) expect(scale.toPx(one as EpochMs)).toBeLessThan(scale.toPx(other as EpochMs))
      expect(scale.toPx(100_001 as EpochMs)).toBeCloseTo(1000, 6)
      for (const { from, to } of folds) expect(scale.toPx(to) - scale.toPx(from)).toBeCloseTo(FOLD_PX, 6)
      for (const { at, x } of ticksOf(scale, 0 as EpochMs)) expect(scale.toTime(x)).toBeCloseTo(at, 3)
    }),
  )
})

test('zooming by places keeps what is under the pointer in sight', () => {
  const scale = scaleOf(range(0, 1000), 500 as CssPx, [range(400, 900)])
  const x = 100 as CssPx
  const zoomed = rangeBetween(scale, x - x * 0.5, x + 400 * 0.5, range(0, 1000))
  const middle = scaleOf(zoomed, 500 as CssPx).toPx(scale.toTime(x))
  expect(middle).toBeGreaterThan(0)
  expect(middle).toBeLessThan(500)
})

test('a fold is a zigzag with its true length on the axis', () => {
  const events = history`
    A  [--]                                 [--]
  `
  const { pen, log } = recorder()
  const whole = range(7, 50)
  const gaps = idlenessOf(toSpans(events, [])).gaps
  paint(pen, {
    layout: toLayout(newRunModel()(events, [])),
    scale: scaleOf(whole, 400 as CssPx, foldsIn(gaps, whole)),
    origin: 7 as EpochMs,
    now: 50 as EpochMs,
    height: 50 as CssPx,
    scrollTop: 0 as CssPx,
    theme: plainTheme,
    line: null,
    textOf: () => '',
  })
  const [gap] = gaps
  expect(log.filter((line) => line.endsWith(` ${(gap?.to ?? 0) - (gap?.from ?? 0)} ms`))).toHaveLength(1)
  expect(log.filter((line) => line.startsWith('quiet line'))).not.toEqual([])
})
