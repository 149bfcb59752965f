import type { EpochMs } from '#base/units.ts'
import type { Group } from '../model/groups.ts'
import type { RunningCount } from '../model/running-count.ts'
import type { Pen, Point } from './pen.ts'
import { MARK_PX } from './pixel-runs.ts'
import type { Around } from './scene.ts'

/**
 * The head of a fan-out: how many were under way, as an area over time, and a red line where one failed. It stands for
 * all the lanes, so a failure in any of them is seen here.
 */
export function paintFanOut(pen: Pen, group: Group, y: number, height: number, around: Around, position: number): void {
  const { scale, theme } = around
  const tone = group.counts.running + group.counts.waiting > 0 ? 'running' : 'completed'
  const bottom = y + height
  const columns = columnsOf(group.running, around)
  for (const [left, right] of stretches(columns)) {
    const top = outline(columns, left, right, bottom, height)
    pen.area([[left, bottom], ...top, [right, bottom]], theme.softStatus[tone])
    pen.path(top, theme.status[tone])
  }
  let last = -Infinity
  for (const span of group.failed) {
    if (span.endedBy !== null && span.endedBy >= position) continue
    const x = Math.round(scale.toPx(span.end ?? span.start))
    if (x < 0 || x >= scale.width || (x - last < MARK_PX && x >= last)) continue
    pen.box(Math.min(x, scale.width - MARK_PX), y, MARK_PX, height, theme.status.failed)
    last = x
  }
}

/** For each pixel column from `left` on the most that were under way in it, as a share of the most ever. */
interface Columns {
  readonly left: number
  readonly heights: Float64Array
}

const noColumns: Columns = { left: 0, heights: new Float64Array() }

/** Only those in sight in which anything was under way: most fan-outs of a long run are elsewhere. */
function columnsOf({ at, count, length, most }: RunningCount, { scale, now }: Around): Columns {
  let first = Math.max(0, indexAfter(at, length, scale.from) - 1)
  let end = indexAfter(at, length, Math.min(scale.to, now))
  while (first < end && count[first] === 0) first++
  while (first < end && count[end - 1] === 0) end--
  if (first >= end) return noColumns
  const pixel = (time: number) => scale.toPx(Math.min(time, now) as EpochMs)
  const timeAfter = (i: number) => (i + 1 < length ? (at[i + 1] ?? now) : now)
  const left = Math.max(0, Math.floor(pixel(at[first] ?? now)))
  const width = Math.max(0, Math.min(Math.ceil(scale.width), Math.ceil(pixel(timeAfter(end - 1))) + 1) - left)
  const heights = new Float64Array(width)
  for (let i = first; i < end; i++) {
    const share = (count[i] ?? 0) / Math.max(1, most)
    const from = Math.max(0, Math.floor(pixel(at[i] ?? now)) - left)
    const to = Math.min(width, Math.max(from + 1, Math.ceil(pixel(timeAfter(i))) - left))
    for (let x = from; x < to; x++) if (share > (heights[x] ?? 0)) heights[x] = share
  }
  return { left, heights }
}

function indexAfter(at: Float64Array, length: number, time: number): number {
  let [low, high] = [0, length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) > time) high = middle
    else low = middle + 1
  }
  return low
}

/** The runs of columns in which anything was under way. */
function stretches({ left, heights }: Columns): [left: number, right: number][] {
  const found: [number, number][] = []
  for (let i = 0; i < heights.length; i++) {
    if (heights[i] === 0) continue
    const first = i
    while (i < heights.length && heights[i] !== 0) i++
    found.push([left + first, left + i])
  }
  return found
}

/** The upper edge, with a corner only where the height changes. At least two pixels are seen of it. */
function outline({ left: origin, heights }: Columns, left: number, right: number, bottom: number, height: number) {
  const points: Point[] = []
  let before = -1
  const level = (share: number) => bottom - Math.max(2, Math.round(share * (height - 1)))
  for (let x = left; x < right; x++) {
    const share = heights[x - origin] ?? 0
    if (share === before) continue
    if (before >= 0) points.push([x, level(before)])
    points.push([x, level(share)])
    before = share
  }
  points.push([right, level(before)])
  return points
}
