import type { Layout } from './layout.ts'
import { barPlace } from './bar-place.ts'
import type { Scene } from './paint.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import type { Group } from './rows.ts'
import type { Join } from './spans.ts'

const BRACKET_PX = 4
const GAP = 6
/** The words stand in the head of a fan-out, where no bar's text is. */
const HEADER_MIDDLE = 13

/** Where tasks of several lanes come together: a line along all of them, and which of them it waited for. */
export function paintJoins(pen: Pen, scene: Scene): void {
  const { scale, layout, theme, scrollTop, height } = scene
  for (const { group, y, height: groupHeight, isOpen } of layout.groups) {
    if (group.joins.size === 0 || !isOpen || y + groupHeight < scrollTop || y - scrollTop > height) continue
    for (const [join, lanes] of group.joins) {
      const x = join.at === null ? -1 : Math.round(scale.toPx(join.at))
      const along = x < 0 || x > scale.width ? null : stretchOf(layout, scene, group, lanes)
      if (along === null) continue
      const { top, bottom } = along
      pen.box(x, top, 1, bottom - top, theme.quietInk)
      pen.box(x - BRACKET_PX, top, BRACKET_PX, 1, theme.quietInk)
      pen.box(x - BRACKET_PX, bottom - 1, BRACKET_PX, 1, theme.quietInk)
      const text = wordsOf(join)
      const hasRoom = group.isFanOut && x + GAP + pen.textWidth(text) < scale.width
      if (hasRoom && group.joins.size < scale.width / 100)
        pen.text(text, x + GAP, AXIS_HEIGHT + y - scrollTop + HEADER_MIDDLE, theme.quietInk)
    }
  }
}

/** From the first to the last of its lanes; `null` for a single one, where nothing needs to be brought together. */
function stretchOf({ rows }: Layout, { scrollTop }: Scene, group: Group, lanes: ReadonlySet<number>) {
  if (lanes.size < 2) return null
  const own = rows.filter((row) => row.kind === 'lane' && row.group === group && lanes.has(row.lane))
  const [first, last] = [own[0], own.at(-1)]
  if (first === undefined || last === undefined) return null
  const [top, end] = [barPlace(first, scrollTop), barPlace(last, scrollTop)]
  return { top: Math.max(AXIS_HEIGHT, top.y), bottom: end.y + end.height }
}

/** As the code writes it, with how many of how many had ended. */
function wordsOf({ kind, ended, total }: Join): string {
  return kind === 'all' ? `all [${ended}/${total}]` : `any [1/${total}]`
}
