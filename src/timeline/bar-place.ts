import type { CssPx } from '#base/units.ts'
import type { Row } from './layout.ts'
import { AXIS_HEIGHT } from './pen.ts'

/** The top and height of a row's bars on the canvas. */
export function barPlace(row: Row, scrollTop: CssPx): { readonly y: number; readonly height: number } {
  const gap = row.height >= 16 ? 4 : row.height >= 8 ? 2 : 1
  return { y: AXIS_HEIGHT + row.y - scrollTop + gap / 2, height: row.height - gap }
}
