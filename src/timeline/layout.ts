import type { CssPx } from '#base/units.ts'
import type { Group, Spot } from './rows.ts'
import type { Span } from './spans.ts'

/** One lane with its place, in CSS pixels from the top of the content. */
export interface Row {
  readonly group: Group
  /** A lane of bars, or the one row of a fan-out that tells how many ran at a time. */
  readonly kind: 'lane' | 'area'
  readonly lane: number
  readonly spans: readonly Span[]
  readonly y: CssPx
  readonly height: CssPx
}

/** One group with its place; its label stands at its first lane. */
export interface PlacedGroup {
  readonly group: Group
  readonly y: CssPx
  readonly height: CssPx
  /** Whether the lanes of a fan-out are shown; always so for other groups. */
  readonly isOpen: boolean
}

export interface Layout {
  readonly rows: readonly Row[]
  readonly groups: readonly PlacedGroup[]
  readonly height: CssPx
  /** Where a span stands, by its id. */
  readonly placeOf: (id: string) => Place | undefined
}

export interface Place {
  /** Its lane's row, or its fan-out's while that is closed. */
  readonly row: Row
  readonly lane: number
  readonly spans: readonly Span[]
  /** Its index in the spans of its lane. */
  readonly index: number
}

/** The least height of a group: its label must fit. */
const GROUP_HEIGHT = 26
const PADDING = 4

interface Grouped {
  readonly groups: readonly Group[]
  readonly spotOf: (id: string) => Spot | undefined
}

/** What a person opened and closed, by the groups' ids. */
export type Opened = ReadonlyMap<string, boolean>

/** A fan-out of more lanes is closed until somebody opens it. */
const OPEN_LANES = 12

/** Stacks the groups from top to bottom. Many lanes get low ones, down to what can still be told apart. */
export function toLayout({ groups, spotOf }: Grouped, opened: Opened = new Map()): Layout {
  const rows: Row[] = []
  const placed: PlacedGroup[] = []
  const rowsOf = new Map<string, readonly Row[]>()
  let y = 0
  for (const group of groups) {
    const isOpen = !group.isFanOut || (opened.get(group.id) ?? group.lanes.length <= OPEN_LANES)
    const own = group.isFanOut ? fanRows(group, y, isOpen) : laneRows(group, y)
    const last = own.at(-1)
    const height = group.isFanOut && last ? last.y + last.height - y + PADDING : groupHeight(group)
    rowsOf.set(group.id, own)
    for (const row of own) rows.push(row)
    placed.push({ group, y: y as CssPx, height: height as CssPx, isOpen })
    y += height
  }
  const placeOf = (id: string): Place | undefined => {
    const spot = spotOf(id)
    const own = spot && rowsOf.get(spot.group.id)
    const row = own && (own.length === 1 ? own[0] : own.find(({ kind, lane }) => kind === 'lane' && lane === spot.lane))
    const spans = spot?.group.lanes[spot.lane]
    return row && spans && { row, spans, lane: spot.lane, index: spot.index }
  }
  return { rows, groups: placed, height: (y + PADDING) as CssPx, placeOf }
}

function groupHeight({ lanes }: Group): number {
  return Math.max(GROUP_HEIGHT, laneHeight(lanes.length) * lanes.length + PADDING * 2)
}

function laneRows(group: Group, y: number): Row[] {
  const height = laneHeight(group.lanes.length)
  const top = y + (groupHeight(group) - height * group.lanes.length) / 2
  return group.lanes.map((_, lane) => laneRow(group, lane, top + lane * height, height))
}

function fanRows(group: Group, y: number, isOpen: boolean): Row[] {
  const area: Row = { group, kind: 'area', lane: 0, spans: [], y: y as CssPx, height: GROUP_HEIGHT as CssPx }
  if (!isOpen) return [area]
  const height = laneHeight(group.lanes.length)
  const top = y + GROUP_HEIGHT
  return [area, ...laneOrder(group).map((lane, i) => laneRow(group, lane, top + i * height, height))]
}

function laneRow(group: Group, lane: number, y: number, height: number): Row {
  return { group, kind: 'lane', lane, spans: group.lanes[lane] ?? [], y: y as CssPx, height: height as CssPx }
}

/** Lanes with failures come first; but while work goes on no lane changes its place. */
function laneOrder({ lanes, counts }: Group): number[] {
  const order = [...lanes.keys()]
  if (counts.failed === 0 || counts.running + counts.waiting > 0) return order
  const hasFailed = lanes.map((lane) => lane.some((span) => span.status === 'failed'))
  return [...order.filter((lane) => hasFailed[lane]), ...order.filter((lane) => !hasFailed[lane])]
}

function laneHeight(lanes: number): number {
  if (lanes <= 12) return 18
  return lanes <= 40 ? 10 : 5
}

/** The span of an id, as it is now. */
export function spanOf({ placeOf }: Layout, id: string): Span | undefined {
  const place = placeOf(id)
  return place?.spans[place.index]
}

/** The rows that reach into `[top, bottom)`, found without looking at the others. */
export function rowsWithin({ rows }: Layout, top: number, bottom: number): Row[] {
  const visible: Row[] = []
  for (let i = firstIndex(rows, (row) => row.y + row.height > top); i < rows.length; i++) {
    const row = rows[i]
    if (row === undefined || row.y >= bottom) break
    visible.push(row)
  }
  return visible
}

/** The first index for which `holds` is true, given that it is false before and true after; the length when there is none. */
export function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let [low, high] = [0, items.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && holds(item)) high = middle
    else low = middle + 1
  }
  return low
}
