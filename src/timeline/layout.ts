import type { CssPx } from '#base/units.ts'
import type { Group, Spot } from './rows.ts'
import type { Span } from './spans.ts'

/** One lane with its place, in CSS pixels from the top of the content. */
export interface Row {
  readonly group: Group
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
}

export interface Layout {
  readonly rows: readonly Row[]
  readonly groups: readonly PlacedGroup[]
  readonly height: CssPx
  /** Where a span stands, by its id. */
  readonly placeOf: (id: string) => Place | undefined
}

export interface Place {
  readonly row: Row
  /** Its index in the row's spans. */
  readonly index: number
}

/** The least height of a group: its label must fit. */
const GROUP_HEIGHT = 26
const PADDING = 4

interface Grouped {
  readonly groups: readonly Group[]
  readonly spotOf: (id: string) => Spot | undefined
}

/** Stacks the groups from top to bottom. Many lanes get low ones, down to what can still be told apart. */
export function toLayout({ groups, spotOf }: Grouped): Layout {
  const rows: Row[] = []
  const placed: PlacedGroup[] = []
  const rowsOf = new Map<string, readonly Row[]>()
  let y = 0
  for (const group of groups) {
    const lane = laneHeight(group.lanes.length)
    const height = Math.max(GROUP_HEIGHT, lane * group.lanes.length + PADDING * 2)
    const top = y + (height - lane * group.lanes.length) / 2
    const own = group.lanes.map((spans, index): Row => {
      return { group, lane: index, spans, y: (top + index * lane) as CssPx, height: lane as CssPx }
    })
    rowsOf.set(group.id, own)
    for (const row of own) rows.push(row)
    placed.push({ group, y: y as CssPx, height: height as CssPx })
    y += height
  }
  const placeOf = (id: string) => {
    const spot = spotOf(id)
    const row = spot && rowsOf.get(spot.group.id)?.[spot.lane]
    return row && { row, index: spot.index }
  }
  return { rows, groups: placed, height: (y + PADDING) as CssPx, placeOf }
}

function laneHeight(lanes: number): number {
  if (lanes <= 12) return 18
  return lanes <= 40 ? 10 : 5
}

/** The span of an id, as it is now. */
export function spanOf({ placeOf }: Layout, id: string): Span | undefined {
  const place = placeOf(id)
  return place?.row.spans[place.index]
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
