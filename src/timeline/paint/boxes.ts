import type { CssPx, EpochMs } from '#base/units.ts'
import type { Scale } from '../axis/scale.ts'
import { firstIndex, type Row } from '../layout/layout.ts'
import { hasBegun, type Span, spanAt } from '../model/span.ts'

/** From which pixel to which a span is drawn: whole pixels, so that painter and hit-test cannot disagree. */
export interface Box {
  readonly left: number
  readonly right: number
}

/** Below this width a span is a mark in a run of pixels; from it on, a bar with a shape of its own. */
export const BAR_MIN_PX = 3

/** An episode takes milliseconds; this much room shows which part of it was replay. */
const EPISODE_MIN_PX = 8
const MARKER_HALF_PX = 6

/** Where a span ends on the screen: an open one at `now`, a timer that waits at the time it is due. */
function shownEnd(span: Span, now: EpochMs, position: number): EpochMs {
  const { end, endedBy } = span
  if (end !== null && endedBy !== null && endedBy < position) return end
  return Math.max(span.start, now, span.due ?? 0) as EpochMs
}

/** The box of one span of a lane. A short one is widened to be seen, but never over its neighbour. */
export function boxOf(row: Row, index: number, scale: Scale, now: EpochMs): Box {
  const span = row.spans[index]
  if (span === undefined) return { left: 0, right: 0 }
  const left = pixel(scale, span.start)
  if (span.isPoint) return { left: left - MARKER_HALF_PX, right: left + MARKER_HALF_PX }
  const right = pixel(scale, shownEnd(span, now, row.placed.run.position))
  const next = row.spans[index + 1]
  return { left, right: widened(span, left, right, next && pixel(scale, next.start), next) }
}

/** `nextLeft` is where the next span of the lane stands, and `next` that span. */
function widened(
  { kind }: Span,
  left: number,
  right: number,
  nextLeft: number | undefined,
  next: Span | undefined,
): number {
  const least = kind === 'episode' ? EPISODE_MIN_PX : BAR_MIN_PX
  if (right - left >= least) return right
  const room = next === undefined || nextLeft === undefined || next.isPoint ? Infinity : nextLeft
  return Math.max(right, Math.min(left + least, room))
}

/**
 * Calls `visit` for each span of a lane that may be in sight and has begun, from left to right: a hundred thousand of
 * them in a frame, so it makes nothing new and computes nothing twice. `span` is how it stands at the row's position in
 * history.
 */
export function eachVisible(
  row: Row,
  scale: Scale,
  now: EpochMs,
  visit: (span: Span, left: number, right: number, index: number) => void,
  fromX = 0,
  toX: number = scale.width,
): void {
  const { spans } = row
  const { position } = row.placed.run
  const earliest = scale.toTime((fromX - EPISODE_MIN_PX) as CssPx)
  const latest = scale.toTime((toX + MARKER_HALF_PX) as CssPx)
  const isHead = row.kind === 'head' // its spans overlap: those that began early may end late
  const first = isHead ? 0 : firstIndex(spans, (span) => shownEnd(span, now, position) >= earliest)
  const isPresent = position === Infinity
  let span = spans[first]
  let left = span === undefined ? 0 : pixel(scale, span.start)
  for (let i = first; span !== undefined; i++) {
    if (span.start > latest || !hasBegun(span, position)) return
    const next: Span | undefined = spans[i + 1]
    const nextLeft: number | undefined = next === undefined ? undefined : pixel(scale, next.start)
    const end = shownEnd(span, now, position)
    if (isHead && end < earliest) {
      // ended before what is in sight
    } else if (span.isPoint) {
      if (left - MARKER_HALF_PX < toX) visit(span, left - MARKER_HALF_PX, left + MARKER_HALF_PX, i)
    } else if (left < toX) {
      const right = widened(span, left, pixel(scale, end), nextLeft, next)
      visit(isPresent ? span : spanAt(span, position), left, right, i)
    }
    span = next
    left = nextLeft ?? 0
  }
}

/** Far outside the canvas one place is as good as another, and large numbers make canvases slow. */
function pixel(scale: Scale, at: EpochMs): number {
  return Math.round(Math.min(scale.width + 100, Math.max(-100, scale.toPx(at))))
}
