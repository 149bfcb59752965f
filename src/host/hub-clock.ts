import type { EpochMs } from '#base/units.ts'
import { type ClockMode, type ClockState, hubTime } from '#durable/clock-mode.ts'

export interface RealTime {
  now(): number
}

/** Hub time: what every status, history, log and timer is written in. It never goes back and survives a reload. */
export class HubClock {
  private state: ClockState
  private latest: number
  private readonly real: RealTime
  private readonly onChange: (state: ClockState) => void

  constructor(state: ClockState, real: RealTime, onChange: (state: ClockState) => void) {
    this.real = real
    this.onChange = onChange
    this.state = state
    this.latest = hubTime(state, real.now())
  }

  get mode(): ClockMode {
    return this.state.mode
  }

  /** What user code's `Date` must add to real time. */
  get offset(): number {
    return this.now() - this.real.now()
  }

  now(): EpochMs {
    this.latest = Math.max(this.latest, hubTime(this.state, this.real.now()))
    return this.latest as EpochMs
  }

  setMode(mode: ClockMode): void {
    const now = this.now()
    const { offset } = this
    this.change(mode === 'paused' ? { mode, offset, pausedAt: now } : { mode, offset })
  }

  /** Jumps ahead; a moment that has passed already is no jump. */
  jumpTo(at: EpochMs): void {
    if (at <= this.now()) return
    this.change({ mode: this.state.mode, offset: at - this.real.now() })
  }

  private change(state: ClockState): void {
    this.state = state
    this.onChange(state)
  }
}
