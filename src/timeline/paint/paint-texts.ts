import type { Row } from '../layout/layout.ts'
import type { Span } from '../model/span.ts'
import { CLOCK_ROOM, hasClock } from './bars.ts'
import { type Box, eachVisible } from './boxes.ts'
import { isSlowest } from './marks.ts'
import type { Pen } from './pen.ts'
import type { Scene } from './scene.ts'

const GAP = 6
const CROSS_ROOM = 14
/** With less room than this the beginning of a text says nothing. */
const TRUNCATED_MIN_PX = 36

/** Inside the bar if it fits, else to its right, else to its left; where it fits nowhere, its beginning; else nothing. */
export function paintTexts(pen: Pen, row: Row, scene: Scene, middle: number): void {
  const { scale, now, theme, isMatch } = scene
  const visible: (Box & { readonly span: Span })[] = []
  eachVisible(row, scale, now, (span, left, right) => visible.push({ span, left, right }))
  let freeFrom = 0
  visible.forEach(({ span, ...box }, i) => {
    const text = isMatch !== null && !isMatch(span) ? '' : textOf(span, row, scene)
    const freeTo = visible[i + 1]?.left ?? scale.width
    const spot = text === '' ? null : spotOf(pen, text, span, box, { left: freeFrom, right: freeTo }, scale.width)
    if (spot !== null) pen.text(isolated(spot.text), spot.x, middle, spot.isOnInk ? theme.paper : theme.quietInk)
    freeFrom = Math.max(box.right, spot?.end ?? 0) + GAP
  })
}

function textOf(span: Span, row: Row, scene: Scene): string {
  const text = scene.textOf(span, row)
  if (!isSlowest(row.placed.group, span)) return text
  return text === '' ? scene.words.slowest : `${text} · ${scene.words.slowest}`
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

/** The room inside a bar, as far as it is in sight. A dotted line has none, and what is hatched or cut short is no ground for text. */
function insideOf(span: Span, box: Box, canvasWidth: number) {
  const [left, right] = [Math.max(0, box.left), Math.min(canvasWidth, box.right)]
  const isSolid = span.kind === 'activity' || span.kind === 'subOrchestration' || span.kind === 'entity'
  const hasRoom = (isSolid && span.segments === undefined && span.pickedUp === undefined) || span.kind === 'timer'
  const edge = span.kind === 'subOrchestration' ? 4 : span.kind === 'timer' && hasClock(left, right) ? CLOCK_ROOM : 0
  const needsCross = span.status === 'failed' || span.status === 'cancelled' || span.end === null
  const room = !hasRoom || span.isPoint ? 0 : right - left - 2 * GAP - edge - (needsCross ? CROSS_ROOM : 0)
  return { x: left + GAP + edge, room, isOnInk: isSolid }
}

function shortened(pen: Pen, text: string, room: number): string {
  let [fits, tooLong] = [0, text.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (pen.textWidth(`${text.slice(0, middle)}…`) <= room) fits = middle
    else tooLong = middle
  }
  return fits < 3 ? '' : `${wholeCharacters(text, fits).trimEnd()}…`
}

/** An emoji is two units: half of one is a box with a question mark. */
function wholeCharacters(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/

/** Words from right to left must not turn around the number that follows them. */
function isolated(text: string): string {
  return RIGHT_TO_LEFT.test(text)
    ? text
        .split(' · ')
        .map((part) => `\u2068${part}\u2069`)
        .join(' · ')
    : text
}
