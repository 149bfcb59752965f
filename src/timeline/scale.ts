import type { CssPx, EpochMs } from '#base/units.ts'

/** A stretch of hub time. */
export interface TimeRange {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** The one place where time becomes pixels, and back. Zooming and panning make a new scale; nothing mutates one. */
export interface Scale extends TimeRange {
  readonly width: CssPx
  /** Idle stretches that are drawn short. */
  readonly folds: readonly TimeRange[]
  /** Outside the folds. */
  readonly pxPerMs: number
  toPx(at: EpochMs): CssPx
  toTime(x: CssPx): EpochMs
}

/** Zooming in stops here: history knows nothing finer than a millisecond. */
export const SHORTEST_RANGE_MS = 10

/** A folded stretch is so wide, however long it is. */
export const FOLD_PX = 48

interface Piece {
  readonly from: number
  readonly left: number
  readonly pxPerMs: number
}

/** `folds` lie inside the range, in order, and do not touch; all the rest is drawn at one rate. */
export function scaleOf({ from, to }: TimeRange, width: CssPx, folds: readonly TimeRange[] = []): Scale {
  const folded = folds.reduce((sum, fold) => sum + fold.to - fold.from, 0)
  const pxPerMs = Math.max(1, width - folds.length * FOLD_PX) / Math.max(1e-3, to - from - folded)
  const pieces: Piece[] = [{ from, left: 0, pxPerMs }]
  for (const fold of folds) {
    const before = pieces.at(-1) ?? { from, left: 0 }
    const left = before.left + (fold.from - before.from) * pxPerMs
    pieces.push({ from: fold.from, left, pxPerMs: FOLD_PX / (fold.to - fold.from) })
    pieces.push({ from: fold.to, left: left + FOLD_PX, pxPerMs })
  }
  return {
    from,
    to,
    width,
    folds,
    pxPerMs,
    toPx(at) {
      const piece = pieces.findLast((each) => each.from <= at) ?? first(pieces)
      return (piece.left + (at - piece.from) * piece.pxPerMs) as CssPx
    },
    toTime(x) {
      const piece = pieces.findLast((each) => each.left <= x) ?? first(pieces)
      return (piece.from + (x - piece.left) / piece.pxPerMs) as EpochMs
    },
  }
}

function first(pieces: readonly Piece[]): Piece {
  return pieces[0] ?? { from: 0, left: 0, pxPerMs: 1 }
}

/** Makes the range `factor` times as long around `at`, which keeps its place on the screen; never beyond `limits`. */
export function zoomAround(range: TimeRange, at: EpochMs, factor: number, limits: TimeRange): TimeRange {
  const length = clamp((range.to - range.from) * factor, SHORTEST_RANGE_MS, lengthOf(limits))
  const share = (at - range.from) / (range.to - range.from)
  return within(limits, at - share * length, length)
}

/** The range between two places of the screen, which may lie outside it: how one zooms and pans what has folds. */
export function rangeBetween(scale: Scale, left: number, right: number, limits: TimeRange): TimeRange {
  const [from, to] = [scale.toTime(left as CssPx), scale.toTime(right as CssPx)]
  return within(limits, from, clamp(to - from, SHORTEST_RANGE_MS, lengthOf(limits)))
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
