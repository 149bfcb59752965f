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
  const { scale, now, theme } = around
  const tone = group.counts.running + group.counts.waiting > 0 ? 'running' : 'completed'
  const heights = heightsOf(group.running, around)
  const bottom = y + height
  const end = Math.min(scale.width, Math.max(0, Math.round(scale.toPx(now))) + 1)
  for (const [left, right] of stretches(heights, end)) {
    const top = outline(heights, left, right, bottom, height)
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

/** For each pixel column the most that were under way in it, as a share of the most ever. */
function heightsOf(running: RunningCount, { scale, now }: Around): Float64Array {
  const { at, count, length, most } = running
  const heights = new Float64Array(Math.max(0, Math.ceil(scale.width)))
  const first = Math.max(0, indexAfter(at, length, scale.from) - 1)
  for (let i = first; i < length; i++) {
    const from = at[i] ?? 0
    if (from > scale.to || from > now) break
    const share = (count[i] ?? 0) / Math.max(1, most)
    if (share === 0) continue
    const until = i + 1 < length ? (at[i + 1] ?? now) : now
    const left = Math.max(0, Math.floor(scale.toPx(from as EpochMs)))
    const right = Math.min(heights.length, Math.max(left + 1, Math.ceil(scale.toPx(Math.min(until, now) as EpochMs))))
    for (let x = left; x < right; x++) if (share > (heights[x] ?? 0)) heights[x] = share
  }
  return heights
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
function stretches(heights: Float64Array, end: number): [left: number, right: number][] {
  const found: [number, number][] = []
  const limit = Math.min(end, heights.length)
  for (let x = 0; x < limit; x++) {
    if (heights[x] === 0) continue
    const left = x
    while (x < limit && heights[x] !== 0) x++
    found.push([left, x])
  }
  return found
}

/** The upper edge, with a corner only where the height changes. At least two pixels are seen of it. */
function outline(heights: Float64Array, left: number, right: number, bottom: number, height: number): Point[] {
  const points: Point[] = []
  let before = -1
  const level = (share: number) => bottom - Math.max(2, Math.round(share * (height - 1)))
  for (let x = left; x < right; x++) {
    const share = heights[x] ?? 0
    if (share === before) continue
    if (before >= 0) points.push([x, level(before)])
    points.push([x, level(share)])
    before = share
  }
  points.push([right, level(before)])
  return points
}
