import type { EpochMs } from '#base/units.ts'
import { SHORTEST_RANGE_MS, type TimeRange } from './scale.ts'
import type { Span, SpanSink } from './spans.ts'

/** How far spans reach. Read once from a history; `now` comes in afterwards, frame by frame. */
export interface Extent {
  readonly from: EpochMs
  /** The end of what has ended, and the start of what has not. */
  readonly reached: EpochMs
  /** When the last timer that waits is due; no earlier than `reached`. */
  readonly due: EpochMs
  readonly isOpen: boolean
}

const EDGE = 0.06
const HEADROOM = 0.25
const SHORTEST_LIVE_MS = 1000

/** Measures spans as they are told. */
export function extentBook(): SpanSink & { readonly current: () => Extent | null } {
  const open = new Map<string, Span>()
  let [from, reached] = [Infinity, -Infinity]
  const take = (span: Span) => {
    from = Math.min(from, span.start)
    reached = Math.max(reached, span.end ?? span.start)
    if (span.end === null) open.set(span.id, span)
    else open.delete(span.id)
  }
  return {
    add: take,
    amend: take,
    current() {
      if (from > reached) return null
      let due = reached
      for (const span of open.values()) due = Math.max(due, span.due ?? 0)
      return { from: from as EpochMs, reached: reached as EpochMs, due: due as EpochMs, isOpen: open.size > 0 }
    },
  }
}

/** From the first span to what has happened last, with a little room for a label. What is due later does not count. */
export function happened({ from, reached, isOpen }: Extent, now: EpochMs): TimeRange {
  return withEdge(from, isOpen ? Math.max(reached, now) : reached)
}

/** The same to the last timer's due time: the farthest that panning and zooming may go. */
export function everything({ from, due, isOpen }: Extent, now: EpochMs): TimeRange {
  return withEdge(from, isOpen ? Math.max(due, now) : due)
}

/**
 * The range that follows `now`: it stands still until `now` reaches its end, and is then a quarter longer than what has been.
 * So bars grow and do not creep.
 */
export function following(previous: TimeRange | null, from: EpochMs, now: EpochMs): TimeRange {
  if (previous !== null && previous.from === from && now < previous.to && now >= previous.from) return previous
  return { from, to: (from + Math.max(SHORTEST_LIVE_MS, (now - from) * (1 + HEADROOM))) as EpochMs }
}

function withEdge(from: number, to: number): TimeRange {
  return { from: from as EpochMs, to: (to + Math.max(SHORTEST_RANGE_MS, (to - from) * EDGE)) as EpochMs }
}
