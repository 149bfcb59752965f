import type { EpochMs } from '#base/units.ts'

export const clockModes = ['real', '10x', '60x', '3600x', 'virtual', 'paused', 'stepping'] as const

/**
 * How hub time passes. `real` follows the wall clock, `10x` and its like run ahead of it; `paused` stands still, and no
 * timer fires; `stepping` stands still, and the host takes one message at a time, when it is told to;
 * `virtual` follows the wall clock while anything runs or is queued and jumps to the next due timer when nothing is.
 */
export type ClockMode = (typeof clockModes)[number]

/** The hub's clock at rest, as it is stored: enough to tell hub time at any moment. */
export interface ClockState {
  readonly mode: ClockMode
  /** Hub time = real time + offset, in milliseconds, unless it stands still; what it gained since `since` comes on top. */
  readonly offset: number
  /** Hub time while it stands still. */
  readonly pausedAt?: EpochMs
  /** The moment of real time since when it has been running faster than the wall clock. */
  readonly since?: number
}

export const realTime: ClockState = { mode: 'real', offset: 0 }

const rates: Record<ClockMode, number> = {
  real: 1,
  '10x': 10,
  '60x': 60,
  '3600x': 3600,
  virtual: 1,
  paused: 0,
  stepping: 0,
}

/** How many milliseconds of hub time pass in one of real time; 0 when it stands still. */
export function rateOf(mode: ClockMode): number {
  return rates[mode]
}

/** Hub time at a moment of real time. */
export function hubTime({ mode, offset, pausedAt, since }: ClockState, realNow: number): EpochMs {
  if (pausedAt !== undefined) return pausedAt
  const gained = since === undefined ? 0 : Math.max(0, realNow - since) * (rateOf(mode) - 1)
  return Math.round(realNow + offset + gained) as EpochMs
}
