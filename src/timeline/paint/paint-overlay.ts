import { type Layout, rowOf, slotOf } from '../layout/layout.ts'
import type { Target } from '../layout/neighbour.ts'
import { boxOf } from './boxes.ts'
import { lineLabel } from './paint.ts'
import { barPlace } from './paint-rows.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import type { Scene } from './scene.ts'

/** What moves with the mouse and the clock, drawn on a canvas of its own so that the bars need not be drawn again. */
export interface Overlay {
  readonly hovered: Target | null
  readonly selected: readonly Target[]
}

export function paintOverlay(pen: Pen, scene: Scene, { hovered, selected }: Overlay): void {
  const isSelected = selected.some((target) => isSame(target, hovered))
  if (hovered !== null && !isSelected) frame(pen, scene, hovered, scene.theme.quietInk)
  for (const target of selected) frame(pen, scene, target, scene.theme.accent)
  paintLine(pen, scene)
}

function isSame(a: Target, b: Target | null): boolean {
  return a.span === b?.span
}

function frame(pen: Pen, scene: Scene, target: Target, ink: string): void {
  const place = placeOf(scene.layout, target)
  if (place === null || target.span.begunBy >= target.run.position) return
  const { left, right } = boxOf(place.row, place.slot, scene.scale, scene.now)
  const { y, height } = barPlace(place.row, scene.scrollTop)
  if (y + height < AXIS_HEIGHT || right < 0 || left > scene.scale.width) return
  pen.frame(left - 3, y - 3, right - left + 6, height + 6, ink, 5)
}

function placeOf(layout: Layout, { run, span }: Target) {
  const row = rowOf(layout, run, span)
  return row && { row, slot: slotOf(row, span) }
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
