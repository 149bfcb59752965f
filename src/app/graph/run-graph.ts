import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { TimelineModel } from '#timeline/model/model.ts'
import { type RunTask, type TaskKind, tasksOf } from './run-tasks.ts'

/** Tasks of one kind and name that one episode asked for, drawn as one node: `sayHello × 5, 1 failed`. */
export interface RunNode {
  readonly id: string
  readonly kind: TaskKind | 'start' | 'end'
  readonly name: string
  readonly count: number
  readonly failed: number
  readonly running: number
  /** How many of them were tried again; of a single one, what became of its attempts and how many there may be. */
  readonly retried: number
  readonly attempts: RunTask['attempts']
  readonly mostAttempts: number | undefined
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled'
  /** From left to right: the how-manieth episode that asked for something. */
  readonly column: number
  /** From top to bottom in its column. */
  readonly row: number
  /** The position in history of the first event that it stands for, and of the last. */
  readonly first: number
  readonly last: number
  readonly isCritical: boolean
}

/** What came of a node led to the other being asked for. */
export interface RunEdge {
  readonly from: string
  readonly to: string
  /** On the way that took longest: from each step back to the answer it had to wait for. */
  readonly isCritical: boolean
}

export interface RunGraph {
  readonly nodes: readonly RunNode[]
  readonly edges: readonly RunEdge[]
  /** How many columns at the beginning are left out: of a run this long only the last part is drawn. */
  readonly hidden: number
  /** The node that stands for an event, by the event's position. */
  readonly nodeOfEvent: ReadonlyMap<number, string>
}

/** More columns than this nobody looks through, and no library draws. */
const MOST_COLUMNS = 250

interface Group {
  readonly id: string
  readonly kind: TaskKind
  readonly name: string
  readonly column: number
  readonly tasks: RunTask[]
}

/** History as steps from left to right: what each episode asked for, and whose answers it had got for that. */
export function runGraphOf(
  model: TimelineModel,
  history: readonly HistoryEvent[],
  episodes: readonly Episode[],
): RunGraph {
  const started = history.find((event) => event.type === 'ExecutionStarted')
  if (started === undefined) return { nodes: [], edges: [], hidden: 0, nodeOfEvent: new Map() }
  const columns = columnsOf(tasksOf(model), episodes)
  const hidden = Math.max(0, columns.length - MOST_COLUMNS)
  const shown = columns.slice(hidden)
  const completion = history.findLastIndex((event) => event.type === 'ExecutionCompleted')
  return { ...drawn(shown, history, completion, started.name), hidden, nodeOfEvent: eventsOf(shown.flat()) }
}

/** One column for each episode that asked for something. */
function columnsOf(tasks: readonly RunTask[], episodes: readonly Episode[]): Group[][] {
  const columns: Group[][] = []
  let [episode, current] = [0, NaN]
  let groups = new Map<string, Group>()
  for (const task of tasks) {
    while ((episodes[episode]?.to ?? Infinity) <= task.begunBy) episode++
    if (episode !== current) {
      current = episode
      groups = new Map()
      columns.push([])
    }
    const key = `${task.kind}:${task.name}`
    const group = groups.get(key)
    if (group !== undefined) {
      group.tasks.push(task)
      continue
    }
    const fresh: Group = {
      id: `${columns.length - 1}:${key}`,
      kind: task.kind,
      name: task.name,
      column: columns.length - 1,
      tasks: [task],
    }
    groups.set(key, fresh)
    columns.at(-1)?.push(fresh)
  }
  return columns
}

function drawn(columns: readonly Group[][], history: readonly HistoryEvent[], completion: number, name: string) {
  const groups = columns.flat()
  const offset = columns[0]?.[0]?.column ?? 0
  const begins = columns.map((column) => Math.min(...column.map(({ tasks }) => tasks[0]?.begunBy ?? Infinity)))
  const links = linksOf(columns, begins, completion < 0 ? history.length : completion)
  const critical = criticalOf(links, columns.length, completion >= 0)
  const end = history[completion]
  const edges: RunEdge[] = links.map(({ from, to, isLast }) => ({
    from,
    to,
    isCritical: isLast && critical.has(to) && critical.has(from),
  }))

  const nodes: RunNode[] = groups.map((group) => nodeOf(group, offset, columns, critical.has(group.id)))
  const none = { failed: 0, running: 0, retried: 0, attempts: [], mostAttempts: undefined }
  const endpoint = { ...none, count: 1, row: 0, isCritical: true } as const
  const startNode: RunNode = {
    ...endpoint,
    id: START,
    kind: 'start',
    name,
    status: 'completed',
    column: 0,
    first: 0,
    last: 0,
  }
  if (end?.type !== 'ExecutionCompleted')
    return { nodes: [startNode, ...nodes], edges: edges.filter(({ to }) => to !== END) }
  const status =
    end.status === 'Completed' || end.status === 'ContinuedAsNew'
      ? 'completed'
      : end.status === 'Failed'
        ? 'failed'
        : 'cancelled'
  const place = { column: columns.length + 1, first: completion, last: completion }
  return {
    nodes: [
      startNode,
      ...nodes,
      { ...endpoint, ...place, id: END, kind: 'end', name: end.status, status } satisfies RunNode,
    ],
    edges,
  }
}

