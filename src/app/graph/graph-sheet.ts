import type { Pen, Theme } from '#timeline/paint/pen.ts'
import { cut, type Drawing } from '../pictures/drawing.ts'
import { type Arrow, type Box, BOX_HEIGHT, BOX_WIDTH } from './boxes.ts'

const MARGIN = 24
const HEAD_PX = 5

/** A graph as a picture: all of it, as it stands on the screen. */
export function graphSheet(boxes: readonly Box[], arrows: readonly Arrow[], theme: Theme): Drawing {
  const left = Math.min(0, ...boxes.map(({ x }) => x)) - MARGIN
  const top = Math.min(0, ...boxes.map(({ y }) => y)) - MARGIN
  const width = Math.max(0, ...boxes.map(({ x }) => x)) + BOX_WIDTH + MARGIN - left
  const height = Math.max(0, ...boxes.map(({ y }) => y)) + BOX_HEIGHT + MARGIN - top
  const places = new Map(boxes.map((box) => [box.id, { x: box.x - left, y: box.y - top }]))
  return {
    width,
    height,
    paint(pen) {
      pen.box(0, 0, width, height, theme.paper)
      for (const arrow of arrows) {
        const [from, to] = [places.get(arrow.from), places.get(arrow.to)]
        if (from !== undefined && to !== undefined) paintArrow(pen, arrow, from, to, theme)
      }
      for (const box of boxes) {
        const place = places.get(box.id)
        if (place !== undefined) paintBox(pen, box, place, theme)
      }
    },
  }
}

interface Place {
  readonly x: number
  readonly y: number
}

/** From the right side to the left one, in steps; one that leads back goes around below. */
function paintArrow(pen: Pen, { isCritical, label }: Arrow, from: Place, to: Place, theme: Theme): void {
  const ink = isCritical ? theme.ink : theme.quietInk
  const stroke = isCritical ? 3 : 1.25
  const [x1, y1] = [from.x + BOX_WIDTH, from.y + BOX_HEIGHT / 2]
  const [x2, y2] = [to.x, to.y + BOX_HEIGHT / 2]
  const below = Math.max(from.y, to.y) + BOX_HEIGHT + 10
  const corners =
    x2 > x1
      ? [x1, y1, (x1 + x2) / 2, y1, (x1 + x2) / 2, y2, x2 - HEAD_PX, y2]
      : [x1, y1, x1 + 12, y1, x1 + 12, below, x2 - 12, below, x2 - 12, y2, x2 - HEAD_PX, y2]
  for (let i = 0; i + 3 < corners.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = corners.slice(i, i + 4)
    if (ax === bx && ay === by) continue
    const [left, top] = [Math.min(ax, bx) - stroke / 2, Math.min(ay, by) - stroke / 2]
    pen.box(left, top, Math.abs(ax - bx) + stroke, Math.abs(ay - by) + stroke, ink)
  }
  pen.area(
    [
      [x2 - HEAD_PX - 2, y2 - HEAD_PX],
      [x2, y2],
      [x2 - HEAD_PX - 2, y2 + HEAD_PX],
    ],
    ink,
  )
  if (label !== '') pen.text(cut(pen, label, 120), (x1 + x2) / 2 + 4, (y1 + y2) / 2, theme.quietInk)
}

function paintBox(pen: Pen, box: Box, { x, y }: Place, theme: Theme): void {
  const radius = box.shape === 'round' ? BOX_HEIGHT / 2 : 6
  const tone = box.tone === 'plain' ? theme.strongLine : theme.status[box.tone]
  const paint = (dx: number) => {
    pen.box(x + dx, y + dx, BOX_WIDTH, BOX_HEIGHT, theme.paper, radius)
    pen.frame(x + dx, y + dx, BOX_WIDTH, BOX_HEIGHT, box.isCritical ? theme.ink : theme.strongLine, radius)
  }
  if (box.shape === 'stack') for (const dx of [6, 3]) paint(dx)
  paint(0)
  if (box.shape !== 'round') pen.box(x, y + 4, 4, BOX_HEIGHT - 8, tone, 2)
  else pen.box(x + 10, y + BOX_HEIGHT / 2 - 3, 6, 6, tone, 3)
  const [left, room] = [x + (box.shape === 'round' ? 22 : 12), BOX_WIDTH - 30]
  const middle = y + BOX_HEIGHT / 2 - (box.attempts.length > 0 ? 3 : 0)
  pen.text(cut(pen, box.title, room), left, box.detail === '' ? middle : middle - 8, theme.ink)
  if (box.detail !== '') pen.text(cut(pen, box.detail, room), left, middle + 8, theme.quietInk)
  const part = room / box.attempts.length
  for (const [i, tone] of box.attempts.entries())
    pen.box(left + i * part, y + BOX_HEIGHT - 5, part - 2, 3, theme.status[tone])
}
