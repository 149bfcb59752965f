import type { EpochMs } from '#base/units.ts'
import { type Heap, heapOf } from './heap.ts'
import { RunningCount } from './running-count.ts'
import type { Draft, Listener } from './recorder.ts'
import { hasFailure, type Span, type SpanKind, type SpanStatus } from './span.ts'

/** So many of one name asked for at once are a fan-out, and drawn as one. */
const FAN_OUT = 6

/** The spans of one kind and name, packed into lanes. */
export interface Group {
  readonly id: string
  /** 0, 1, 2 … in the order in which they were found. */
  readonly number: number
  readonly kind: SpanKind
  readonly name: string
  /** In the order in which they began. */
  readonly spans: readonly Span[]
  readonly lanes: readonly (readonly Span[])[]
  readonly counts: Readonly<Record<SpanStatus, number>>
  /** Those of which something failed. */
  readonly failed: readonly Span[]
  /** The longest that has ended. */
  readonly slowest: Span | null
  /** Whether one episode asked for so many of them that the group has a head of its own. */
  readonly isFanOut: boolean
  /** How many were under way, at any time. */
  readonly running: RunningCount
}

type DraftGroup = { -readonly [K in keyof Group]: Group[K] } & {
  readonly spans: Span[]
  readonly lanes: Span[][]
  readonly counts: Record<SpanStatus, number>
  readonly failed: Span[]
}

interface Packing {
  readonly group: DraftGroup
  readonly busy: Heap<Busy>
  readonly free: Heap<Free>
  turn: number
  inTurn: number
}

/** Spans → groups, in the order in which each kind and name first appeared; the episodes come first. */
export class Groups implements Listener {
  readonly all: Group[] = []
  private readonly packings = new Map<string, Packing>()
  private turn = 0

  nextTurn(): void {
    this.turn++
  }

  begun(span: Draft): void {
    const packing = this.packingOf(span)
    const { group } = packing
    place(packing, span)
    group.spans.push(span)
    group.counts[span.status]++
    if (span.isPoint) return
    group.running.change(span.start, 1)
    if (packing.turn !== this.turn) [packing.turn, packing.inTurn] = [this.turn, 0]
    if (++packing.inTurn >= FAN_OUT) group.isFanOut = isFanned(group.kind)
  }

  moved(span: Span, was: SpanStatus): void {
    const { counts } = this.packingOf(span).group
    counts[was]--
    counts[span.status]++
  }

  ended(span: Span): void {
    const { group, busy } = this.packingOf(span)
    if (hasFailure(span)) group.failed.push(span)
    if (span.end === null || span.endedBy === null) return
    busy.push({ lane: span.lane, until: span.endedBy, end: span.end })
    if (span.isPoint) return
    group.running.change(span.end, -1)
    if (group.slowest === null || lengthOf(span) > lengthOf(group.slowest)) group.slowest = span
  }

  private packingOf(span: Span): Packing {
    const id = `${span.kind}:${span.name}`
    const known = this.packings.get(id)
    if (known !== undefined) return known
    const group = emptyGroup(id, this.all.length, span)
    const packing: Packing = {
      group,
      busy: heapOf<Busy>((a, b) => a.until - b.until),
      free: heapOf<Free>((a, b) => a.lane - b.lane),
      turn: -1,
      inTurn: 0,
    }
    this.packings.set(id, packing)
    if (span.kind === 'episode') this.all.unshift(group)
    else this.all.push(group)
    return packing
  }
}

function emptyGroup(id: string, number: number, { kind, name }: Span): DraftGroup {
  return {
    id,
    number,
    kind,
    name,
    spans: [],
    lanes: [],
    counts: { completed: 0, cancelled: 0, waiting: 0, running: 0, failed: 0 },
    failed: [],
    slowest: null,
    isFanOut: false,
    running: new RunningCount(),
  }
}

function isFanned(kind: SpanKind): boolean {
  return kind === 'activity' || kind === 'subOrchestration' || kind === 'entity'
}

function lengthOf({ start, end }: Span): number {
  return (end ?? start) - start
}

/**
 * Puts a span in the lowest lane that is free when it begins, so that work which ran side by side is drawn so:
 *
 *     lane 0  |- Tokyo -|   |- Lima -|
 *     lane 1     |- Seattle -|
 *
 * Spans come in the order in which they began, and that order alone decides: a lane is free when *history* said so
 * before the new span began. Hence nothing that is drawn ever moves when history grows.
 */
function place({ group, busy, free }: Packing, span: Draft): void {
  for (let next = busy.peek(); next !== undefined && next.until <= span.begunBy; next = busy.peek()) {
    busy.pop()
    free.push(next)
  }
  span.group = group.number
  span.lane = takeLane(free, span.start) ?? group.lanes.length
  const members = group.lanes[span.lane]
  span.slot = members?.length ?? 0
  if (members) members.push(span)
  else group.lanes.push([span])
}

interface Free {
  readonly lane: number
  readonly end: EpochMs
}

interface Busy extends Free {
  /** The position in history from which the lane is free. */
  readonly until: number
}

/** The lowest free lane. An external event that waited in the inbox may begin earlier than what stands in a lane: those are passed over. */
function takeLane(free: Heap<Free>, start: EpochMs): number | undefined {
  const passedOver: Free[] = []
  let taken = free.pop()
  while (taken !== undefined && taken.end > start) {
    passedOver.push(taken)
    taken = free.pop()
  }
  for (const lane of passedOver) free.push(lane)
  return taken?.lane
}
