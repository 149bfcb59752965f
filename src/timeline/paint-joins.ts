import type { Layout } from './layout.ts'
import { barPlace } from './bar-place.ts'
import type { Scene } from './paint.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import type { Join } from './spans.ts'

const BRACKET_PX = 4
const GAP = 6

/** Where tasks of several lanes come together: a line along all of them, and which of them it waited for. */
export function paintJoins(pen: Pen, scene: Scene): void {
  const { scale, layout, theme, scrollTop, height } = scene
  for (const { group, y, height: groupHeight } of layout.groups) {
    if (group.joins.size === 0 || y + groupHeight < scrollTop || y - scrollTop > height) continue
    const span = lanesOf(layout, scene, group.id)
    if (span === null) continue
    for (const join of group.joins) {
      const x = join.at === null ? -1 : Math.round(scale.toPx(join.at))
      if (x < 0 || x > scale.width) continue
      pen.box(x, span.top, 1, span.bottom - span.top, theme.quietInk)
      pen.box(x - BRACKET_PX, span.top, BRACKET_PX, 1, theme.quietInk)
      pen.box(x - BRACKET_PX, span.bottom - 1, BRACKET_PX, 1, theme.quietInk)
      const text = wordsOf(join)
      if (x + GAP + pen.textWidth(text) < scale.width && isSeldom(group.joins.size, scale.width))
        pen.text(text, x + GAP, span.bottom - 5, theme.quietInk)
    }
  }
}

/** From the first to the last lane that is drawn; `null` for a single one, where nothing needs to be brought together. */
function lanesOf({ rows }: Layout, { scrollTop }: Scene, id: string): { top: number; bottom: number } | null {
  const lanes = rows.filter((row) => row.kind === 'lane' && row.group.id === id)
  const [first, last] = [lanes[0], lanes.at(-1)]
  if (first === undefined || last === undefined || first === last) return null
  const [top, end] = [barPlace(first, scrollTop), barPlace(last, scrollTop)]
  return { top: Math.max(AXIS_HEIGHT, top.y), bottom: end.y + end.height }
}

/** As the code writes it, with how many of how many had ended. */
function wordsOf({ kind, ended, total }: Join): string {
  return kind === 'all' ? `all [${ended}/${total}]` : `any [1/${total}]`
}

function isSeldom(count: number, width: number): boolean {
  return count < width / 100
}
