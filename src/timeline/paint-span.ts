import type { EpochMs } from '#base/units.ts'
import type { Box } from './boxes.ts'
import type { Pen, Theme } from './pen.ts'
import type { Scale } from './scale.ts'
import type { Segment, Span } from './spans.ts'

const RADIUS = 3
const CROSS_MIN_PX = 14

/** Where a bar stands: its box, and its top and height. */
interface Place extends Box {
  readonly y: number
  readonly height: number
}

/** Draws a span that is wide enough for a shape. Colour is status; shape and pattern are what it is. */
export function paintSpan(pen: Pen, span: Span, place: Place, scale: Scale, now: EpochMs, theme: Theme): void {
  if (span.isPoint) return paintMarker(pen, span, place, theme)
  if (span.kind === 'episode') return paintEpisode(pen, span, place, theme)
  if (span.kind === 'timer') return paintTimer(pen, span, place, scale, now, theme)
  if (span.kind === 'externalEvent' || span.kind === 'command') return paintWait(pen, span, place, theme)
  if (span.segments !== undefined) return paintChain(pen, span.segments, place, scale, theme)
  paintWork(pen, span, place, scale, theme)
}

function paintWork(pen: Pen, span: Span, place: Place, scale: Scale, theme: Theme): void {
  const { left, right, y, height } = place
  const ink = theme.status[span.status]
  if (span.end === null) paintOpenEnd(pen, place, ink)
  else pen.box(left, y, right - left, height, ink, radiusFor(right - left, height))
  if (span.kind === 'subOrchestration' && right - left >= 8) pen.box(left + 3, y, 1, height, theme.paper)
  dimAfterWinner(pen, span, place, scale, theme)
  const isCross = span.status === 'failed' || span.status === 'cancelled'
  if (isCross && right - left >= CROSS_MIN_PX && height >= 12) paintCross(pen, right - 8, y + height / 2, theme.paper)
}

/** One bar: each failed attempt red with a cross, the waits between them hatched, the last attempt in its own colour. */
function paintChain(pen: Pen, segments: readonly Segment[], place: Place, scale: Scale, theme: Theme): void {
  const { y, height } = place
  segments.forEach((segment, i) => {
    const left = i === 0 ? place.left : Math.round(clamp(scale.toPx(segment.start), place))
    const isLast = i === segments.length - 1
    const right = isLast || segment.end === null ? place.right : Math.round(clamp(scale.toPx(segment.end), place))
    const width = Math.max(right - left, segment.isBackOff ? 0 : 2)
    if (!segment.isBackOff) return paintAttempt(pen, segment, { left, right: left + width, y, height }, theme)
    if (width < 1) return
    pen.box(left, y, width, height, theme.softStatus.waiting)
    pen.hatch(left, y, width, height, theme.status.waiting)
  })
}

function paintAttempt(pen: Pen, { status, end }: Segment, place: Place, theme: Theme): void {
  const { left, right, y, height } = place
  if (end === null) return paintOpenEnd(pen, place, theme.status[status])
  pen.box(left, y, right - left, height, theme.status[status], radiusFor(right - left, height))
  if (status === 'failed' && right - left >= CROSS_MIN_PX && height >= 12)
    paintCross(pen, (left + right) / 2, y + height / 2, theme.paper)
}

function clamp(x: number, { left, right }: Box): number {
  return Math.min(right, Math.max(left, x))
}

/** What went on after a `Task.any` had its winner is nobody's concern any more. */
function dimAfterWinner(pen: Pen, { join, start, end, status }: Span, place: Place, scale: Scale, theme: Theme): void {
  if (join?.kind !== 'any' || join.at === null || (end !== null && end <= join.at) || start >= join.at) return
  const from = Math.round(clamp(scale.toPx(join.at), place))
  if (place.right - from < 2) return
  pen.box(from, place.y, place.right - from, place.height, theme.paper)
  pen.box(from, place.y, place.right - from, place.height, theme.softStatus[status])
}

/** What is small is drawn square: corners would eat it, and a thousand of them would take their time. */
function radiusFor(width: number, height: number): number {
  return width < 6 || height < 8 ? 0 : RADIUS
}

/** Work that goes on has no hard edge: the bar dissolves towards now. */
function paintOpenEnd(pen: Pen, { left, right, y, height }: Place, ink: string): void {
  const body = Math.max(BODY_MIN_PX, right - left - DISSOLVING_PX)
  pen.box(left, y, Math.min(body, right - left), height, ink, RADIUS)
  if (right - left <= body) return
  for (const [offset, width] of DISSOLVE) pen.box(left + body + offset, y, width, height, ink)
}

const BODY_MIN_PX = 3
const DISSOLVING_PX = 13
const DISSOLVE = [
  [2, 4],
  [8, 2],
  [12, 1],
] as const

/** Grey ran again from history, bright was new. */
function paintEpisode(pen: Pen, span: Span, { left, right, y, height }: Place, theme: Theme): void {
  const ink = span.status === 'failed' ? theme.status.failed : theme.newCode
  pen.box(left, y, right - left, height, ink, RADIUS)
  const replayed = Math.round((right - left) * (span.replayedShare ?? 0))
  if (replayed > 0) pen.box(left, y, replayed, height, theme.replayed, replayed === right - left ? RADIUS : 1)
}

/** Hollow to the time it is due, filled to now. */
function paintTimer(pen: Pen, span: Span, place: Place, scale: Scale, now: EpochMs, theme: Theme): void {
  const { left, right, y, height } = place
  const elapsed = span.end === null ? Math.round(Math.min(right, Math.max(left, scale.toPx(now)))) : right
  if (elapsed > left) pen.box(left, y, elapsed - left, height, theme.softStatus[span.status], RADIUS)
  pen.frame(left, y, right - left, height, theme.status[span.status], RADIUS)
  if (span.status === 'cancelled' && right - left >= CROSS_MIN_PX && height >= 12)
    paintCross(pen, right - 8, y + height / 2, theme.status.cancelled)
}

/** Nobody works on a wait: a dotted line, not a bar. */
function paintWait(pen: Pen, span: Span, { left, right, y, height }: Place, theme: Theme): void {
  const middle = Math.round(y + height / 2)
  const ink = theme.status[span.status]
  pen.box(left, y + height / 4, 2, height / 2, ink)
  for (let x = Math.max(left + 4, left % 6); x < right - 1; x += 6) pen.box(x, middle - 1, 2, 2, ink)
}

function paintMarker(pen: Pen, span: Span, { left, right, y, height }: Place, theme: Theme): void {
  pen.marker((left + right) / 2, y + height / 2, Math.min(5, height / 2), theme.status[span.status])
}

function paintCross(pen: Pen, x: number, y: number, ink: string): void {
  pen.line(x - 3, y - 3, x + 3, y + 3, ink)
  pen.line(x - 3, y + 3, x + 3, y - 3, ink)
}
