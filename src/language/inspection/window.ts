/** How many stretches are kept before the position that is looked at, at least, and after it, at most. */
const keptEachSide = 500

interface Kept {
  readonly event: number
}

/**
 * The stretches around a position of history: the last so many before it, the first so many after it. The others are
 * handed to `drop`, in order, so that a hundred thousand of them need not be kept.
 */
export class Window<S extends Kept> {
  readonly stretches: S[] = []
  /** How many came before the first of them. */
  first = 0
  private after = 0
  private readonly position: number
  private readonly drop: (stretch: S) => void

  constructor(position: number, drop: (stretch: S) => void) {
    this.position = position
    this.drop = drop
  }

  /** No more are taken: somebody who wants to see what comes then has to ask again. */
  get isFull(): boolean {
    return this.after >= keptEachSide
  }

  add(stretch: S): void {
    if (this.isFull) return
    this.stretches.push(stretch)
    if (stretch.event >= this.position) this.after++
    else if (this.stretches.length > 2 * keptEachSide) this.shrink()
  }

  /** Many in one go now and then: to take the first of a list away moves all the others. */
  private shrink(): void {
    this.first += keptEachSide
    for (const dropped of this.stretches.splice(0, keptEachSide)) this.drop(dropped)
  }
}
