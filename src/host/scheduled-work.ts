import type { HistoryEvent, Scheduled } from '#durable/history-event.ts'
import { checkScheduled, type Difference, differenceOf } from './determinism.ts'

/** Called once, with the event that ends a task: a failure ends it too. */
export type Ended = (event: HistoryEvent) => void

/**
 * What an execution has scheduled, by sequence number: numbers are given here, history confirms them, completions end
 * them. The context of the Durable Task Framework, with its suspension.
 */
export class ScheduledWork {
  /** How many sequence numbers have been given: in step with the code's own count. */
  nextId = 0
  /** Work that has not ended: the instance cannot complete before it does. External events do not count. */
  readonly open = new Set<number>()
  readonly openTimers = new Set<number>()
  /** Where history scheduled something else than the code asks for now, and the framework does not mind. */
  readonly differences: Difference[] = []
  private readonly unconfirmed = new Map<number, Scheduled>()
  private readonly shelved = new Map<number, Scheduled>()
  private readonly ends = new Map<number, Ended>()

  /** What is scheduled and not in history yet, in the order of its ids; from now on it counts as history. */
  take(): Scheduled[] {
    const scheduled = [...this.unconfirmed.values()]
    this.unconfirmed.clear()
    return scheduled
  }

  /** Something that nothing waits for. */
  note(event: Scheduled): void {
    this.unconfirmed.set(event.id, event)
  }

  wait(event: Scheduled, ended: Ended): void {
    this.note(event)
    this.open.add(event.id)
    this.ends.set(event.id, ended)
  }

  /** What the code asks for under that number and history has not confirmed. */
  asked(id: number): Scheduled | undefined {
    return this.unconfirmed.get(id)
  }

  /** Takes what history scheduled. Throws a `NonDeterminismError` when it is not what the code asks for. */
  confirm(past: Scheduled): void {
    const now = this.unconfirmed.get(past.id)
    checkScheduled(past, now)
    const difference = now && differenceOf(past, now)
    if (difference) this.differences.push(difference)
    this.unconfirmed.delete(past.id)
  }

  /** Unknown and repeated completions are ignored: rule W5. */
  complete(id: number, event: HistoryEvent): void {
    const ended = this.ends.get(id)
    this.ends.delete(id)
    this.open.delete(id)
    this.openTimers.delete(id)
    ended?.(event)
  }

  /** Rule S2: what was scheduled in the episode that suspends it is held until it goes on. */
  suspend(): void {
    move(this.unconfirmed, this.shelved)
  }

  resume(): void {
    move(this.shelved, this.unconfirmed)
  }
}

function move<K, V>(from: Map<K, V>, to: Map<K, V>): void {
  for (const [key, value] of from) to.set(key, value)
  from.clear()
}
