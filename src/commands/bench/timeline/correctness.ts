import type { CssPx } from '#base/units.ts'
import { scaleOf, type TimeRange } from '#timeline/axis/scale.ts'
import { type Layout, rowOf } from '#timeline/layout/layout.ts'
import { neighbourOf, type Target } from '#timeline/layout/neighbour.ts'
import type { Span } from '#timeline/model/span.ts'
import { paint } from '#timeline/paint/paint.ts'
import { barPlace } from '#timeline/paint/paint-rows.ts'
import type { Scene } from '#timeline/paint/scene.ts'
import { recorder, viewOf } from '#timeline/testing.ts'
import type { SeededRun } from './seeded-run.ts'

/** Of the slices of a run: how many the arrow keys do not reach, and how many failures no red pixel tells of, at any zoom tried. */
export interface Correctness {
  readonly unreached: number
  readonly unseen: number
  readonly lookedAt: number
}

const WIDTH = 1360
const ZOOMS = [1, 0.3, 0.03, 0.003, 0.0003]

export function correctness(run: SeededRun): Correctness {
  const whole = { from: run.history[0]?.at ?? 0, to: run.history.at(-1)?.at ?? 1 }
  const scene = viewOf(run, { ...whole, width: WIDTH })
  const { spans } = scene.layout.runs[0]?.model ?? { spans: [] }
  const failed = spans.filter(({ status }) => status === 'failed')
  let unseen = 0
  for (const zoom of ZOOMS)
    for (const span of failed) if (!isSeen(scene, span, rangeAround(span, zoom, whole))) unseen++
  return { unreached: spans.length - reached(scene.layout).size, unseen, lookedAt: ZOOMS.length * failed.length }
}

function rangeAround({ start, end }: Span, zoom: number, { from, to }: { from: number; to: number }): TimeRange {
  const length = Math.max(10, (to - from) * zoom)
  const left = Math.min(to - length, Math.max(from, (end ?? start) - length / 2))
  return { from: left, to: left + length } as TimeRange
}

/** Whether something red stands where the span does. */
function isSeen(whole: Scene, span: Span, range: TimeRange): boolean {
  const [run] = whole.layout.runs
  const row = run && rowOf(whole.layout, run, span)
  if (!row) return false
  const scale = scaleOf(range, WIDTH as CssPx)
  const scene = { ...whole, scale, scrollTop: row.y, height: (row.height + 25) as CssPx }
  const { pen, log } = recorder()
  paint(pen, scene)
  const { y, height } = barPlace(row, row.y)
  const [left, right] = [scale.toPx(span.start) - 3, scale.toPx(span.end ?? span.start) + 3]
  return log.some((line) => {
    const [, x = 0, top = 0, width = 0] = (/^failed box ([-\d.]+),([-\d.]+) ([-\d.]+)/.exec(line) ?? []).map(Number)
    return width > 0 && x <= right && x + width >= left && top >= y - 3 && top <= y + height
  })
}

/** Row by row, to both ends of each. */
function reached(layout: Layout): ReadonlySet<Span> {
  const found = new Set<Span>()
  const walk = (from: Target, direction: 'earlier' | 'later') => {
    for (let at: Target | null = from; at !== null; at = neighbourOf(layout, at, direction)) found.add(at.span)
  }
  for (let at = neighbourOf(layout, null, 'first'); at !== null; at = neighbourOf(layout, at, 'below')) {
    walk(at, 'earlier')
    walk(at, 'later')
  }
  return found
}
