import type { EpochMs } from '#base/units.ts'
import type { TimerRow } from '#storage/hub-db.ts'
import type { HubClock } from './hub-clock.ts'

/** The longest delay that `setTimeout` takes, in milliseconds. */
const LONGEST = 2 ** 31 - 1

/** Something of the host's own that waits for hub time: a schedule, the next attempt of a function. */
export interface Alarm {
  readonly at: EpochMs
  readonly run: () => void
  /** Whether a virtual clock jumps to it. Not to what comes again and again: it would never rest. */
  readonly pulls: boolean
}

/**
 * Fires durable timers when hub time reaches them. In `virtual` mode it asks whether the hub is idle and if so
 * moves the clock to the next one. Timers themselves are rows; this only waits for them.
 */
export class Timers {
  private readonly waiting = new Map<string, TimerRow>()
  private readonly alarms = new Set<Alarm>()
  private timeout: ReturnType<typeof setTimeout> | undefined
  private readonly clock: HubClock
  private readonly fire: (timer: TimerRow) => void
  private readonly isIdle: () => boolean

  constructor(clock: HubClock, fire: (timer: TimerRow) => void, isIdle: () => boolean) {
    this.clock = clock
    this.fire = fire
    this.isIdle = isIdle
  }

  add(timers: readonly TimerRow[]): void {
    for (const timer of timers) this.waiting.set(keyOf(timer), timer)
    if (timers.length > 0) this.schedule()
  }

  /** Calls `run` once when hub time reaches `at`; answers with how to take that back. */
  alarm(alarm: Alarm): () => void {
    this.alarms.add(alarm)
    this.schedule()
    return () => this.alarms.delete(alarm)
  }

  remove(timers: Iterable<Omit<TimerRow, 'fireAt'>>): void {
    for (const timer of timers) this.waiting.delete(keyOf(timer))
  }

  /** Drops what an instance, or one execution of it, still waited for. */
  forget(instanceId: string, executionId?: string): void {
    for (const [key, timer] of this.waiting) {
      const isTheirs = timer.instanceId === instanceId && (executionId ?? timer.executionId) === timer.executionId
      if (isTheirs) this.waiting.delete(key)
    }
  }

  /** Call whenever something became due, the clock changed or the hub may have become idle. */
  schedule(): void {
    clearTimeout(this.timeout)
    this.timeout = undefined
    const next = this.next()
    if (next === undefined || this.clock.rate === 0) return
    const delay = this.mayJump ? 0 : Math.ceil((next - this.clock.now()) / this.clock.rate)
    this.timeout = setTimeout(() => this.fireDue(), Math.min(Math.max(delay, 0), LONGEST))
  }

  stop(): void {
    clearTimeout(this.timeout)
    this.waiting.clear()
    this.alarms.clear()
  }

  /**
   * Moves the clock to what ends next, whatever its mode, and fires that; to the next of what comes again and again when
   * nothing ends. Answers with its time, or with nothing when nothing waits for one.
   */
  jump(): EpochMs | undefined {
    const at = this.next((alarm) => alarm.pulls) ?? this.next()
    if (at === undefined) return undefined
    this.clock.jumpTo(at)
    this.fireUntilNow()
    return at
  }

  private fireDue(): void {
    if (this.clock.rate === 0) return
    const next = this.next()
    if (this.mayJump && next !== undefined) this.clock.jumpTo(next)
    this.fireUntilNow()
  }

  private fireUntilNow(): void {
    const now = this.clock.now()
    const due = [...this.waiting.values()]
      .filter((timer) => timer.fireAt <= now)
      .toSorted((a, b) => a.fireAt - b.fireAt)
    this.remove(due)
    for (const timer of due) this.fire(timer)
    for (const alarm of this.alarms) if (alarm.at <= now && this.alarms.delete(alarm)) alarm.run()
    this.schedule()
  }

  /** A virtual clock does not run while nothing does: it goes to what is due next. */
  private get mayJump(): boolean {
    if (this.clock.mode !== 'virtual' || !this.isIdle()) return false
    return this.waiting.size > 0 || [...this.alarms].some(({ pulls }) => pulls)
  }

  /** When the next timer, or alarm that `counts`, is due. */
  private next(counts: (alarm: Alarm) => boolean = () => true): EpochMs | undefined {
    let first = Infinity
    for (const { fireAt } of this.waiting.values()) first = Math.min(first, fireAt)
    for (const alarm of this.alarms) if (counts(alarm)) first = Math.min(first, alarm.at)
    return first === Infinity ? undefined : (first as EpochMs)
  }
}

function keyOf({ instanceId, executionId, timerId }: Omit<TimerRow, 'fireAt'>): string {
  return JSON.stringify([instanceId, executionId, timerId])
}
