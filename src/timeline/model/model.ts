import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { SpanBook } from './book.ts'
import { type Group, Groups } from './groups.ts'
import type { Join } from './joins.ts'
import type { Gap } from './recorder.ts'
import type { Span } from './span.ts'

/** How far spans reach; `now` comes in afterwards, frame by frame. */
export interface Extent {
  readonly from: EpochMs
  /** When something happened last. */
  readonly reached: EpochMs
  /** When the timers that wait are due, in order; those that will be late anyway are left out. */
  readonly due: readonly EpochMs[]
  readonly isOpen: boolean
  /** Whether nobody works: the stretch since `reached` is idle. */
  readonly isIdle: boolean
}

/** What is drawn of one execution. It grows with its history, and what stands in it stays. */
export class TimelineModel {
  private readonly parts = new Groups()
  private readonly book = new SpanBook(this.parts)

  /** In the order in which history told of them. */
  get spans(): readonly Span[] {
    return this.book.recorder.spans
  }

  get groups(): readonly Group[] {
    return this.parts.all
  }

  /** In order of time. */
  get joins(): readonly Join[] {
    return this.book.joins.all
  }

  /** In order of time. */
  get gaps(): readonly Gap[] {
    return this.book.recorder.gaps
  }

  /** How many events it holds. */
  get length(): number {
    return this.book.length
  }

  /** Takes what is new, about `limit` events of it. Whether that was all. */
  take(history: readonly HistoryEvent[], episodes: readonly Episode[], limit = Infinity): boolean {
    return this.book.take(history, episodes, limit)
  }

  /** `null` when there is nothing to see. */
  extent(): Extent | null {
    const { from, reached, open, working } = this.book.recorder
    if (from > reached) return null
    const dues = [...open].flatMap(({ due }) => (due !== undefined && due > reached ? [due] : []))
    return {
      from: from as EpochMs,
      reached: reached as EpochMs,
      due: [...new Set(dues)].toSorted((a, b) => a - b),
      isOpen: open.size > 0,
      isIdle: working === 0,
    }
  }
}

/** The model of a whole history at once. */
export function modelOf(history: readonly HistoryEvent[], episodes: readonly Episode[]): TimelineModel {
  const model = new TimelineModel()
  model.take(history, episodes)
  return model
}
