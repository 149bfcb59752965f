import type { EpochMs } from '#base/units.ts'
import { firstIndex, type Layout, type Row } from './layout.ts'
import type { Span } from './spans.ts'

export type Direction = 'earlier' | 'later' | 'above' | 'below'

/** Where an arrow key leads from a span: along its lane in time, or to what ran at that time in the lane above or below. */
export function neighbourOf(layout: Layout, id: string | undefined, direction: Direction): Span | undefined {
  const place = id === undefined ? undefined : layout.placeOf(id)
  if (place === undefined) return layout.rows[0]?.spans[0]
  const { row, index } = place
  const span = row.spans[index]
  if (direction === 'earlier') return row.spans[index - 1]
  if (direction === 'later') return row.spans[index + 1]
  const next = layout.rows[layout.rows.indexOf(row) + (direction === 'above' ? -1 : 1)]
  return next === undefined || span === undefined ? undefined : nearest(next, span.start)
}

function nearest({ spans }: Row, at: EpochMs): Span | undefined {
  const after = firstIndex(spans, (span) => span.start >= at)
  const [before, behind] = [spans[after - 1], spans[after]]
  if (before === undefined || behind === undefined) return before ?? behind
  return at - before.start < behind.start - at ? before : behind
}
