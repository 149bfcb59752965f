import type { CssPx, EpochMs } from '#base/units.ts'
import type { Group } from '../model/groups.ts'
import type { Join } from '../model/joins.ts'
import type { TimelineModel } from '../model/model.ts'
import type { Span } from '../model/span.ts'
import { type Density, groupHeight, laneHeight } from './density.ts'

/** One execution in the picture: the one that was chosen, or a sub-orchestration opened in its place. */
export interface Run {
  /** Tells the runs of one picture apart; empty for the chosen one. */
  readonly key: string
  readonly model: TimelineModel
  /** The orchestrator's name. */
  readonly name: string
  readonly instanceId: string
  readonly executionId: string
  /** What history held at the time that is shown: all of it, unless playback stands before its end. */
  readonly position: number
  /** Those that are open, by the ids of the spans they stand under. */
  readonly children: ReadonlyMap<string, Run>
}

/** One lane with its place, in CSS pixels from the top of the content; or the head of a group, which stands for all its lanes. */
export interface Row {
  readonly kind: 'lane' | 'head'
  readonly placed: PlacedGroup
  readonly spans: readonly Span[]
  readonly y: CssPx
  readonly height: CssPx
  readonly index: number
}

/** One group with its place; its label stands at its first row. */
export interface PlacedGroup {
  /** Unique in the picture. */
  readonly id: string
  readonly run: Run
  readonly group: Group
  readonly depth: number
  readonly y: CssPx
  readonly height: CssPx
  /** Whether it has a head, and whether its lanes are shown under it. */
  readonly hasHead: boolean
  readonly isExpanded: boolean
  /** The row of its head, or of its first lane. */
  readonly firstRow: number
  /** Its lanes from top to bottom, and the way back; `null`: as they were packed. */
  readonly order: readonly number[] | null
  readonly rankOfLane: readonly number[] | null
}

/** Where the line of a join begins and ends, and the rows it stands over. */
export interface JoinPlace {
  readonly top: number
  readonly bottom: number
  readonly first: Row
  readonly last: Row
}

export interface Layout {
  readonly rows: readonly Row[]
  readonly groups: readonly PlacedGroup[]
  readonly runs: readonly Run[]
  readonly height: CssPx
  /** Where a group of a run stands, by the run's key and the group's number. */
  readonly placedIn: ReadonlyMap<string, readonly (PlacedGroup | undefined)[]>
  /** Filled in by `joinPlace`, which alone uses it. */
  readonly joinPlaces: Map<Join, JoinPlace | null>
}

/** How the person wants to see it. */
export interface LayoutWishes {
  readonly density: Density
  /** By a placed group's id; `undefined`: as it comes. */
  isExpanded(id: string): boolean | undefined
  /** In which order a group's lanes stand, when not as they were packed. */
  laneOrder(placedId: string, group: Group): readonly number[] | null
  /** Groups without a match are left out while something is searched for. */
  isShown(run: Run, group: Group): boolean
}

/** So many lanes under a head are shown without being asked for. */
const LANES_UNASKED = 12

/** Stacks the groups from top to bottom; under a group those of the sub-orchestrations that are open in it. */
export function toLayout(run: Run, wishes: LayoutWishes): Layout {
  const rows: Row[] = []
  const groups: PlacedGroup[] = []
  const runs: Run[] = []
  const placedIn = new Map<string, (PlacedGroup | undefined)[]>()
  let y = 0

  const add = (placed: PlacedGroup, kind: Row['kind'], spans: readonly Span[], height: number) => {
    rows.push({ kind, placed, spans, y: y as CssPx, height: height as CssPx, index: rows.length })
    y += height
  }
  const addGroup = (of: Run, group: Group, depth: number) => {
    const placed = placedGroup(of, group, depth, y, rows.length, wishes)
    const lanes = placed.isExpanded ? (placed.order?.map((lane) => group.lanes[lane] ?? []) ?? group.lanes) : []
    const lane = laneHeight(wishes.density, group.lanes.length)
    const head = placed.hasHead ? groupHeight(wishes.density) : 0
    const bottom = y + placed.height
    y += (placed.height - head - lane * lanes.length) / 2
    if (placed.hasHead) add(placed, 'head', group.spans, head)
    for (const spans of lanes) add(placed, 'lane', spans, lane)
    y = bottom
    groups.push(placed)
    const places = placedIn.get(of.key)
    if (places) places[group.number] = placed
  }
  const addRun = (of: Run, depth: number) => {
    runs.push(of)
    placedIn.set(of.key, [])
    for (const group of of.model.groups) {
      if (!wishes.isShown(of, group)) continue
      addGroup(of, group, depth)
      if (group.kind !== 'subOrchestration' || of.children.size === 0) continue
      for (const span of group.spans) {
        const child = of.children.get(span.id)
        if (child !== undefined) addRun(child, depth + 1)
      }
    }
  }
  addRun(run, 0)
  return { rows, groups, runs, height: (y + 4) as CssPx, placedIn, joinPlaces: new Map() }
}

