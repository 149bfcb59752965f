import type { EpochMs } from '#base/units.ts'
import type { Segment, Span } from '../model/span.ts'
import type { Pen } from './pen.ts'
import type { Around, Place } from './scene.ts'
import { clock, cross, padlock } from './signs.ts'

/** Draws a span that is wide enough for a shape. Colour is status; shape and pattern are what it is. */
export type PaintBar = (pen: Pen, span: Span, place: Place, around: Around) => void

const RADIUS = 3
const CROSS_MIN_PX = 14
const ROUND_MIN_PX = 12
/** Narrower than this a hatching is a stain. */
const HATCH_MIN_PX = 5
/** … and a frame a box. */
const FRAME_MIN_PX = 6
const SIGN_MIN_HEIGHT = 11

/** Grey ran again from history, bright was new. */
export const paintEpisode: PaintBar = (pen, span, { left, right, y, height }, { theme }) => {
  const ink = span.status === 'failed' ? theme.status.failed : theme.newCode
  pen.box(left, y, right - left, height, ink, radiusFor(right - left, height))
  const replayed = Math.round((right - left) * (span.replayedShare ?? 0))
  if (replayed > 0) pen.box(left, y, replayed, height, theme.replayed, replayed === right - left ? RADIUS : 1)
}

/** Full height while somebody works on it; low before that, where the trace knows. */
export const paintActivity: PaintBar = (pen, span, place, around) => {
  paintWork(pen, span, place, around, RADIUS)
}

/** The second edge says that there is more inside. */
export const paintSubOrchestration: PaintBar = (pen, span, place, around) => {
  paintWork(pen, span, place, around, RADIUS)
  if (place.right - place.left >= 8) pen.box(place.left + 3, place.y, 1.5, place.height, around.theme.paper)
}

/** Round ends: nothing of ours works on it. */
export const paintEntity: PaintBar = (pen, span, place, around) => {
  paintWork(pen, span, place, around, place.height / 2)
}

/** Attempts in the colour of their outcome, hatched where the next is waited for. */
export const paintRetry: PaintBar = (pen, span, place, around) => {
  const parts = span.segments ?? []
  const isChild = span.kind === 'subOrchestration'
  for (const part of parts) paintPart(pen, part, partPlace(part, parts, place, around), around)
  if (isChild && place.right - place.left >= 8) pen.box(place.left + 3, place.y, 1.5, place.height, around.theme.paper)
}

function paintPart(pen: Pen, part: Segment, place: Place, around: Around): void {
  const { left, right, y, height } = place
  const { theme } = around
  if (part.kind === 'backOff') {
    pen.box(left, y, right - left, height, theme.softStatus.waiting)
    if (right - left >= HATCH_MIN_PX) pen.hatch(left, y, right - left, height, theme.status.waiting)
    return
  }
  paintWork(pen, part, place, around, RADIUS)
}

/** A failed attempt is at least two pixels wide: it must be seen. */
function partPlace(part: Segment, parts: readonly Segment[], place: Place, around: Around): Place {
  const left = part === parts[0] ? place.left : pixelIn(place, around, part.start)
  const right = part === parts.at(-1) ? place.right : pixelIn(place, around, part.end ?? around.now)
  const least = part.status === 'failed' ? 2 : 0
  const { y, height } = place
  return { left: Math.min(left, place.right - least), right: Math.max(right, left + least), y, height }
}

function pixelIn({ left, right }: Place, { scale }: Around, at: EpochMs): number {
  return Math.round(Math.min(right, Math.max(left, scale.toPx(at))))
}

type Work = Pick<Span, 'status' | 'start' | 'end' | 'pickedUp'>

function paintWork(pen: Pen, work: Work, place: Place, around: Around, radius: number): void {
  const { right, y, height } = place
  const { theme } = around
  const ink = theme.status[work.status]
  const left = work.pickedUp === undefined ? place.left : paintQueue(pen, work.pickedUp, place, around, ink)
  const round = Math.min(radius, radiusFor(right - left, height))
  if (work.end === null) paintOpenEnd(pen, { ...place, left }, ink)
  else pen.box(left, y, right - left, height, ink, radius > RADIUS && round > 0 ? radius : round)
  const isCut = work.status === 'failed' || work.status === 'cancelled'
  if (isCut && right - left >= CROSS_MIN_PX && height >= SIGN_MIN_HEIGHT)
    cross(pen, right - 8, y + height / 2, theme.paper)
}

