import type { EpochMs } from '#base/units.ts'
import { SHORTEST_RANGE_MS, type TimeRange } from './scale.ts'
import type { Span } from './spans.ts'

const EDGE = 0.03
const HEADROOM = 0.25
const SHORTEST_LIVE_MS = 1000

/** From the first span to what has happened last, with a little room at the right for a label. What is due later is not counted. */
export function happened(spans: readonly Span[], now: EpochMs): TimeRange {
  return withEdge(spans, (span) => span.end ?? Math.max(span.start, now))
}

/** From the first span to the last, due timers included: the farthest that panning and zooming may go. */
export function everything(spans: readonly Span[], now: EpochMs): TimeRange {
  return withEdge(spans, (span) => span.end ?? Math.max(span.start, now, span.due ?? 0))
}

/**
 * The range that follows `now`: it stands still until `now` reaches its end, and is then a quarter longer than what has been.
 * So bars grow and do not creep.
 */
export function following(previous: TimeRange | null, from: EpochMs, now: EpochMs): TimeRange {
  if (previous !== null && previous.from === from && now < previous.to && now >= previous.from) return previous
  return { from, to: (from + Math.max(SHORTEST_LIVE_MS, (now - from) * (1 + HEADROOM))) as EpochMs }
}

function withEdge(spans: readonly Span[], endOf: (span: Span) => number): TimeRange {
  let [from, to] = [Infinity, -Infinity]
  for (const span of spans) {
    from = Math.min(from, span.start)
    to = Math.max(to, endOf(span))
  }
  if (from > to) return { from: 0 as EpochMs, to: SHORTEST_LIVE_MS as EpochMs }
  return { from: from as EpochMs, to: (to + Math.max(SHORTEST_RANGE_MS, (to - from) * EDGE)) as EpochMs }
}
