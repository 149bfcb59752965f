import { firstIndex, type Row } from './layout.ts'
import type { Scene } from './paint.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import type { Group } from './rows.ts'

const EDGE_PX = 1.5
const TICK_PX = 2
const MARGIN = 4

/** How many of a fan-out ran at a time, as an area under a line; each failure a red tick that nothing hides. */
export function paintArea(pen: Pen, row: Row, { scale, now, scrollTop, theme }: Scene): void {
  const { group } = row
  const status = group.counts.running > 0 ? 'running' : 'completed'
  const room = row.height - 2 * MARGIN
  const bottom = AXIS_HEIGHT + row.y - scrollTop + row.height - MARGIN
  const heightAt = (x: number) => {
    const at = scale.toTime(x as Scene['scale']['width'])
    return at > now ? 0 : Math.round((room * runningAt(group, at)) / Math.max(1, group.lanes.length))
  }
  for (let x = 0; x < scale.width;) {
    const from = x
    const height = heightAt(from)
    while (x < scale.width && heightAt(x) === height) x++
    if (height === 0) continue
    pen.box(from, bottom - height, x - from, height, theme.softStatus[status])
    pen.box(from, bottom - height, x - from, EDGE_PX, theme.status[status])
  }
  let last = -Infinity
  for (const at of group.failures) {
    const x = Math.round(scale.toPx(at))
    if (x < last + TICK_PX || x < 0 || x > scale.width) continue
    last = x
    pen.box(Math.min(x, scale.width - TICK_PX), bottom - room, TICK_PX, room, theme.status.failed)
  }
}

/** What had begun less what had ended. */
function runningAt({ starts, ends }: Group, at: number): number {
  return firstIndex(starts, (start) => start > at) - firstIndex(ends, (end) => end > at)
}