/** Low and dim while it stood in a queue. The pixel at which it was picked up. */
function paintQueue(pen: Pen, pickedUp: EpochMs, place: Place, { scale }: Around, ink: string): number {
  const { left, right, y, height } = place
  const from = Math.round(Math.min(right - 2, Math.max(left, scale.toPx(pickedUp))))
  if (from <= left) return left
  const low = Math.max(2, Math.round(height / 4))
  pen.fade(0.5)
  pen.box(left, y + (height - low) / 2, from - left, low, ink)
  pen.fade(1)
  return from
}

/** What is small is drawn square: corners would eat it, and a thousand of them would take their time. */
function radiusFor(width: number, height: number): number {
  return width < ROUND_MIN_PX || height < 8 ? 0 : RADIUS
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

/** Room that the clock takes in a timer's bar. */
export const CLOCK_ROOM = 14
const CLOCK_MIN_PX = 22

/** Hollow to the time it is due, filled to now; cut where it was cancelled. */
export const paintTimer: PaintBar = (pen, span, { left, right, y, height }, { scale, now, theme }) => {
  const ink = theme.status[span.status]
  if (right - left < FRAME_MIN_PX) return pen.box(left, y, right - left, height, ink)
  const elapsed = span.end === null ? Math.round(Math.min(right, Math.max(left, scale.toPx(now)))) : right
  if (elapsed > left) pen.box(left, y, elapsed - left, height, theme.softStatus[span.status], RADIUS)
  pen.frame(left, y, right - left, height, ink, RADIUS)
  if (height < SIGN_MIN_HEIGHT) return
  if (hasClock(left, right)) clock(pen, left + 9, y + height / 2, ink)
  if (span.status === 'cancelled' && right - left >= CROSS_MIN_PX) cross(pen, right - 8, y + height / 2, ink)
}

export function hasClock(left: number, right: number): boolean {
  return right - left >= CLOCK_MIN_PX
}

/** Nobody works on a wait: a dotted line, not a bar. */
export const paintWait: PaintBar = (pen, span, place, { theme }) => {
  pen.box(place.left, place.y + place.height / 4, 2, place.height / 2, theme.status[span.status])
  dots(pen, place, theme.status[span.status])
}

/** The event was there first: the line leads to where the code asked for it. */
export const paintEarly: PaintBar = (pen, span, place, { theme }) => {
  dots(pen, place, theme.status[span.status])
  pen.box(place.right - 2, place.y + place.height / 4, 2, place.height / 2, theme.status[span.status])
}

function dots(pen: Pen, { left, right, y, height }: Place, ink: string): void {
  const middle = Math.round(y + height / 2)
  for (let x = Math.max(left + 4, left % 6); x < right - 1; x += 6) pen.box(x, middle - 1, 2, 2, ink)
}

/** Dotted while it is asked for, a frame while it is held. */
export const paintLock: PaintBar = (pen, span, place, around) => {
  const parts = span.segments
  const { theme } = around
  if (parts === undefined) return paintWait(pen, span, place, around)
  for (const part of parts) {
    const { left, right, y, height } = partPlace(part, parts, place, around)
    const ink = theme.status[part.kind === 'asking' ? 'waiting' : part.status]
    if (part.kind === 'asking') {
      dots(pen, { left, right, y, height }, ink)
      continue
    }
    pen.box(left, y, right - left, height, theme.softStatus[part.status], RADIUS)
    pen.frame(left, y, right - left, height, ink, RADIUS)
    if (height >= SIGN_MIN_HEIGHT && hasClock(left, right)) padlock(pen, left + 9, y + height / 2, ink)
  }
}

/** The stretch of a suspension; the band behind all rows belongs to it. */
export const paintSuspension: PaintBar = (pen, span, { left, right, y, height }, { theme }) => {
  pen.hatch(left, y, right - left, height, theme.status.cancelled)
  pen.frame(left, y, right - left, height, theme.status[span.status], RADIUS)
}
