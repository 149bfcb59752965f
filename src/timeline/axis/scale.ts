import type { CssPx, EpochMs } from '#base/units.ts'

/** A stretch of hub time. */
export interface TimeRange {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** An idle stretch that takes `FOLD_PX`, however long it was; in sight, and where. */
export interface FoldBox {
  readonly fold: TimeRange
  readonly left: number
  readonly right: number
}

/**
 * The one place where time becomes pixels, and back. Zooming and panning make a new scale; nothing mutates one.
 * Both ways are monotonic; between folds a millisecond is as wide everywhere.
 */
export interface Scale extends TimeRange {
  readonly width: CssPx
  readonly pxPerMs: number
  readonly folds: readonly FoldBox[]
  toPx(at: EpochMs): CssPx
  toTime(x: CssPx): EpochMs
}

/** Zooming in stops here: history knows nothing finer than a millisecond. */
export const SHORTEST_RANGE_MS = 10

/** How wide an idle stretch is that was folded. */
export const FOLD_PX = 48

/** The folds are in order and do not overlap. */
export function scaleOf({ from, to }: TimeRange, width: CssPx, folds: readonly TimeRange[] = []): Scale {
  const px = Math.max(1, width)
  if (folds.length === 0) return evenScale({ from, to }, width, px / Math.max(1e-3, to - from))
  const inSight = folds.filter((fold) => fold.from < to && fold.to > from)
  const pxPerMs = pxPerMsOf({ from, to }, px, inSight)
  const strip = stripOf(folds, pxPerMs)
  const left = strip.place(from)
  const toPx = (at: number) => (strip.place(at) - left) as CssPx
  return {
    from,
    to,
    width,
    pxPerMs,
    folds: inSight.map((fold) => ({ fold, left: toPx(fold.from), right: toPx(fold.to) })),
    toPx,
    toTime: (x) => strip.time(x + left) as EpochMs,
  }
}

/** Nothing is folded: what most pictures are, and the quickest to reckon with. */
function evenScale({ from, to }: TimeRange, width: CssPx, pxPerMs: number): Scale {
  return {
    from,
    to,
    width,
    pxPerMs,
    folds: [],
    toPx: (at) => ((at - from) * pxPerMs) as CssPx,
    toTime: (x) => (from + x / pxPerMs) as EpochMs,
  }
}

function pxPerMsOf({ from, to }: TimeRange, px: number, folds: readonly TimeRange[]): number {
  let [foldedMs, foldPx] = [0, 0]
  for (const fold of folds) {
    const shown = Math.min(to, fold.to) - Math.max(from, fold.from)
    foldedMs += shown
    foldPx += (FOLD_PX * shown) / Math.max(1e-3, fold.to - fold.from)
  }
  return Math.max(1, px - foldPx) / Math.max(1e-3, to - from - foldedMs)
}

/** All of time laid out in pixels, with no beginning: what a scale shows a piece of. */
interface Strip {
  place(at: number): number
  time(place: number): number
}

/** Piece by piece: before each fold time runs at `pxPerMs`, in it at whatever makes it `FOLD_PX` wide. */
function stripOf(folds: readonly TimeRange[], pxPerMs: number): Strip {
  const origin = folds[0]?.from ?? 0
  if (folds.length === 0) return { place: (at) => at * pxPerMs, time: (place) => place / pxPerMs }
  const [times, places, slopes]: [number[], number[], number[]] = [[origin], [0], []]
  for (const [i, { from, to }] of folds.entries()) {
    if (i > 0) add(from, pxPerMs)
    add(to, FOLD_PX / Math.max(1e-3, to - from))
  }
  function add(at: number, slope: number): void {
    const [time = 0, place = 0] = [times.at(-1), places.at(-1)]
    slopes.push(slope)
    times.push(at)
    places.push(place + (at - time) * slope)
  }
  slopes.push(pxPerMs)
  const pieceOf = (breaks: readonly number[], value: number) => {
    let i = breaks.length - 1
    while (i >= 0 && (breaks[i] ?? 0) > value) i--
    return i
  }
  return {
    place(at) {
      const i = pieceOf(times, at)
      return i < 0 ? (at - origin) * pxPerMs : (places[i] ?? 0) + (at - (times[i] ?? 0)) * (slopes[i] ?? 1)
    },
    time(place) {
      const i = pieceOf(places, place)
      return i < 0 ? origin + place / pxPerMs : (times[i] ?? 0) + (place - (places[i] ?? 0)) / (slopes[i] ?? 1)
    },
  }
}

/** What zooming and panning need to know of a view: what it shows, and how far it may go. */
export interface View {
  readonly range: TimeRange
  readonly width: CssPx
  readonly folds: readonly TimeRange[]
  readonly limits: TimeRange
}

/** Makes the range `factor` times as long around `at`, which keeps its place on the screen; never beyond the limits. */
export function zoomAround({ range, width, folds, limits }: View, at: EpochMs, factor: number): TimeRange {
  const now = scaleOf(range, width, folds)
  const pxPerMs = Math.min(now.pxPerMs / factor, Math.max(1, width) / SHORTEST_RANGE_MS)
  const strip = stripOf(folds, pxPerMs)
  return within(strip, limits, strip.place(at) - now.toPx(at), width)
}

/** Moves the view by so many pixels to the right; never beyond the limits. */
export function panBy({ range, width, folds, limits }: View, dx: number): TimeRange {
  const now = scaleOf(range, width, folds)
  const strip = stripOf(folds, now.pxPerMs)
  return within(strip, limits, strip.place(range.from) + dx, width)
}

function within(strip: Strip, limits: TimeRange, left: number, width: number): TimeRange {
  const [first, last] = [strip.place(limits.from), strip.place(limits.to)]
  if (last - first <= width) return limits
  const from = Math.min(last - width, Math.max(first, left))
  const range = { from: strip.time(from) as EpochMs, to: strip.time(from + width) as EpochMs }
  return { from: Math.max(limits.from, range.from) as EpochMs, to: Math.min(limits.to, range.to) as EpochMs }
}
