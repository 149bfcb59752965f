import type { EpochMs } from '#base/units.ts'
import { boxOf } from './boxes.ts'
import { barPlace, type Scene } from './paint.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'

/** What moves with the mouse and the clock, drawn on a canvas of its own so that the bars need not be drawn again. */
export interface Overlay {
  readonly hovered: string | null
  readonly selected: ReadonlySet<string>
  /** A line over all rows with a word on the axis: now, or where playback stands. */
  readonly line: { readonly at: EpochMs; readonly label: string } | null
}

export function paintOverlay(pen: Pen, scene: Scene, { hovered, selected, line }: Overlay): void {
  if (hovered !== null && !selected.has(hovered)) frame(pen, scene, hovered, scene.theme.quietInk)
  for (const id of selected) frame(pen, scene, id, scene.theme.accent)
  if (line !== null) paintLine(pen, scene, line.at, line.label)
}

function frame(pen: Pen, scene: Scene, id: string, ink: string): void {
  const place = scene.layout.places.get(id)
  if (place === undefined) return
  const { left, right } = boxOf(place.row.spans, place.index, scene.scale, scene.now)
  const { y, height } = barPlace(place.row, scene.scrollTop)
  if (y + height < AXIS_HEIGHT || right < 0 || left > scene.scale.width) return
  pen.frame(left - 3, y - 3, right - left + 6, height + 6, ink, 5)
}

const LABEL_PADDING = 6
const LABEL_HEIGHT = 16

function paintLine(pen: Pen, { scale, height, theme }: Scene, at: EpochMs, label: string): void {
  const x = Math.round(scale.toPx(at))
  if (x < 0 || x > scale.width) return
  const width = Math.ceil(pen.textWidth(label)) + 2 * LABEL_PADDING
  const left = Math.min(scale.width - width, Math.max(0, Math.round(x - width / 2)))
  pen.box(x - 0.5, AXIS_HEIGHT - 4, 1.5, height, theme.accent)
  pen.box(left, (AXIS_HEIGHT - LABEL_HEIGHT) / 2, width, LABEL_HEIGHT, theme.accent, 4)
  pen.text(label, left + LABEL_PADDING, AXIS_HEIGHT / 2 + 0.5, theme.onAccent)
}
