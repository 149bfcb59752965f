import type { EpochMs } from '#base/units.ts'
import type { HubClock } from './hub-clock.ts'
import type { Alarm } from './timers.ts'

/** Those whom a fault delays: a virtual clock goes to where they wake. */
export class Sleepers {
  private readonly wakes = new Set<() => void>()
  private isOver = false
  private readonly clock: HubClock
  private readonly alarm: (alarm: Alarm) => void

  constructor(clock: HubClock, alarm: (alarm: Alarm) => void) {
    this.clock = clock
    this.alarm = alarm
  }

  /** Resolves after so many milliseconds of hub time, or when all are woken. */
  sleep(ms: number): Promise<void> {
    if (this.isOver) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        this.wakes.delete(wake)
        resolve()
      }
      this.wakes.add(wake)
      this.alarm({ at: (this.clock.now() + ms) as EpochMs, run: wake, pulls: true })
    })
  }

  /** For good: nobody sleeps from here on. */
  wakeAll(): void {
    this.isOver = true
    for (const wake of this.wakes) wake()
  }
}