function placedGroup(
  run: Run,
  group: Group,
  depth: number,
  y: number,
  firstRow: number,
  wishes: LayoutWishes,
): PlacedGroup {
  const id = `${run.key}${group.id}`
  const hasHead = group.isFanOut
  const isExpanded = !hasHead || (wishes.isExpanded(id) ?? group.lanes.length <= LANES_UNASKED)
  const least = groupHeight(wishes.density)
  const lanes = isExpanded ? laneHeight(wishes.density, group.lanes.length) * group.lanes.length : 0
  const height = hasHead ? least + lanes : Math.max(least, lanes)
  const order = hasHead && isExpanded ? wishes.laneOrder(id, group) : null
  return {
    id,
    run,
    group,
    depth,
    y: y as CssPx,
    height: height as CssPx,
    hasHead,
    isExpanded,
    firstRow,
    order,
    rankOfLane: order && inverse(order),
  }
}

function inverse(order: readonly number[]): number[] {
  const ranks: number[] = []
  order.forEach((lane, rank) => {
    ranks[lane] = rank
  })
  return ranks
}

/** The row in which a span stands: its lane, or the head of its group while that is folded. `null` when it is left out. */
export function rowOf(layout: Layout, run: Run, span: Span): Row | null {
  const placed = layout.placedIn.get(run.key)?.[span.group]
  if (placed === undefined) return null
  const { hasHead, isExpanded, firstRow, rankOfLane } = placed
  if (hasHead && !isExpanded) return layout.rows[firstRow] ?? null
  const lane = rankOfLane?.[span.lane] ?? span.lane
  return layout.rows[firstRow + (hasHead ? 1 : 0) + lane] ?? null
}

/** The index of a span in the spans of its row. */
export function slotOf(row: Row, span: Span): number {
  return row.kind === 'lane' ? span.slot : row.spans.indexOf(span)
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

/** The groups that reach into `[top, bottom)`. */
export function groupsWithin({ groups }: Layout, top: number, bottom: number): PlacedGroup[] {
  const first = firstIndex(groups, (group) => group.y + group.height > top)
  const end = firstIndex(groups, (group) => group.y >= bottom)
  return groups.slice(first, end)
}

/** Where the line of a join stands: over the rows of all its members that are shown. `null` when fewer than two rows are. */
export function joinPlace(layout: Layout, run: Run, join: Join): JoinPlace | null {
  const places = layout.joinPlaces.get(join)
  if (places !== undefined) return places
  const place = findJoinPlace(layout, run, join)
  layout.joinPlaces.set(join, place)
  return place
}

/** Looks at every member, of which there may be thousands. */
function findJoinPlace(layout: Layout, run: Run, join: Join): JoinPlace | null {
  let first: Row | null = null
  let last: Row | null = null
  for (const member of join.members) {
    const row = rowOf(layout, run, member)
    if (row === null) continue
    if (first === null || row.y < first.y) first = row
    if (last === null || row.y > last.y) last = row
  }
  if (first === null || last === null) return null
  return { top: first.y, bottom: last.y + last.height, first, last }
}

/**
 * The height at which the word of a join covers no bar from `from` to `to`: in the head of a fan-out, which has no words of
 * its own, else on the border of two rows, as near the middle as can be. `null`: everywhere is a bar.
 */
export function wordPlace({ rows }: Layout, { first, last }: JoinPlace, from: EpochMs, to: EpochMs): number | null {
  const head = first.placed.hasHead ? rows[first.placed.firstRow] : undefined
  if (head !== undefined && first.placed === last.placed) return head.y + head.height / 2
  const middle = Math.ceil((first.index + last.index) / 2)
  for (let away = 0; away <= last.index - first.index; away++) {
    for (const index of [middle + away, middle - away]) {
      const [above, below] = [rows[index - 1], rows[index]]
      if (index <= first.index || index > last.index || above === undefined || below === undefined) continue
      if (isFree(above, from, to) && isFree(below, from, to)) return below.y
    }
  }
  return null
}

/** Whether no bar of a lane, whose bars stand one after the other, reaches into that time. */
function isFree({ spans }: Row, from: EpochMs, to: EpochMs): boolean {
  const next = spans[firstIndex(spans, ({ end }) => end === null || end > from)]
  return next === undefined || next.start >= to
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
