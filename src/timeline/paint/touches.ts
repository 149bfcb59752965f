import type { Span } from '../model/span.ts'
import type { Pen } from './pen.ts'
import type { Around, Place } from './scene.ts'
import { flash } from './signs.ts'

/** Another task won the race: what came after is drawn as nobody's concern. */
export function paintLoser(
  pen: Pen,
  span: Span,
  { left, right, y, height }: Place,
  { scale, now, theme }: Around,
): void {
  if (span.lostAt === undefined || span.lostAt > now) return
  const from = Math.round(Math.min(right, Math.max(left, scale.toPx(span.lostAt))))
  if (right - from < 1) return
  pen.fade(0.6)
  pen.box(from, y, right - from, height, theme.paper)
  pen.fade(1)
}

/** A flash before the bar: what became of it was wished for. */
export function paintFault(pen: Pen, _span: Span, { left, y, height }: Place, { theme }: Around): void {
  const middle = y + height / 2
  const from = left < 14 ? left : left - 13 // before the bar, where there is room: its text begins with it
  pen.box(from, middle - 7, 12, 14, theme.paper, 3)
  flash(pen, from + 6, middle, theme.status.waiting)
}

/** A foot under the bar that everybody else had to wait for. */
export function paintSlowest(pen: Pen, _span: Span, { left, right, y, height }: Place, { theme }: Around): void {
  pen.box(left, y + height, right - left, 2, theme.ink)
}
