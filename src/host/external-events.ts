/** Called once, when the event has come. */
type Arrived = () => void

/**
 * The external events of an execution as the host sees them: names do not mind case, of several waiters the last gets
 * the first event, and an event nobody waits for is kept. Rules W6, W8.
 */
export class ExternalEvents {
  private readonly waiters = new Map<string, Arrived[]>()
  private readonly early = new Map<string, number>()

  waitFor(rawName: string, arrived: Arrived): void {
    const name = rawName.toLowerCase()
    const early = this.early.get(name) ?? 0
    if (early > 0) {
      this.early.set(name, early - 1)
      return arrived()
    }
    const waiting = this.waiters.get(name)
    if (waiting) waiting.push(arrived)
    else this.waiters.set(name, [arrived])
  }

  raise(rawName: string): void {
    const name = rawName.toLowerCase()
    const last = this.waiters.get(name)?.pop()
    if (last) last()
    else this.early.set(name, (this.early.get(name) ?? 0) + 1)
  }
}
