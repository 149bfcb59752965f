import type { EpochMs } from '#base/units.ts'
import { type ClockMode, type ClockState, hubTime, rateOf } from '#durable/clock-mode.ts'

export interface RealTime {
  now(): number
}

/** Hub time: what every status, history, log and timer is written in. It never goes back and survives a reload. */
export class HubClock {
  private current: ClockState
  private latest: number
  private readonly real: RealTime
  private readonly onChange: (state: ClockState) => void

  constructor(state: ClockState, real: RealTime, onChange: (state: ClockState) => void) {
    this.real = real
    this.onChange = onChange
    this.current = state
    this.latest = hubTime(state, real.now())
  }

  get mode(): ClockMode {
    return this.current.mode
  }

  /** Milliseconds of hub time in one of real time; 0 when it stands still. */
  get rate(): number {
    return rateOf(this.current.mode)
  }

  /** What another thread needs to tell hub time by itself. */
  get state(): ClockState {
    return this.current
  }

  now(): EpochMs {
    this.latest = Math.max(this.latest, hubTime(this.current, this.real.now()))
    return this.latest as EpochMs
  }

  setMode(mode: ClockMode): void {
    this.change(mode, this.now())
  }

  /** Jumps ahead; a moment that has passed already is no jump. */
  jumpTo(at: EpochMs): void {
    if (at > this.now()) this.change(this.mode, at)
  }

  /** From now on it runs as `mode` says, beginning with `from`. */
  private change(mode: ClockMode, from: EpochMs): void {
    const realNow = this.real.now()
    const rate = rateOf(mode)
    this.latest = from
    this.current = {
      mode,
      offset: from - realNow,
      ...(rate === 0 && { pausedAt: from }),
      ...(rate > 1 && { since: realNow }),
    }
    this.onChange(this.current)
  }
}
