import type { EpochMs } from '#base/units.ts'
import { FOLD_PX, type TimeRange } from './scale.ts'

/** An idle stretch with at least this share of the width is folded … */
const LEAST_SHARE = 0.1
/** … when that saves at least as much room as it takes, … */
const LEAST_PX = 2 * FOLD_PX
/** … and never so many that the folds take more room than the rest. */
const MOST_SHARE = 0.5

/** What the person said about folding, told by where a stretch begins. */
export interface FoldWishes {
  /** These were opened with a click. */
  readonly opened: ReadonlySet<EpochMs>
  /** These are folded on the screen, and stay so when others make them look smaller. */
  readonly kept: ReadonlySet<EpochMs>
  readonly isOff: boolean
}

/** Which idle stretches of a range to fold, in order: the longest first, until none that is left takes a tenth of the width. */
export function foldsOf(gaps: readonly TimeRange[], range: TimeRange, width: number, wishes: FoldWishes): TimeRange[] {
  const most = Math.floor((width * MOST_SHARE) / FOLD_PX)
  if (wishes.isOff || most < 1) return []
  const folds: TimeRange[] = []
  let unfolded = range.to - range.from
  for (const gap of longest(gaps, range, 2 * most, wishes.opened)) {
    const px = ((gap.to - gap.from) / Math.max(1, unfolded)) * (width - FOLD_PX * folds.length)
    if (px < Math.max(width * LEAST_SHARE, LEAST_PX) && !wishes.kept.has(gap.from)) continue
    folds.push(gap)
    unfolded -= gap.to - gap.from
    if (folds.length === most) break
  }
  return folds.toSorted((a, b) => a.from - b.from)
}

/** The longest stretches inside the range, longest first. There may be many thousands; few are ever folded. */
function longest(
  gaps: readonly TimeRange[],
  { from, to }: TimeRange,
  most: number,
  opened: ReadonlySet<EpochMs>,
): TimeRange[] {
  const found: TimeRange[] = []
  for (const gap of gaps) {
    if (gap.from < from || gap.to > to || opened.has(gap.from)) continue
    if (found.length === most && lengthOf(gap) <= lengthOf(found[most - 1])) continue
    const at = found.findIndex((other) => lengthOf(other) < lengthOf(gap))
    found.splice(at === -1 ? found.length : at, 0, gap)
    if (found.length > most) found.pop()
  }
  return found
}

function lengthOf(range: TimeRange | undefined): number {
  return range === undefined ? 0 : range.to - range.from
}

/** How much of the range is not folded, in milliseconds. */
export function unfoldedMs({ from, to }: TimeRange, folds: readonly TimeRange[]): number {
  return folds.reduce((rest, fold) => rest - lengthOf(fold), to - from)
}
