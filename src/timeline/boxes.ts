import type { CssPx, EpochMs } from '#base/units.ts'
import { firstIndex } from './layout.ts'
import type { Scale } from './scale.ts'
import type { Span } from './spans.ts'

/** From which pixel to which a span is drawn: whole pixels, so that painter and hit-test cannot disagree. */
export interface Box {
  readonly left: number
  readonly right: number
}

/** Below this width a span is a mark in a run of pixels; from it on, a bar with a shape of its own. */
export const BAR_MIN_PX = 3

/** An episode takes milliseconds; this much room shows which part of it was replay. */
const EPISODE_MIN_PX = 8
const MARKER_HALF_PX = 5

/** Where a span ends on the screen: an open one at `now`, a timer that waits at the time it is due. */
function shownEnd(span: Span, now: EpochMs): EpochMs {
  return span.end ?? (Math.max(span.start, now, span.due ?? 0) as EpochMs)
}

/** The box of one span of a lane. A short one is widened to be seen, but never over its neighbour. */
export function boxOf(lane: readonly Span[], index: number, scale: Scale, now: EpochMs): Box {
  const span = lane[index]
  if (span === undefined) return { left: 0, right: 0 }
  const left = pixel(scale, span.start)
  if (span.isPoint) return { left: left - MARKER_HALF_PX, right: left + MARKER_HALF_PX }
  const right = pixel(scale, shownEnd(span, now))
  const least = span.kind === 'episode' ? EPISODE_MIN_PX : BAR_MIN_PX
  if (right - left >= least) return { left, right }
  const next = lane[index + 1]
  const room = next === undefined || next.isPoint ? Infinity : pixel(scale, next.start)
  return { left, right: Math.max(right, Math.min(left + least, room)) }
}

/** Calls `visit` for each span of a lane that may be in sight, from left to right. */
export function eachVisible(
  lane: readonly Span[],
  scale: Scale,
  now: EpochMs,
  visit: (span: Span, box: Box, index: number) => void,
  [fromX, toX]: readonly [number, number] = [0, scale.width],
): void {
  const earliest = scale.toTime((fromX - EPISODE_MIN_PX) as CssPx)
  const latest = scale.toTime((toX + MARKER_HALF_PX) as CssPx)
  for (let i = firstIndex(lane, (span) => shownEnd(span, now) >= earliest); i < lane.length; i++) {
    const span = lane[i]
    if (span === undefined || span.start > latest) return
    const box = boxOf(lane, i, scale, now)
    if (box.left < toX) visit(span, box, i)
  }
}

/** Far outside the canvas one place is as good as another, and large numbers make canvases slow. */
function pixel(scale: Scale, at: EpochMs): number {
  return Math.round(Math.min(scale.width + 100, Math.max(-100, scale.toPx(at))))
}
