import { boxOf } from './boxes.ts'
import { barPlace } from './bar-place.ts'
import { lineLabel, type Scene } from './paint.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'

/** What moves with the mouse and the clock, drawn on a canvas of its own so that the bars need not be drawn again. */
export interface Overlay {
  readonly hovered: string | null
  readonly selected: ReadonlySet<string>
}

export function paintOverlay(pen: Pen, scene: Scene, { hovered, selected }: Overlay): void {
  if (hovered !== null && !selected.has(hovered)) frame(pen, scene, hovered, scene.theme.quietInk)
  for (const id of selected) frame(pen, scene, id, scene.theme.accent)
  paintLine(pen, scene)
}

function frame(pen: Pen, scene: Scene, id: string, ink: string): void {
  const place = scene.layout.placeOf(id)
  if (place === undefined) return
  const { left, right } = boxOf(place.spans, place.index, scene.scale, scene.now)
  const { y, height } = barPlace(place.row, scene.scrollTop)
  if (y + height < AXIS_HEIGHT || right < 0 || left > scene.scale.width) return
  pen.frame(left - 3, y - 3, right - left + 6, height + 6, ink, 5)
}

const LABEL_HEIGHT = 16

function paintLine(pen: Pen, scene: Scene): void {
  const spot = lineLabel(pen, scene)
  if (spot === null || scene.line === null) return
  const { accent, onAccent } = scene.theme
  pen.box(spot.x - 0.5, AXIS_HEIGHT - 4, 1.5, scene.height, accent)
  pen.box(spot.left, (AXIS_HEIGHT - LABEL_HEIGHT) / 2, spot.right - spot.left, LABEL_HEIGHT, accent, 4)
  pen.text(scene.line.label, spot.textX, AXIS_HEIGHT / 2 + 0.5, onAccent)
}
