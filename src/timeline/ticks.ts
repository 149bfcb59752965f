import type { CssPx, EpochMs } from '#base/units.ts'
import { offsetText } from './duration.ts'
import type { Scale } from './scale.ts'

/** A line of the axis and what it says: the time since the origin, exactly. */
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

/** The ticks in view, in nice units, 90 pixels apart or more. Folds have none. */
export function ticksOf(scale: Scale, origin: EpochMs): Tick[] {
  const step = stepOf(scale)
  const ticks: Tick[] = []
  let from: number = scale.from
  for (const fold of [...scale.folds, { from: scale.to, to: scale.to }]) {
    for (let n = Math.ceil((from - origin) / step); origin + n * step <= fold.from; n++) {
      const at = (origin + n * step) as EpochMs
      ticks.push({ at, x: scale.toPx(at), label: offsetText(n * step, step) })
    }
    from = fold.to
  }
  return ticks
}

function stepOf({ pxPerMs }: Scale): number {
  const least = TARGET_PX / pxPerMs
  return STEPS.find((step) => step >= least) ?? least
}
