import { type Box, eachVisible } from './boxes.ts'
import type { Scene } from './paint.ts'
import type { Pen } from './pen.ts'
import type { Span } from './spans.ts'

const GAP = 6
const CROSS_ROOM = 14
/** With less room than this the beginning of a text says nothing. */
const TRUNCATED_MIN_PX = 36

/** Inside the bar if it fits, else to its right, else to its left; where it fits nowhere, its beginning; else nothing. */
export function paintTexts(pen: Pen, lane: readonly Span[], scene: Scene, middle: number): void {
  const { scale, now, theme } = scene
  const visible: [Span, Box][] = []
  eachVisible(lane, scale, now, (span, box) => visible.push([span, box]))
  if (visible.length > scale.width / 20) return // too dense for any text to fit
  let freeFrom = 0
  visible.forEach(([span, box], i) => {
    const text = scene.textOf(span)
    const freeTo = visible[i + 1]?.[1].left ?? scale.width
    const spot = text === '' ? null : spotOf(pen, text, span, box, { left: freeFrom, right: freeTo }, scale.width)
    if (spot !== null) pen.text(spot.text, spot.x, middle, spot.isOnInk ? theme.paper : theme.quietInk)
    freeFrom = Math.max(box.right, spot?.end ?? 0) + GAP
  })
}

interface Spot {
  readonly text: string
  readonly x: number
  readonly end: number
  readonly isOnInk: boolean
}

function spotOf(pen: Pen, text: string, span: Span, box: Box, free: Box, canvasWidth: number): Spot | null {
  const width = pen.textWidth(text)
  const inside = insideOf(span, box, canvasWidth)
  const right = { x: box.right + GAP, room: free.right - box.right - 2 * GAP, isOnInk: false }
  const left = { x: box.left - GAP - width, room: box.left - GAP - free.left, isOnInk: false }
  for (const { x, room, isOnInk } of [inside, right, left])
    if (width <= room) return { text, x, end: x + width, isOnInk }

  const best = inside.room >= right.room ? inside : right
  const beginning = best.room < TRUNCATED_MIN_PX ? '' : shortened(pen, text, best.room)
  return beginning === '' ? null : { text: beginning, x: best.x, end: best.x + best.room, isOnInk: best.isOnInk }
}

/** The room inside a bar, as far as it is in sight. A dotted line has none. */
function insideOf(span: Span, box: Box, canvasWidth: number) {
  const [left, right] = [Math.max(0, box.left), Math.min(canvasWidth, box.right)]
  const isSolid = span.kind === 'activity' || span.kind === 'entity' || span.kind === 'subOrchestration'
  const isLine = span.isPoint || span.kind === 'externalEvent' || span.kind === 'command'
  const edge = span.kind === 'subOrchestration' ? 3 : 0
  const needsCross = span.status === 'failed' || span.status === 'cancelled' || span.end === null
  const room =
    isLine || span.segments !== undefined || isLoser(span)
      ? 0
      : right - left - 2 * GAP - edge - (isSolid && needsCross ? CROSS_ROOM : 0)
  return { x: left + GAP + edge, room, isOnInk: isSolid }
}

function isLoser({ join, end }: Span): boolean {
  return join?.kind === 'any' && join.at !== null && (end === null || end > join.at)
}

function shortened(pen: Pen, text: string, room: number): string {
  let [fits, tooLong] = [0, text.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (pen.textWidth(`${text.slice(0, middle)}…`) <= room) fits = middle
    else tooLong = middle
  }
  return fits < 3 ? '' : `${text.slice(0, fits).trimEnd()}…`
}
