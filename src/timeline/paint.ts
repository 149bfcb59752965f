import type { CssPx, EpochMs } from '#base/units.ts'
import { BAR_MIN_PX, type Box, eachVisible } from './boxes.ts'
import { type Layout, type Row, rowsWithin } from './layout.ts'
import { paintSpan } from './paint-span.ts'
import { AXIS_HEIGHT, type Pen, type Theme } from './pen.ts'
import { type PixelRuns, pixelRunsOf } from './pixel-runs.ts'
import type { Scale } from './scale.ts'
import type { Span } from './spans.ts'
import { ticksOf } from './ticks.ts'

/** Everything that a picture of the timeline is made of. */
export interface Scene {
  readonly layout: Layout
  readonly scale: Scale
  /** Where the axis says 0. */
  readonly origin: EpochMs
  readonly now: EpochMs
  /** The canvas's height; its width is the scale's. */
  readonly height: CssPx
  /** How far the content is scrolled up. */
  readonly scrollTop: CssPx
  readonly theme: Theme
  /** What stands in or beside a bar; '' for nothing. */
  readonly textOf: (span: Span) => string
}

/** Draws the axis and all bars in CSS pixels. Knows nothing of history, React or the mouse. */
export function paint(pen: Pen, scene: Scene): void {
  const { scale, height, theme } = scene
  pen.box(0, 0, scale.width, height, theme.paper)
  const ticks = ticksOf(scale, scene.origin)
  for (const { x } of ticks) pen.line(Math.round(x) + 0.5, AXIS_HEIGHT, Math.round(x) + 0.5, height, theme.line)
  paintRows(pen, scene)
  pen.box(0, 0, scale.width, AXIS_HEIGHT, theme.paper)
  pen.line(0, AXIS_HEIGHT - 0.5, scale.width, AXIS_HEIGHT - 0.5, theme.line)
  for (const { x, label } of ticks) {
    pen.line(Math.round(x) + 0.5, AXIS_HEIGHT - 6, Math.round(x) + 0.5, AXIS_HEIGHT, theme.line)
    pen.text(label, Math.round(x) + 4, AXIS_HEIGHT / 2, theme.quietInk)
  }
}

/** Only the rows in sight, so that a fan-out of thousands costs what is seen of it. */
export function paintRows(pen: Pen, scene: Scene): void {
  const runs = pixelRunsOf(scene.scale.width)
  const top = scene.scrollTop
  for (const row of rowsWithin(scene.layout, top, top + scene.height - AXIS_HEIGHT)) paintRow(pen, row, scene, runs)
}

/** Bars first, over them the marks of what is too narrow for a bar, and the points on top: a failed one is never hidden. */
function paintRow(pen: Pen, row: Row, scene: Scene, runs: PixelRuns): void {
  const { scale, now, theme } = scene
  const place = barPlace(row, scene.scrollTop)
  const points: [Span, Box][] = []
  let lastPoint = -Infinity
  eachVisible(row.spans, scale, now, (span, box) => {
    if (span.isPoint) {
      if (box.left - lastPoint < 2) return // its neighbour covers it
      lastPoint = box.left
      points.push([span, box])
    } else if (box.right - box.left < BAR_MIN_PX) runs.add(box, span.status)
    else paintSpan(pen, span, { ...box, ...place }, scale, now, theme)
  })
  if (row.height >= TEXT_MIN_HEIGHT) paintTexts(pen, row, scene, place)
  runs.drain((left, width, status) => {
    const ink = row.group.kind === 'episode' && status === 'completed' ? theme.newCode : theme.status[status]
    pen.box(left, place.y, width, place.height, ink)
  })
  for (const [span, box] of points) paintSpan(pen, span, { ...box, ...place }, scale, now, theme)
}

/** The top and height of a row's bars on the canvas. */
export function barPlace(row: Row, scrollTop: CssPx): { readonly y: number; readonly height: number } {
  const gap = row.height >= 16 ? 4 : row.height >= 8 ? 2 : 1
  return { y: AXIS_HEIGHT + row.y - scrollTop + gap / 2, height: row.height - gap }
}

const TEXT_MIN_HEIGHT = 16
const TEXT_GAP = 6
const CROSS_ROOM = 14

/** Inside the bar if it fits, else to its right if nothing stands there, else to its left, else not at all. */
function paintTexts(pen: Pen, row: Row, scene: Scene, place: { readonly y: number; readonly height: number }): void {
  const { scale, now, theme } = scene
  const visible: [Span, Box][] = []
  eachVisible(row.spans, scale, now, (span, box) => visible.push([span, box]))
  if (visible.length > scale.width / 20) return // too dense for any text to fit
  let freeFrom = 0
  visible.forEach(([span, box], i) => {
    const text = scene.textOf(span)
    const width = text === '' ? 0 : pen.textWidth(text)
    const freeTo = visible[i + 1]?.[1].left ?? scale.width
    const spot = width === 0 ? undefined : spotOf(span, box, width, freeFrom, freeTo, scale.width)
    if (spot !== undefined)
      pen.text(text, spot.x, place.y + place.height / 2 + 0.5, spot.isInside ? theme.paper : theme.quietInk)
    freeFrom = Math.max(box.right, spot === undefined ? 0 : spot.x + width) + TEXT_GAP
  })
}

function spotOf(span: Span, box: Box, width: number, freeFrom: number, freeTo: number, canvasWidth: number) {
  const [left, right] = [Math.max(0, box.left), Math.min(canvasWidth, box.right)]
  const isSolid = span.kind === 'activity' || span.kind === 'subOrchestration'
  const room = right - left - 2 * TEXT_GAP - (isSolid ? CROSS_ROOM : 0)
  const isLine = span.kind === 'externalEvent' || span.kind === 'command'
  if (width <= room && !isLine) return { x: left + TEXT_GAP, isInside: isSolid }
  if (box.right + TEXT_GAP + width <= freeTo - TEXT_GAP) return { x: box.right + TEXT_GAP, isInside: false }
  if (box.left - TEXT_GAP - width >= freeFrom) return { x: box.left - TEXT_GAP - width, isInside: false }
  return undefined
}
