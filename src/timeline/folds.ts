import type { EpochMs } from '#base/units.ts'
import type { TimeRange } from './scale.ts'
import type { Span } from './spans.ts'

/** When nobody worked: the stretches between, and since when nobody does; `null` while somebody works. */
export interface Idleness {
  readonly gaps: readonly TimeRange[]
  readonly since: EpochMs | null
}

/** Read from spans in the order in which they began. Waits are no work. */
export function idlenessOf(spans: readonly Span[]): Idleness {
  const gaps: TimeRange[] = []
  let busyUntil = -Infinity
  for (const { kind, start, end, isPoint } of spans) {
    if (kind === 'timer' || kind === 'command' || (kind === 'externalEvent' && !isPoint)) continue
    if (busyUntil > -Infinity && start > busyUntil) gaps.push({ from: busyUntil as EpochMs, to: start })
    busyUntil = Math.max(busyUntil, end ?? Infinity)
  }
  return { gaps, since: Number.isFinite(busyUntil) ? (busyUntil as EpochMs) : null }
}

/** From such a share of the width on, nothing is not worth its room. */
const FOLDED_SHARE = 0.1
const MOST_FOLDS = 6

/** The gaps of a range that are folded: the longest first, each measured against what is left of the range. */
export function foldsIn(gaps: readonly TimeRange[], range: TimeRange): TimeRange[] {
  const inside = gaps.filter(({ from, to }) => from >= range.from && to <= range.to && to > from)
  let rest = range.to - range.from
  const folds: TimeRange[] = []
  for (const gap of inside.toSorted((a, b) => lengthOf(b) - lengthOf(a))) {
    if (folds.length === MOST_FOLDS || lengthOf(gap) < rest * FOLDED_SHARE || lengthOf(gap) >= rest) break
    folds.push(gap)
    rest -= lengthOf(gap)
  }
  return folds.sort((a, b) => a.from - b.from)
}

/** A stretch of nothing that goes on, without the ends that are looked at: where the last work stopped, and where `to` is. */
export function openGap(since: EpochMs, to: EpochMs, worked: number): TimeRange | null {
  const margin = Math.max(100, worked * 0.25)
  return to - since > 8 * margin ? { from: (since + margin) as EpochMs, to: (to - margin) as EpochMs } : null
}

function lengthOf({ from, to }: TimeRange): number {
  return to - from
}
