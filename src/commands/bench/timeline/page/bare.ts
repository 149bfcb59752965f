import type { HistoryEvent } from '#durable/history-event.ts'

/** The least that a timeline can be: columns, packed lanes, and boxes where anything is. No names, no groups, no axis, no hand. */
export interface Bare {
  readonly length: number
  readonly from: number
  readonly to: number
  readonly lanes: number
  /** Takes events that follow. */
  append(events: readonly HistoryEvent[]): void
  /** All slices in `ON_SCREEN` lanes, so that the whole run is seen; or the packed lanes from `scrollTop` on. */
  paint(context: CanvasRenderingContext2D, view: View): void
}

export interface View {
  readonly from: number
  readonly to: number
  readonly width: number
  readonly height: number
  readonly scrollTop?: number
}

const ON_SCREEN = 64
const LANE_PX = 14
const inks = ['#fff', '#2f9e5b', '#3b82f6', '#d33']

export function bareOf(history: readonly HistoryEvent[]): Bare {
  let start = new Float64Array(history.length)
  let end = new Float64Array(history.length)
  let status = new Uint8Array(history.length)
  let lane = new Uint32Array(history.length)
  const slices = new Map<number, number>()
  const folded: number[][] = Array.from({ length: ON_SCREEN }, () => [])
  const packed: number[][] = []
  const free: number[] = []
  const busy: number[] = []
  let [length, from, to] = [0, Infinity, -Infinity]

  const begin = (id: number, at: number) => {
    if (length === start.length) [start, end, status, lane] = [grown(start), grown(end), grown(status), grown(lane)]
    const own = free.length > 0 ? pop(free, (n) => n) : packed.length
    ;[start[length], end[length], status[length], lane[length]] = [at, Infinity, 2, own]
    ;(packed[own] ??= []).push(length)
    folded[length % ON_SCREEN]?.push(length)
    slices.set(id, length++)
    from = Math.min(from, at)
    to = Math.max(to, at)
  }
  const finish = (id: number, at: number, how: number) => {
    const slice = slices.get(id)
    if (slice === undefined) return
    ;[end[slice], status[slice]] = [at, how]
    push(busy, slice, (n) => end[n] ?? 0)
    to = Math.max(to, at)
    while (busy.length > 0 && (end[busy[0] ?? 0] ?? 0) <= at)
      push(free, lane[pop(busy, (n) => end[n] ?? 0)] ?? 0, (n) => n)
  }
  const append = (events: readonly HistoryEvent[]) => {
    for (const event of events) {
      switch (event.type) {
        case 'TaskScheduled':
        case 'SubOrchestrationInstanceCreated':
        case 'TimerCreated':
          begin(event.id, event.at)
          break
        case 'TaskCompleted':
        case 'SubOrchestrationInstanceCompleted':
          finish(event.taskScheduledId, event.at, 1)
          break
        case 'TaskFailed':
        case 'SubOrchestrationInstanceFailed':
          finish(event.taskScheduledId, event.at, 3)
          break
        case 'TimerFired':
          finish(event.timerId, event.at, 1)
          break
        default: // no slice
      }
    }
  }
  append(history)

  const pixels = new Uint8Array(8192)
  const paintLane = (
    context: CanvasRenderingContext2D,
    members: readonly number[],
    y: number,
    height: number,
    view: View,
  ) => {
    const scale = view.width / (view.to - view.from)
    for (let i = firstEndingAfter(members, end, view.from); i < members.length; i++) {
      const slice = members[i] ?? 0
      const at = start[slice] ?? 0
      if (at > view.to) break
      const left = Math.max(0, ((at - view.from) * scale) | 0)
      const right = Math.min(
        view.width,
        Math.max(left + 1, ((Math.min(end[slice] ?? 0, view.to) - view.from) * scale) | 0),
      )
      const rank = status[slice] ?? 0
      for (let x = left; x < right; x++) if (rank > (pixels[x] ?? 0)) pixels[x] = rank
    }
    for (let x = 0; x < view.width;) {
      const rank = pixels[x] ?? 0
      const left = x
      while (x < view.width && pixels[x] === rank) x++
      if (rank === 0) continue
      context.fillStyle = inks[rank] ?? '#000'
      context.fillRect(left, y, x - left, height)
    }
    pixels.fill(0, 0, view.width)
  }

  return {
    get length() {
      return length
    },
    get from() {
      return from
    },
    get to() {
      return to
    },
    get lanes() {
      return packed.length
    },
    append,
    paint(context, view) {
      context.clearRect(0, 0, view.width, view.height)
      const { scrollTop } = view
      const [lanes, first] = scrollTop === undefined ? [folded, 0] : [packed, Math.floor(scrollTop / LANE_PX)]
      for (let i = first; i < lanes.length && (i - first) * LANE_PX < view.height; i++)
        paintLane(context, lanes[i] ?? [], (i - first) * LANE_PX + 1, LANE_PX - 2, view)
    },
  }
}

/** The slices of a packed lane do not overlap; those of a folded one end about as they begin. */
function firstEndingAfter(members: readonly number[], end: Float64Array, time: number): number {
  let [low, high] = [0, members.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((end[members[middle] ?? 0] ?? 0) >= time) high = middle
    else low = middle + 1
  }
  return low
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(column: T): T {
  const twice = new (column.constructor as new (length: number) => T)(Math.max(8, 2 * column.length))
  twice.set(column as never)
  return twice
}

function push(heap: number[], item: number, key: (item: number) => number): void {
  let i = heap.push(item) - 1
  while (i > 0) {
    const parent = (i - 1) >> 1
    const above = heap[parent] ?? 0
    if (key(above) <= key(item)) break
    heap[i] = above
    i = parent
  }
  heap[i] = item
}

function pop(heap: number[], key: (item: number) => number): number {
  const least = heap[0] ?? 0
  const item = heap.pop() ?? 0
  if (heap.length === 0) return least
  let i = 0
  for (;;) {
    let child = 2 * i + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && key(heap[child + 1] ?? 0) < key(heap[child] ?? 0)) child++
    if (key(heap[child] ?? 0) >= key(item)) break
    heap[i] = heap[child] ?? 0
    i = child
  }
  heap[i] = item
  return least
}
