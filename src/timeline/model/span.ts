import type { EpochMs } from '#base/units.ts'

export type SpanKind =
  | 'episode'
  | 'activity'
  | 'subOrchestration'
  | 'entity'
  | 'lock'
  | 'timer'
  | 'externalEvent'
  | 'sentEvent'
  | 'command'
  | 'other'

/** What a bar's colour says. `waiting` is for what nobody works on: timers, back-offs and external events. */
export type SpanStatus = 'completed' | 'cancelled' | 'waiting' | 'running' | 'failed'

/** Something that took time, or happened, in one execution: a bar of the timeline, or a marker when it is a point. */
export interface Span {
  /** The same for as long as the history only grows. */
  readonly id: string
  readonly kind: SpanKind
  /** As the person's code names it; for an entity `name@key`; empty where nothing has a name. */
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
  /** JSON text or plain text, as history holds it. */
  readonly input: string | null
  readonly result: string | null
  /** When a timer is due. */
  readonly due?: EpochMs | undefined
  /** When somebody took it up: before that it stood in a queue. */
  readonly pickedUp?: EpochMs | undefined
  /** The index of an episode, and how much of it (0 to 1) ran again from history. */
  readonly episode?: number | undefined
  readonly replayedShare?: number | undefined
  /** The parts of what is one thing to the person and several to the host: attempts and back-offs, asking for a lock and holding it. */
  readonly segments?: readonly Segment[] | undefined
  /** How often it may be tried, when the trace tells. */
  readonly mostAttempts?: number | undefined
  /** The instance of a sub-orchestration; the target of a message or of an entity's operation. */
  readonly instanceId?: string | undefined
  /** What an entity was asked to do. */
  readonly operation?: string | undefined
  /** From here on nobody waits for it: another task won the race. */
  readonly lostAt?: EpochMs | undefined
  /** An external event that came before the code asked for it: drawn to where it was taken. */
  readonly isEarly?: boolean | undefined
  /** Where it was packed when it began, and for ever: the group's number, its lane, and its place in that lane. */
  readonly group: number
  readonly lane: number
  readonly slot: number
}

/** One part of a span. Parts follow each other without gaps; the last may be open. */
export interface Segment {
  readonly kind: 'attempt' | 'backOff' | 'asking' | 'holding'
  readonly status: SpanStatus
  readonly start: EpochMs
  readonly end: EpochMs | null
  readonly begunBy: number
  readonly endedBy: number | null
  readonly pickedUp?: EpochMs
  /** What came of it: of a failed attempt, why. */
  readonly result: string | null
}

/** Whether history held the event that began it, at a position; and the one that ended it. */
export function hasBegun(part: { readonly begunBy: number }, position: number): boolean {
  return part.begunBy < position
}

export function hasEnded(part: { readonly endedBy: number | null }, position: number): boolean {
  return part.endedBy !== null && part.endedBy < position
}

/**
 * A span as it stood when history held `position` events: what ended later is open again. The span itself when
 * nothing of it lies beyond.
 */
export function spanAt(span: Span, position: number): Span {
  if (isSettledBy(span, position)) return span
  const { segments, pickedUp: _notYetKnown, ...rest } = span
  const parts = segments?.filter((part) => hasBegun(part, position)).map((part) => segmentAt(part, position)) ?? []
  const status = parts.at(-1)?.status ?? openStatus(span.kind)
  // What is still in its first part has no parts yet.
  return { ...rest, end: null, endedBy: null, result: null, status, ...(parts.length > 1 && { segments: parts }) }
}

function isSettledBy({ endedBy, segments }: Span, position: number): boolean {
  if (endedBy !== null) return endedBy < position
  return segments === undefined || segments.every((part) => hasBegun(part, position) && (part.endedBy ?? 0) < position)
}

function segmentAt(part: Segment, position: number): Segment {
  if (hasEnded(part, position)) return part
  const { pickedUp: _notYetKnown, ...rest } = part
  return {
    ...rest,
    end: null,
    endedBy: null,
    result: null,
    status: part.kind === 'backOff' || part.kind === 'asking' ? 'waiting' : 'running',
  }
}

/** What a span of this kind is while it goes on. */
function openStatus(kind: SpanKind): SpanStatus {
  return kind === 'timer' || kind === 'externalEvent' || kind === 'lock' || kind === 'command' ? 'waiting' : 'running'
}

/** Whether any of it failed, also when a later attempt made it good: that must be seen at every zoom. */
export function hasFailure(span: Span): boolean {
  return span.status === 'failed' || (span.segments?.some((part) => part.status === 'failed') ?? false)
}

/** How often it was tried so far; 1 for what is never tried again. */
export function attemptsOf(span: Span): number {
  const attempts = span.segments?.filter((part) => part.kind === 'attempt').length ?? 0
  return Math.max(1, attempts)
}
