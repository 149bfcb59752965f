import type { EpochMs } from '#base/units.ts'
import type { Span } from '../model/span.ts'
import { firstIndex, type Layout, type Row, rowOf, slotOf, type Run } from './layout.ts'

export type Direction = 'earlier' | 'later' | 'above' | 'below' | 'first' | 'last'

/** A span and the run it belongs to: what a bar on the screen is. */
export interface Target {
  readonly run: Run
  readonly span: Span
}

/**
 * Where a key leads from a bar: along its row in time, or to what ran at that time in the row above or below. Within a
 * folded group all its spans are one row. Bars that began after `position` are not there yet.
 */
export function neighbourOf(layout: Layout, from: Target | null, direction: Direction): Target | null {
  if (direction === 'first' || direction === 'last') return outermost(layout, direction)
  const row = from && rowOf(layout, from.run, from.span)
  if (row === null) return outermost(layout, 'first')
  const slot = slotOf(row, from?.span as Span)
  if (direction === 'earlier') return targetIn(row, slot - 1)
  if (direction === 'later') return targetIn(row, slot + 1)
  const step = direction === 'above' ? -1 : 1
  for (let next = layout.rows[row.index + step]; next !== undefined; next = layout.rows[next.index + step]) {
    if (isOwnHead(next)) continue
    const found = nearest(next, from?.span.start ?? (0 as EpochMs))
    if (found !== null) return found
  }
  return null
}

/** The head of a group whose lanes are shown holds no bar of its own. */
function isOwnHead({ kind, placed }: Row): boolean {
  return kind === 'head' && placed.isExpanded
}

function targetIn({ spans, placed }: Row, slot: number): Target | null {
  const span = spans[slot]
  return span === undefined || span.begunBy >= placed.run.position ? null : { run: placed.run, span }
}

function nearest(row: Row, at: EpochMs): Target | null {
  const { spans, placed } = row
  const shown = firstIndex(spans, (span) => span.begunBy >= placed.run.position)
  if (shown === 0) return null
  const after = Math.min(
    shown,
    firstIndex(spans, (span) => span.start >= at),
  )
  const [before, behind] = [spans[after - 1], after < shown ? spans[after] : undefined]
  if (before === undefined) return targetIn(row, after)
  if (behind === undefined) return targetIn(row, after - 1)
  return targetIn(row, at - before.start < behind.start - at ? after - 1 : after)
}

function outermost(layout: Layout, direction: 'first' | 'last'): Target | null {
  const rows = direction === 'first' ? layout.rows : layout.rows.toReversed()
  for (const row of rows) {
    const shown = firstIndex(row.spans, (span) => span.begunBy >= row.placed.run.position)
    if (shown > 0 && !isOwnHead(row)) return targetIn(row, direction === 'first' ? 0 : shown - 1)
  }
  return null
}
