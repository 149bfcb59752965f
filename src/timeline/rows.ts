import type { EpochMs } from '#base/units.ts'
import { type Heap, heapOf } from './heap.ts'
import type { Join, Span, SpanKind, SpanSink, SpanStatus } from './spans.ts'

/** The spans of one kind and name, packed into lanes. What it holds grows with the run: it is a window, not a copy. */
export interface Group {
  readonly id: string
  readonly kind: SpanKind
  readonly name: string
  readonly lanes: readonly (readonly Span[])[]
  readonly counts: Readonly<Record<SpanStatus, number>>
  /** Whether one episode asked for many of them at once. */
  readonly isFanOut: boolean
  /** When they began and ended, and when they failed, in order: how many ran at a time is the one less the other. */
  readonly starts: readonly EpochMs[]
  readonly ends: readonly EpochMs[]
  readonly failures: readonly EpochMs[]
  /** What comes together, and the lanes that it brings together. */
  readonly joins: ReadonlyMap<Join, ReadonlySet<number>>
}

/** From so many of one name in one episode on, they are one thing that is done many times. */
const FAN_OUT = 6

/** Where a span stands. */
export interface Spot {
  readonly group: Group
  readonly lane: number
  readonly index: number
}

/** Groups and lanes that grow. */
export interface Packing extends SpanSink {
  /** In the order in which each kind and name first appeared; the episodes come first. */
  groups(): Group[]
  readonly spotOf: (id: string) => Spot | undefined
}

/** Packs spans as they are told, in the order in which they began. */
export function newPacking(): Packing {
  const packers = new Map<string, Packer>()
  const spots = new Map<string, Spot>()
  return {
    groups() {
      const groups = [...packers.values()].map((packer) => packer.group)
      return [...groups.filter(({ kind }) => kind === 'episode'), ...groups.filter(({ kind }) => kind !== 'episode')]
    },
    spotOf: (id) => spots.get(id),
    add(span) {
      const id = `${span.kind}:${span.name}`
      const packer = packers.get(id) ?? newPacker(id, span)
      packers.set(id, packer)
      spots.set(span.id, packer.add(span))
    },
    amend(span) {
      const spot = spots.get(span.id)
      if (spot !== undefined) packers.get(spot.group.id)?.amend(span, spot)
    },
  }
}

interface Packer {
  readonly group: Group
  add(span: Span): Spot
  amend(span: Span, spot: Spot): void
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
function newPacker(id: string, { kind, name }: Span): Packer {
  const lanes: Span[][] = []
  const counts: Record<SpanStatus, number> = { completed: 0, cancelled: 0, waiting: 0, running: 0, failed: 0 }
  const [starts, ends, failures]: [EpochMs[], EpochMs[], EpochMs[]] = [[], [], []]
  const joins = new Map<Join, Set<number>>()
  const group = { id, kind, name, lanes, counts, isFanOut: false, starts, ends, failures, joins }
  let wave = { askedIn: -1, count: 0 }
  const busy = heapOf<Busy>((a, b) => a.until - b.until)
  const free = heapOf<Free>((a, b) => a.lane - b.lane)
  const release = (lane: number, { end, endedBy, status }: Span) => {
    if (end === null) return
    busy.push({ lane, until: endedBy ?? Infinity, end })
    ends.push(end)
    if (status === 'failed') failures.push(end)
  }
  const countWave = ({ askedIn = -1 }: Span) => {
    if (askedIn === -1) return
    wave = askedIn === wave.askedIn ? { askedIn, count: wave.count + 1 } : { askedIn, count: 1 }
    group.isFanOut ||= wave.count >= FAN_OUT
  }
  return {
    group,
    add(span) {
      for (let next = busy.peek(); next !== undefined && next.until <= span.begunBy; next = busy.peek()) {
        busy.pop()
        free.push(next)
      }
      const lane = takeLane(free, span.start) ?? lanes.length
      const members = (lanes[lane] ??= [])
      members.push(span)
      counts[span.status]++
      starts.push(span.start)
      if (span.join) joins.set(span.join, (joins.get(span.join) ?? new Set()).add(lane))
      countWave(span)
      release(lane, span)
      return { group, lane, index: members.length - 1 }
    },
    amend(span, { lane, index }) {
      const members = lanes[lane]
      const before = members?.[index]
      if (members === undefined || before === undefined) return
      members[index] = span
      counts[before.status]--
      counts[span.status]++
      if (before.end === null) release(lane, span)
    },
  }
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
