import type { EpochMs } from '#base/units.ts'
import { offsetText } from '../duration.ts'

/** How the axis says a time. */
export interface TimeText {
  /** Ticks stand at whole steps from here. */
  readonly origin: EpochMs
  /** Exact to `step` milliseconds; `before` is the tick to the left, whose date need not be said again. */
  label(at: EpochMs, step: number, before: EpochMs | undefined): string
}

/** The time since the run began. */
export function sinceStart(start: EpochMs): TimeText {
  return { origin: start, label: (at, step) => offsetText(at - start, step) }
}
