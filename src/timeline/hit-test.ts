import type { CssPx, EpochMs } from '#base/units.ts'
import { BAR_MIN_PX, type Box, eachVisible } from './boxes.ts'
import { type Layout, type Row, rowsWithin } from './layout.ts'
import { gravity, MARK_PX, markOf } from './pixel-runs.ts'
import type { Group } from './rows.ts'
import type { Scale } from './scale.ts'
import type { Span } from './spans.ts'

/** How far beside a bar a click still means it. */
const REACH_PX = 4

/** The span that was painted at a point of the content (`y` from its top), or the nearest within reach, or none. */
export function hitTest(layout: Layout, scale: Scale, now: EpochMs, x: CssPx, y: CssPx): Span | null {
  const row = rowsWithin(layout, y, y + 1)[0]
  return row === undefined || row.kind === 'area' ? null : hitRow(row, scale, now, x)
}

/** The fan-out whose area is at a height of the content. */
export function fanOutAt(layout: Layout, y: CssPx): Group | null {
  const row = rowsWithin(layout, y, y + 1)[0]
  return row?.kind === 'area' ? row.group : null
}

/** Last painted is first hit: points over marks over bars; among marks in one pixel the gravest, as it was painted. */
function hitRow(row: Row, scale: Scale, now: EpochMs, x: number): Span | null {
  let best: Span | null = null
  let bestRank = -Infinity
  const consider = (span: Span, box: Box) => {
    const rank = rankOf(span, box, x)
    if (rank > bestRank) [best, bestRank] = [span, rank]
  }
  eachVisible(row.spans, scale, now, consider, [x - REACH_PX, x + REACH_PX])
  return best
}

function rankOf(span: Span, { left, right }: Box, x: number): number {
  const isMark = !span.isPoint && right - left < BAR_MIN_PX
  const end = isMark ? Math.max(right, left + MARK_PX) : right
  if (x >= left && x < end) return span.isPoint ? 300 : isMark ? 200 + gravity(markOf(span)) : 100
  const distance = x < left ? left - x : x - end
  return distance <= REACH_PX ? -distance : -Infinity
}