function eventsOf(groups: readonly Group[]): ReadonlyMap<number, string> {
  const nodes = new Map<number, string>()
  for (const { id, tasks } of groups)
    for (const { events } of tasks) for (const position of events) if (!nodes.has(position)) nodes.set(position, id)
  return nodes
}

const START = 'start'
const END = 'end'

function nodeOf(
  { id, kind, name, column, tasks }: Group,
  offset: number,
  columns: readonly Group[][],
  isCritical: boolean,
): RunNode {
  const count = (...statuses: readonly RunTask['status'][]) =>
    tasks.filter(({ status }) => statuses.includes(status)).length
  const [failed, running] = [count('failed'), count('running', 'waiting')]
  const isGivenUp = count('cancelled') === tasks.length
  const [first, second] = tasks
  return {
    id,
    kind,
    name,
    count: tasks.length,
    failed,
    running,
    retried: tasks.filter(({ attempts }) => attempts.length > 1).length,
    attempts: (second === undefined && first?.attempts) || [],
    mostAttempts: second === undefined ? first?.mostAttempts : undefined,
    status: failed > 0 ? 'failed' : running > 0 ? 'running' : isGivenUp ? 'cancelled' : 'completed',
    column: column - offset + 1,
    row: columns[column - offset]?.findIndex((group) => group.id === id) ?? 0,
    first: first?.begunBy ?? 0,
    last: tasks.at(-1)?.begunBy ?? 0,
    isCritical,
  }
}

interface Link {
  readonly from: string
  readonly to: string
  /** Of all that led there, the answer that came last. */
  readonly isLast: boolean
}

/** What had ended between two columns led to the later one; what had ended after the last, to the end. */
function linksOf(columns: readonly Group[][], begins: readonly number[], completion: number): Link[] {
  const links: Link[] = []
  const targets = [...columns.map((column) => column.map(({ id }) => id)), [END]]
  const bounds = [...begins, completion]
  const causes: { group: Group; at: number }[][] = targets.map(() => [])
  for (const group of columns.flat()) {
    if (group.kind === 'signal') continue // nobody waits for one
    const ends = group.tasks.flatMap(({ endedBy, status }) =>
      endedBy === null || status === 'cancelled' ? [] : [endedBy],
    )
    for (const [index, at] of lastPerTarget(ends, bounds)) causes[index]?.push({ group, at })
  }
  targets.forEach((ids, index) => {
    const led = causes[index] ?? []
    const last = Math.max(...led.map(({ at }) => at))
    if (led.length === 0 && index === 0) for (const to of ids) links.push({ from: START, to, isLast: true })
    // Asked for without an answer in between: it follows what was asked for before.
    if (led.length === 0 && index > 0)
      for (const to of ids) links.push({ from: columns[index - 1]?.[0]?.id ?? START, to, isLast: true })
    for (const { group, at } of led) for (const to of ids) links.push({ from: group.id, to, isLast: at === last })
  })
  return links
}

/** For each column that answers led to, the last of these answers. */
function lastPerTarget(ends: readonly number[], bounds: readonly number[]): Map<number, number> {
  const last = new Map<number, number>()
  for (const at of ends) {
    const index = bounds.findIndex((bound) => bound > at) // an external event is not the answer to itself
    if (index >= 0) last.set(index, Math.max(at, last.get(index) ?? -1))
  }
  return last
}

/** Back from the end, or from what is asked for now, always to the answer that came last. */
function criticalOf(links: readonly Link[], columns: number, hasEnded: boolean): ReadonlySet<string> {
  const into = new Map(links.filter(({ isLast }) => isLast).map(({ from, to }) => [to, from]))
  const newest = links.findLast(({ to }) => to !== END)?.to
  const critical = new Set<string>()
  let at: string | undefined = hasEnded ? END : newest
  for (let steps = 0; at !== undefined && steps <= columns + 1 && !critical.has(at); steps++) {
    critical.add(at)
    at = into.get(at)
  }
  return critical
}
