import type { CssPx, EpochMs } from '#base/units.ts'
import type { Scale } from '../axis/scale.ts'
import type { Span } from '../model/span.ts'
import { BAR_MIN_PX, eachVisible } from './boxes.ts'
import { gravity, MARK_PX, pixelMarkOf } from './pixel-runs.ts'
import { type Layout, type Row, rowsWithin } from '../layout/layout.ts'
import type { Target } from '../layout/neighbour.ts'

/** How far beside a bar a click still means it. */
const REACH_PX = 4

/** The bar that was painted at a point of the content (`y` from its top), or the nearest within reach, or none. */
export function hitTest(layout: Layout, scale: Scale, now: EpochMs, x: CssPx, y: CssPx): Target | null {
  const row = rowsWithin(layout, y, y + 1)[0]
  if (row === undefined || (row.kind === 'head' && row.placed.isExpanded)) return null
  const span = hitRow(row, scale, now, x)
  return span && { run: row.placed.run, span }
}

/** Last painted is first hit: points over marks over bars; among marks in one pixel the gravest, as it was painted. */
function hitRow(row: Row, scale: Scale, now: EpochMs, x: number): Span | null {
  let index = -1
  let bestRank = -Infinity
  const consider = (span: Span, left: number, right: number, i: number) => {
    const rank = rankOf(span, left, right, x)
    if (rank > bestRank) [index, bestRank] = [i, rank]
  }
  if (row.kind === 'head') {
    const failed = failureAt(row, scale, x)
    if (failed !== undefined) return failed
  }
  eachVisible(row, scale, now, consider, x - REACH_PX, x + REACH_PX)
  return row.spans[index] ?? null
}

/** The red line in the head of a fan-out. */
function failureAt({ placed }: Row, scale: Scale, x: number): Span | undefined {
  const { group, run } = placed
  const distance = (span: Span) => Math.abs(scale.toPx(span.end ?? span.start) - x)
  const near = group.failed.filter((span) => (span.endedBy ?? 0) < run.position && distance(span) <= REACH_PX)
  return near.toSorted((a, b) => distance(a) - distance(b))[0]
}

function rankOf(span: Span, left: number, right: number, x: number): number {
  const isMark = !span.isPoint && right - left < BAR_MIN_PX
  const end = isMark ? Math.max(right, left + MARK_PX) : right
  if (x >= left && x < end) return span.isPoint ? 300 : isMark ? 200 + gravity(pixelMarkOf(span)) : 100
  const distance = x < left ? left - x : x - end
  return distance <= REACH_PX ? -distance : -Infinity
}
