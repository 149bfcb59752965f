import type { CssPx, EpochMs } from '#base/units.ts'

/** A stretch of hub time. */
export interface TimeRange {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** The one place where time becomes pixels, and back. Zooming and panning make a new scale; nothing mutates one. */
export interface Scale extends TimeRange {
  readonly width: CssPx
  toPx(at: EpochMs): CssPx
  toTime(x: CssPx): EpochMs
}

/** Zooming in stops here: history knows nothing finer than a millisecond. */
export const SHORTEST_RANGE_MS = 10

export function scaleOf({ from, to }: TimeRange, width: CssPx): Scale {
  const pxPerMs = Math.max(1, width) / Math.max(1e-3, to - from)
  return {
    from,
    to,
    width,
    toPx: (at) => ((at - from) * pxPerMs) as CssPx,
    toTime: (x) => (from + x / pxPerMs) as EpochMs,
  }
}

/** Makes the range `factor` times as long around `at`, which keeps its place on the screen; never beyond `limits`. */
export function zoomAround(range: TimeRange, at: EpochMs, factor: number, limits: TimeRange): TimeRange {
  const length = clamp((range.to - range.from) * factor, SHORTEST_RANGE_MS, lengthOf(limits))
  const share = (at - range.from) / (range.to - range.from)
  return within(limits, at - share * length, length)
}

/** Moves the range by so many milliseconds; never beyond `limits`. */
export function panBy(range: TimeRange, ms: number, limits: TimeRange): TimeRange {
  return within(limits, range.from + ms, Math.min(range.to - range.from, lengthOf(limits)))
}

function within(limits: TimeRange, from: number, length: number): TimeRange {
  const start = clamp(from, limits.from, Math.max(limits.from, limits.to - length))
  return { from: start as EpochMs, to: (start + length) as EpochMs }
}

function lengthOf(limits: TimeRange): number {
  return Math.max(SHORTEST_RANGE_MS, limits.to - limits.from)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value))
}
