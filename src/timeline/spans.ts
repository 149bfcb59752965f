import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { runReader } from './run-reader.ts'

export type SpanKind =
  | 'episode'
  | 'activity'
  | 'subOrchestration'
  | 'entity'
  | 'timer'
  | 'externalEvent'
  | 'sentEvent'
  | 'command'

/** What a bar's colour says. `waiting` is for what nobody works on: timers and external events. */
export type SpanStatus = 'completed' | 'cancelled' | 'waiting' | 'running' | 'failed'

/** Something that took time, or happened, in one execution: a bar of the timeline, or a marker when it is a point. */
export interface Span {
  /** The same for as long as the history only grows. */
  readonly id: string
  readonly kind: SpanKind
  /** As the person's code names it; empty where nothing has a name. */
  readonly name: string
  readonly status: SpanStatus
  readonly start: EpochMs
  /** `null` while it is still going on. */
  readonly end: EpochMs | null
  /** A point has no length to draw: an external event that arrived, a message that was sent. */
  readonly isPoint: boolean
  /** The position in history of the event that began it, and of the one that ended it. */
  readonly begunBy: number
  readonly endedBy: number | null
  /** When a timer is due. */
  readonly due?: EpochMs
  /** JSON text or plain text, as history holds it. */
  readonly input: string | null
  readonly result: string | null
  /** The index of an episode, and how much of it (0 to 1) ran again from history. */
  readonly episode?: number
  readonly replayedShare?: number
  /** A task that was tried again: its attempts and the back-offs between them, in order. */
  readonly segments?: readonly Segment[]
  /** How often it is tried at most, when the trace told it. */
  readonly mostAttempts?: number
  /** The index of the episode that asked for it. */
  readonly askedIn?: number
  /** The `Task.all` or `Task.any` that waits for it. */
  readonly join?: Join
}

/** Where tasks come together. One object for all of them: it changes as they end. */
export interface Join {
  readonly kind: 'all' | 'any'
  readonly total: number
  ended: number
  /** When it was complete: the end of the slowest of `all`, or of the winner of `any`. */
  at: EpochMs | null
}

/** One attempt of a retried task, or the wait before the next. */
export interface Segment {
  readonly isBackOff: boolean
  readonly status: SpanStatus
  readonly start: EpochMs
  readonly end: EpochMs | null
  readonly begunBy: number
  readonly endedBy: number | null
}

/** Who hears of spans as they are read: each once when it begins, and again, with the same id, when more is known of it. */
export interface SpanSink {
  add(span: Span): void
  amend(span: Span): void
}

/**
 * History and episodes → spans, in the order in which they began. Pure: the same history gives the same spans,
 * and a longer history keeps every span it had.
 */
export function toSpans(history: readonly HistoryEvent[], episodes: readonly Episode[]): Span[] {
  const spans = new Map<string, Span>() // keeps the place of what is set again
  const take = (span: Span) => void spans.set(span.id, span)
  runReader({ add: take, amend: take })(history, episodes)
  return [...spans.values()]
}
