import type { EpochMs } from '#base/units.ts'
import { type Heap, heapOf } from './heap.ts'
import type { Span, SpanKind, SpanStatus } from './spans.ts'

/** The spans of one kind and name, packed into lanes. */
export interface Group {
  readonly id: string
  readonly kind: SpanKind
  readonly name: string
  readonly lanes: readonly (readonly Span[])[]
  readonly counts: Readonly<Record<SpanStatus, number>>
}

/** Spans → groups, in the order in which each kind and name first appeared; the episodes come first. */
export function toGroups(spans: readonly Span[]): Group[] {
  const byId = new Map<string, Span[]>()
  for (const span of spans) {
    const id = `${span.kind}:${span.name}`
    const members = byId.get(id)
    if (members) members.push(span)
    else byId.set(id, [span])
  }
  const groups = [...byId].map(([id, members]) => toGroup(id, members))
  return [...groups.filter((group) => group.kind === 'episode'), ...groups.filter((group) => group.kind !== 'episode')]
}

function toGroup(id: string, spans: readonly Span[]): Group {
  const counts: Record<SpanStatus, number> = { completed: 0, cancelled: 0, waiting: 0, running: 0, failed: 0 }
  for (const span of spans) counts[span.status]++
  return { id, kind: spans[0]?.kind ?? 'activity', name: spans[0]?.name ?? '', lanes: toLanes(spans), counts }
}

/**
 * Puts each span in the lowest lane that is free when it begins, so that work which ran side by side is drawn so:
 *
 *     lane 0  |- Tokyo -|   |- Lima -|
 *     lane 1     |- Seattle -|
 *
 * Spans come in the order in which they began, and that order alone decides: a lane is free when *history* said so
 * before the new span began. Hence nothing that is drawn ever moves when history grows.
 */
function toLanes(spans: readonly Span[]): Span[][] {
  const lanes: Span[][] = []
  const busy = heapOf<Busy>((a, b) => a.until - b.until)
  const free = heapOf<Free>((a, b) => a.lane - b.lane)

  for (const span of spans) {
    for (let next = busy.peek(); next !== undefined && next.until <= span.begunBy; next = busy.peek()) {
      busy.pop()
      free.push(next)
    }
    const lane = takeLane(free, span.start) ?? lanes.length
    const members = lanes[lane]
    if (members) members.push(span)
    else lanes.push([span])
    if (span.end !== null) busy.push({ lane, until: span.endedBy ?? Infinity, end: span.end })
  }
  return lanes
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
