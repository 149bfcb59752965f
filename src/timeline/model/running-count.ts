import type { EpochMs } from '#base/units.ts'

/** How many were under way, as steps: `count[i]` from `at[i]` until `at[i + 1]`. Grows at its end only. */
export class RunningCount {
  at = new Float64Array(8)
  count = new Uint32Array(8)
  length = 0
  most = 0

  /** More or fewer from a time on. A time before the last, from a clock that was set back, counts as the last. */
  change(time: EpochMs, by: number): void {
    const last = this.length - 1
    const before = this.count[last] ?? 0
    const at = Math.max(time, this.at[last] ?? -Infinity)
    const count = Math.max(0, before + by)
    if (last >= 0 && this.at[last] === at) this.count[last] = count
    else this.append(at, count)
    this.most = Math.max(this.most, count)
  }

  private append(at: number, count: number): void {
    if (this.length === this.at.length) this.grow()
    this.at[this.length] = at
    this.count[this.length] = count
    this.length++
  }

  private grow(): void {
    const [at, count] = [new Float64Array(2 * this.length), new Uint32Array(2 * this.length)]
    at.set(this.at)
    count.set(this.count)
    ;[this.at, this.count] = [at, count]
  }
}
