import type { EarlierRuns, LineRuns } from '#durable/inspection.ts'

type Sums = { -readonly [K in keyof EarlierRuns]: EarlierRuns[K] }

/** How often lines ran, added up over stretches that nobody will look at one by one. */
export class EarlierSums {
  private readonly byPlace = new Map<string, Sums>()

  addFirst(lines: readonly LineRuns[]): void {
    for (const { file, line, times } of lines) this.at(file, line).first += times
  }

  /** `episode` is the index of the one in which they ran first. */
  addAgain(lines: readonly LineRuns[], episode: number): void {
    for (const { file, line, times } of lines) {
      const sums = this.at(file, line)
      sums.again += times
      sums.weighed += times * episode
    }
  }

  all(): EarlierRuns[] {
    return [...this.byPlace.values()]
  }

  private at(file: string, line: number): Sums {
    const key = `${line} ${file}`
    const known = this.byPlace.get(key)
    if (known) return known
    const fresh = { file, line, first: 0, again: 0, weighed: 0 }
    this.byPlace.set(key, fresh)
    return fresh
  }
}
