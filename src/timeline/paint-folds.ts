import { durationText } from './duration.ts'
import type { Scene } from './paint.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import { FOLD_PX, type TimeRange } from './scale.ts'

const TOOTH_PX = 6

/** A zigzag where time is cut out of the picture, and over it how much. */
export function paintFolds(pen: Pen, { scale, theme, height }: Scene): void {
  for (const fold of scale.folds) {
    const left = Math.round(scale.toPx(fold.from))
    if (left + FOLD_PX < 0 || left > scale.width) continue
    for (const x of [left + FOLD_PX / 2 - 3, left + FOLD_PX / 2 + 3])
      for (let y = AXIS_HEIGHT; y < height; y += 2 * TOOTH_PX) {
        pen.line(x, y, x + 3, y + TOOTH_PX, theme.quietInk)
        pen.line(x + 3, y + TOOTH_PX, x, y + 2 * TOOTH_PX, theme.quietInk)
      }
  }
}

/** The true length of what was folded, on the axis. */
export function foldLabel(pen: Pen, fold: TimeRange, { scale }: Scene) {
  const text = durationText(fold.to - fold.from)
  const width = pen.textWidth(text)
  const left = Math.round(scale.toPx(fold.from) + FOLD_PX / 2 - width / 2)
  return { text, left, right: left + width }
}
