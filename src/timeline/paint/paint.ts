import { type Tick, ticksOf } from '../axis/ticks.ts'
import type { Box } from './boxes.ts'
import { axisWords } from './lines.ts'
import { layersBehind, layersOver } from './marks.ts'
import { paintRows } from './paint-rows.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import type { Scene } from './scene.ts'

/** Draws the axis and all bars in CSS pixels. Knows nothing of history, React or the mouse. */
export function paint(pen: Pen, scene: Scene): void {
  const { scale, height, theme } = scene
  pen.box(0, 0, scale.width, height, theme.paper)
  const ticks = ticksOf(scale, scene.timeText)
  for (const { x } of ticks)
    if (x >= 1) pen.line(Math.round(x) + 0.5, AXIS_HEIGHT, Math.round(x) + 0.5, height, theme.line)
  for (const paintLayer of Object.values(layersBehind)) paintLayer(pen, scene)
  paintRows(pen, scene)
  for (const paintLayer of Object.values(layersOver)) paintLayer(pen, scene)
  paintAxis(pen, scene, ticks)
}

/** Labels beside their lines, whole or not at all; where two would meet, the word of a line or a fold is kept, and above all that of now. */
function paintAxis(pen: Pen, scene: Scene, ticks: readonly Tick[]): void {
  const { scale, theme } = scene
  pen.box(0, 0, scale.width, AXIS_HEIGHT, theme.paper)
  pen.line(0, AXIS_HEIGHT - 0.5, scale.width, AXIS_HEIGHT - 0.5, theme.line)
  const line = lineLabel(pen, scene)
  const taken: Box[] = line === null ? [] : [line]
  const isFree = (left: number, right: number) => taken.every((box) => right + 4 < box.left || left > box.right + 4)
  for (const { text, left, right, ink } of axisWords(pen, scene)) {
    if (!isFree(left, right)) continue
    pen.box(left - 4, 4, right - left + 8, AXIS_HEIGHT - 8, theme.sunken, 4)
    pen.text(text, left, AXIS_HEIGHT / 2, ink)
    taken.push({ left: left - 4, right: right + 4 })
  }
  for (const { x, label } of ticks) {
    const left = Math.round(x) + 4
    if (x >= 1) pen.line(Math.round(x) + 0.5, AXIS_HEIGHT - 6, Math.round(x) + 0.5, AXIS_HEIGHT, theme.line)
    const right = left + pen.textWidth(label)
    if (right <= scale.width && isFree(left, right)) pen.text(label, left, AXIS_HEIGHT / 2, theme.quietInk)
  }
}

const LABEL_PADDING = 6

/** Where the line stands and its word on the axis; `null` when it is out of sight. */
export function lineLabel(
  pen: Pen,
  { scale, line }: Scene,
): (Box & { readonly x: number; readonly textX: number }) | null {
  if (line === null) return null
  const x = Math.round(scale.toPx(line.at))
  if (x < 0 || x > scale.width) return null
  const width = Math.ceil(pen.textWidth(line.label)) + 2 * LABEL_PADDING
  const left = Math.min(scale.width - width, Math.max(0, Math.round(x - width / 2)))
  return { x, left, right: left + width, textX: left + LABEL_PADDING }
}
