import type { TimeRange } from '#timeline/axis/scale.ts'

/** Steps of one gesture are undone together. */
const ONE_GESTURE_MS = 600
const MOST_UNDOS = 50

/** The stretch of time that a hand has chosen to see, and those before it. It lives outside of React: it changes sixty times a second. */
export class Choice {
  private chosen: TimeRange | null = null
  private past: readonly (TimeRange | null)[] = []
  private changedAt = -Infinity
  private readonly listeners = new Set<() => void>()

  /** `null`: whatever there is. */
  get range(): TimeRange | null {
    return this.chosen
  }

  canUndo(): boolean {
    return this.past.length > 0
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Can be undone: alone when it `isOwnStep`, else together with what was changed just before. */
  change(next: TimeRange | null, isOwnStep = false): void {
    const isNew = isOwnStep || performance.now() - this.changedAt > ONE_GESTURE_MS
    this.changedAt = isOwnStep ? -Infinity : performance.now()
    if (isNew) this.past = [...this.past, this.chosen].slice(-MOST_UNDOS)
    this.correct(next)
  }

  undo(): void {
    const last = this.past.at(-1)
    if (last === undefined) return
    this.changedAt = -Infinity
    this.past = this.past.slice(0, -1)
    this.correct(last)
  }

  /** Changes nothing that could be undone. */
  correct(next: TimeRange | null): void {
    this.chosen = next
    for (const listener of this.listeners) listener()
  }
}
