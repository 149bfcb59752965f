import type { Awaited, CodeLine, EpisodeTrace, FirstYield } from '#durable/trace.ts'
import { awaitedOf } from './awaited.ts'
import type { Task } from './task.ts'

/** Where the person's code is: written by the probe that `compile` puts at each yield. */
export interface LineProbe {
  at: CodeLine | undefined
}

/** What the trace of an episode tells: the yields that were reached first in it, and where the code stands. */
export class YieldNotes {
  private readonly probe: LineProbe | undefined
  /** Which line yielded a task, by its sequence number, as far as the probe told. */
  readonly lines: (CodeLine | undefined)[] = []
  private count = 0
  /** Yields answered from history, before anything new happened. */
  private replayed = 0
  private at: CodeLine | undefined
  private ids: number[] = []
  private names: string[] = []
  private isSkipped = false
  private yields: FirstYield[] = []
  private swallowed: string[] = []

  constructor(probe: LineProbe | undefined) {
    this.probe = probe
  }

  /** The code is about to go on to its next yield. */
  leave(): void {
    if (this.probe) this.probe.at = undefined
  }

  /** The next yield has been reached; what it opens follows. */
  reach(): void {
    this.ids = []
    this.names = []
    this.isSkipped = false
  }

  /** The yield gives a task its number: `isNew` when no earlier episode has told of it. */
  opensTask(id: number, isNew: boolean): void {
    this.lines[id] = this.probe?.at
    if (isNew) this.ids.push(id)
  }

  opensEvent(name: string): void {
    this.names.push(name)
  }

  /** The yield gave numbers to tasks that nobody will be asked for (rule P4). */
  skips(): void {
    this.isSkipped = true
  }

  /** A leftover waiter took the event: nobody will ever see it (rule E4). */
  swallows(event: string): void {
    this.swallowed.push(event)
  }

  /** The yield is complete: all that it opens has been told. */
  note(task: Task, isReplayed: boolean): void {
    const index = this.count++
    const at = (this.at = this.probe?.at)
    if (isReplayed) {
      this.replayed++
      return
    }
    const action = task.asked?.type ?? 'completed'
    const waits = this.names.length > 0 && { waitsFor: this.names }
    const retry = task.asked && 'retry' in task.asked && { mostAttempts: task.asked.retry.maxNumberOfAttempts }
    const skipped = this.isSkipped && { isSkipped: true }
    this.yields.push({ index, action, taskIds: this.ids, ...waits, ...retry, ...skipped, ...(at && { at }) })
  }

  /** The line of the yield that was reached last. */
  get lastLine(): CodeLine | undefined {
    return this.at
  }

  /** Whether any of it was a replay. */
  get hasReplayed(): boolean {
    return this.replayed > 0
  }

  awaited(current: Task): Awaited | undefined {
    return awaitedOf(current, this.at)
  }

  /** What was noted since this was last asked. */
  take(): Pick<EpisodeTrace, 'replayedYields' | 'yields' | 'swallowedEvents'> {
    const { replayed, yields, swallowed } = this
    this.replayed = 0
    this.yields = []
    this.swallowed = []
    return { replayedYields: replayed, yields, ...(swallowed.length > 0 && { swallowedEvents: swallowed }) }
  }
}
