import type { EpochMs } from '#base/units.ts'
import type { Segment, Span, SpanKind, SpanStatus } from './span.ts'

export type Draft = { -readonly [K in keyof Span]: Span[K] }

/** Hears of spans as they begin, change and end, in the order of history. */
export interface Listener {
  begun(span: Draft): void
  /** `was`: the status it had until now. */
  moved(span: Span, was: SpanStatus): void
  ended(span: Span): void
  /** What begins from now on is asked for by another episode. */
  nextTurn(): void
}

/** Stretches in which nothing was under way, told by the times at which something happened last before and first after. */
export interface Gap {
  readonly from: EpochMs
  readonly to: EpochMs
}

/** What a span is when it begins. */
export type Beginning = Pick<Span, 'id' | 'kind' | 'name' | 'start' | 'begunBy' | 'input'> &
  Partial<Pick<Span, 'status' | 'due' | 'instanceId' | 'operation' | 'episode' | 'replayedShare' | 'isEarly'>>

export interface Ending {
  readonly at: EpochMs
  readonly endedBy: number
  readonly status: SpanStatus
  readonly result: string | null
  readonly pickedUp?: EpochMs | undefined
}

/** Shorter idleness is not worth a break in the axis. */
const SHORTEST_GAP_MS = 2000

/** Writes spans down as history tells of them. Nothing that stands is ever taken away: a longer history only adds and ends. */
export class Recorder {
  readonly spans: Span[] = []
  readonly gaps: Gap[] = []
  readonly open = new Set<Draft>()
  from: number = Infinity
  reached: number = -Infinity
  /** How many of the open spans somebody works on. */
  working = 0
  private readonly listener: Listener

  constructor(listener: Listener) {
    this.listener = listener
  }

  begin(beginning: Beginning, status: SpanStatus): Draft {
    const span = this.add(beginning, status, false)
    this.open.add(span)
    this.happened(span.start, Number(isUnderWay(span)))
    return span
  }

  /** Something without a length. */
  mark(beginning: Beginning, status: SpanStatus): Draft {
    const span = this.add(beginning, status, true)
    span.end = span.start
    span.endedBy = span.begunBy
    this.happened(span.start, 0)
    this.listener.ended(span)
    return span
  }

  finish(span: Draft, ending: Ending): void {
    if (!this.open.delete(span)) return // a second end of one task: the first counts
    const wasWork = isUnderWay(span)
    if (span.segments !== undefined) span.segments = endedSegments(span, ending)
    else if (ending.pickedUp !== undefined) span.pickedUp = clamp(ending.pickedUp, span.start, ending.at)
    span.end = Math.max(span.start, ending.at) as EpochMs
    span.endedBy = ending.endedBy
    span.result = ending.result
    this.move(span, ending.status)
    this.happened(ending.at, wasWork ? -1 : 0)
    this.listener.ended(span)
  }

  /** Ends the present part of a span and begins its next. */
  goOn(span: Draft, kind: Segment['kind'], begunBy: number, present: Ending): void {
    const wasWork = isUnderWay(span)
    const parts = endedSegments(span, present)
    const status: SpanStatus = kind === 'backOff' ? 'waiting' : 'running'
    const start = parts.at(-1)?.end ?? present.at
    span.segments = [...parts, { kind, status, start, end: null, begunBy, endedBy: null, result: null }]
    this.move(span, status)
    this.happened(present.at, Number(isUnderWay(span)) - Number(wasWork))
  }

  /** What has not ended by the end of the execution was given up; a lock that is held is let go. */
  endAll(at: EpochMs, endedBy: number): void {
    for (const span of this.open) {
      if (span.kind === 'episode') continue
      const isHeld = span.kind === 'lock' && span.status === 'running'
      this.finish(span, { at, endedBy, status: isHeld ? 'completed' : 'cancelled', result: null })
    }
  }

  /** Keeps account of when something happened, and of the silence before it. */
  happened(at: EpochMs, more: number): void {
    if (this.working === 0 && at - this.reached >= SHORTEST_GAP_MS && Number.isFinite(this.reached))
      this.gaps.push({ from: this.reached as EpochMs, to: at })
    this.from = Math.min(this.from, at)
    this.reached = Math.max(this.reached, at)
    this.working += more
  }

  private move(span: Draft, status: SpanStatus): void {
    const was = span.status
    span.status = status
    if (was !== status) this.listener.moved(span, was)
  }

  private add(beginning: Beginning, status: SpanStatus, isPoint: boolean): Draft {
    const { id, kind, name, start, begunBy, input, due, instanceId, operation, episode, replayedShare, isEarly } =
      beginning
    // All fields from the first, in one order: frames read tens of thousands of these, and fast only when all look alike.
    const span: Draft = {
      id,
      kind,
      name,
      status,
      start,
      end: null,
      isPoint,
      begunBy,
      endedBy: null,
      segments: undefined,
      lostAt: undefined,
      due,
      group: 0,
      lane: 0,
      slot: 0,
      input,
      result: null,
      pickedUp: undefined,
      episode,
      replayedShare,
      mostAttempts: undefined,
      instanceId,
      operation,
      isEarly,
    }
    this.spans.push(span)
    this.listener.begun(span)
    return span
  }
}

function endedSegments(span: Span, { at, endedBy, status, result, pickedUp }: Ending): Segment[] {
  const parts = [...(span.segments ?? [firstSegment(span)])]
  const last = parts.at(-1)
  if (last === undefined || last.end !== null) return parts
  const end = Math.max(last.start, at) as EpochMs
  const queue = pickedUp === undefined ? {} : { pickedUp: clamp(pickedUp, last.start, end) }
  return [...parts.slice(0, -1), { ...last, end, endedBy, status, result, ...queue }]
}

function firstSegment({ kind, status, start, begunBy }: Span): Segment {
  return {
    kind: kind === 'lock' ? 'asking' : 'attempt',
    status,
    start,
    end: null,
    begunBy,
    endedBy: null,
    result: null,
  }
}

function clamp(at: EpochMs, least: EpochMs, most: EpochMs): EpochMs {
  return Math.max(least, Math.min(most, at)) as EpochMs
}

/** Whether somebody works on it now: who waits for a back-off or a lock does not. */
function isUnderWay(span: Span): boolean {
  return worked.has(span.kind) && span.status === 'running'
}

const worked: ReadonlySet<SpanKind> = new Set(['activity', 'subOrchestration', 'entity'])
