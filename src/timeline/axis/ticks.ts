import type { CssPx, EpochMs } from '#base/units.ts'
import type { Scale } from './scale.ts'
import type { TimeText } from './time-text.ts'

/** A line of the axis and what it says: the time where it stands, exactly. */
export interface Tick {
  readonly at: EpochMs
  readonly x: CssPx
  readonly label: string
}

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000]
const STEPS = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000].map((n) => n * DAY),
]
const TARGET_PX = 90
/** Left and right of a fold ticks may come closer, but their labels must not touch. */
const LEAST_PX = 72

/** The ticks in view, in nice units, about 90 pixels apart or more; none stands in a fold. */
export function ticksOf(scale: Scale, text: TimeText): Tick[] {
  const step = stepOf(scale)
  const ticks: Tick[] = []
  for (const [from, to] of pieces(scale)) {
    const first = text.origin + Math.ceil((from - text.origin) / step) * step
    for (let at = first; at <= to; at += step) {
      const x = scale.toPx(at as EpochMs)
      if (x - (ticks.at(-1)?.x ?? -Infinity) >= LEAST_PX || ticks.length === 0)
        ticks.push({ at: at as EpochMs, x, label: text.label(at as EpochMs, step, ticks.at(-1)?.at) })
    }
  }
  return ticks
}

function stepOf({ pxPerMs }: Scale): number {
  const least = TARGET_PX / pxPerMs
  return STEPS.find((step) => step >= least) ?? least
}

/** What lies between the folds. */
function pieces({ from, to, folds }: Scale): [from: number, to: number][] {
  const found: [number, number][] = []
  let start: number = from
  for (const { fold } of folds) {
    if (fold.from >= start) found.push([start, fold.from])
    start = fold.to
  }
  if (start <= to) found.push([start, to])
  return found
}
