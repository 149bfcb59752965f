import type { EpochMs } from '#base/units.ts'
import type { Extent } from '../model/model.ts'
import { type FoldWishes, foldsOf, unfoldedMs } from './folds.ts'
import { SHORTEST_RANGE_MS, type TimeRange } from './scale.ts'

const EDGE = 0.06
const HEADROOM = 0.25
const SHORTEST_LIVE_MS = 1000

/** So many due times are in reach; who waits for more waits for those, too. */
const MOST_DUES = 20

/** What a picture of everything shows: its range and the idle stretches that are folded in it. */
export interface Frame {
  readonly range: TimeRange
  readonly folds: readonly TimeRange[]
}

/** The frame of a run that has ended, with a little room for a label. */
export function wholeRun(extent: Extent, gaps: readonly TimeRange[], width: number, wishes: FoldWishes): Frame {
  const run = { from: extent.from, to: extent.reached }
  const folds = foldsOf(gaps, run, width, wishes)
  return { range: withEdge(run, folds), folds }
}

/** Where a run that goes on stands on the screen: `to` leaves room beyond `settled`, the time at which it was set. */
export interface LiveRange extends TimeRange {
  readonly settled: EpochMs
}

/**
 * The range that follows `now`: it stands still until `now` reaches its end, and is then a quarter longer than what is
 * unfolded of what has been. So bars grow and do not creep.
 */
export function following(
  previous: LiveRange | null,
  extent: Extent,
  gaps: readonly TimeRange[],
  now: EpochMs,
  width: number,
  wishes: FoldWishes,
): LiveRange {
  const { from } = extent
  if (previous !== null && previous.from === from && now < previous.to && now >= previous.from) return previous
  const run = { from, to: Math.max(from, now) as EpochMs }
  const shown = unfoldedMs(run, foldsOf(withSilence(gaps, extent, now), run, width, wishes))
  return { from, settled: run.to, to: (run.to + Math.max(SHORTEST_LIVE_MS, shown * HEADROOM)) as EpochMs }
}

/** The frame of a run that goes on: what has been, the room for what comes next, and when its timers are due. */
export function liveRun(
  extent: Extent,
  gaps: readonly TimeRange[],
  live: LiveRange,
  width: number,
  wishes: FoldWishes,
): Frame {
  const all = withSilence(gaps, extent, live.settled)
  let { to } = live
  for (const due of extent.due.slice(0, MOST_DUES)) {
    if (due <= to) continue
    all.push({ from: to, to: due })
    to = due
  }
  const run = { from: extent.from, to }
  const folds = foldsOf(all, run, width, wishes)
  return { range: to === live.to ? run : withEdge(run, folds), folds }
}

/** The silence since something happened last is an idle stretch, too. */
function withSilence(gaps: readonly TimeRange[], { isIdle, reached }: Extent, until: EpochMs): TimeRange[] {
  return isIdle && until > reached ? [...gaps, { from: reached, to: until }] : [...gaps]
}

function withEdge({ from, to }: TimeRange, folds: readonly TimeRange[]): TimeRange {
  const edge = Math.max(SHORTEST_RANGE_MS, unfoldedMs({ from, to }, folds) * EDGE)
  return { from, to: (to + edge) as EpochMs }
}
