import type { EpochMs } from '#base/units.ts'
import { firstIndex, type Layout, type Place, type Row } from './layout.ts'
import type { Span } from './spans.ts'

export type Direction = 'earlier' | 'later' | 'above' | 'below'

/** Where an arrow key leads from a span: along its lane in time, or to what ran at that time in the lane above or below. */
export function neighbourOf(layout: Layout, id: string | undefined, direction: Direction): Span | undefined {
  const place = id === undefined ? undefined : layout.placeOf(id)
  if (place === undefined) return layout.groups[0]?.group.lanes[0]?.[0]
  const { spans, index } = place
  const span = spans[index]
  if (direction === 'earlier') return spans[index - 1]
  if (direction === 'later') return spans[index + 1]
  const lane = laneBeside(layout, place, direction === 'above' ? -1 : 1)
  return lane === undefined || span === undefined ? undefined : nearest(lane, span.start)
}

/** The lane that is drawn above or below; in a closed fan-out, whose lanes are not drawn, the one that would be. */
function laneBeside(layout: Layout, { row, lane }: Place, step: 1 | -1): readonly Span[] | undefined {
  const hidden = row.kind === 'area' ? row.group.lanes[lane + step] : undefined
  if (hidden !== undefined) return hidden
  for (let i = layout.rows.indexOf(row) + step; ; i += step) {
    const next = layout.rows[i]
    if (next === undefined || next.kind === 'lane') return next?.spans
    if (isClosed(layout, next)) return next.group.lanes.at(step === 1 ? 0 : -1)
  }
}

function isClosed({ groups }: Layout, { group }: Row): boolean {
  return groups.some((placed) => placed.group === group && !placed.isOpen)
}

function nearest(spans: readonly Span[], at: EpochMs): Span | undefined {
  const after = firstIndex(spans, (span) => span.start >= at)
  const [before, behind] = [spans[after - 1], spans[after]]
  if (before === undefined || behind === undefined) return before ?? behind
  return at - before.start < behind.start - at ? before : behind
}
