import type { EpochMs } from '#base/units.ts'

/**
 * How hub time passes. `real` follows the wall clock; `paused` stands still, and no timer fires;
 * `virtual` follows the wall clock while anything runs or is queued and jumps to the next due timer when nothing is.
 */
export type ClockMode = 'real' | 'paused' | 'virtual'

/** The hub's clock at rest, as it is stored: enough to tell hub time at any moment. */
export interface ClockState {
  readonly mode: ClockMode
  /** Hub time = real time + offset, in milliseconds, unless it is paused. */
  readonly offset: number
  /** Hub time while paused. */
  readonly pausedAt?: EpochMs
}

/** Hub time at a moment of real time. */
export function hubTime(clock: ClockState, realNow: number): EpochMs {
  return clock.pausedAt ?? ((realNow + clock.offset) as EpochMs)
}
