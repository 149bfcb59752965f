import { hasFailure, type Segment, type Span, type SpanStatus } from '../model/span.ts'

/** What a pixel can say. An episode that was mostly replay says so, or a long chain of them would look like new work. */
export type PixelMark = SpanStatus | 'replayed' | 'faint'

/** From harmless to grave: where spans share a pixel, the gravest is seen. */
const byGravity: readonly PixelMark[] = ['faint', 'replayed', 'completed', 'cancelled', 'waiting', 'running', 'failed']
const ranks = Object.fromEntries(byGravity.map((mark, i) => [mark, i + 1])) as Readonly<Record<PixelMark, number>>

/** What a span says in a pixel: of several attempts the gravest, unless one `part` is asked about. */
export function pixelMarkOf(span: Span, part: Span | Segment = span): PixelMark {
  if (span.kind === 'episode' && span.status === 'completed' && (span.replayedShare ?? 0) > 0.5) return 'replayed'
  if (part !== span) return 'kind' in part && part.kind === 'backOff' ? 'waiting' : part.status
  return span.segments !== undefined && hasFailure(span) ? 'failed' : span.status
}

/** How grave a mark is; 0 is nothing at all. */
export function gravity(mark: PixelMark): number {
  return ranks[mark]
}

/** The marks of a lane whose spans are too narrow for bars: one for a pixel, the gravest. */
export interface PixelRuns {
  add(left: number, right: number, mark: PixelMark): void
  /** Runs of one mark, from left to right; the lane is empty again afterwards. */
  drain(visit: (left: number, width: number, mark: PixelMark) => void): void
}

/** The least width of a mark: a single pixel is easily overlooked. */
export const MARK_PX = 2

export function pixelRunsOf(width: number): PixelRuns {
  const pixels = new Uint8Array(Math.max(0, Math.ceil(width)))
  // By rank: from where to where the last stretch goes. A hundred thousand tasks side by side are as many wide marks over
  // each other, each of which has little to add.
  const [from, to] = [new Int32Array(byGravity.length + 1), new Int32Array(byGravity.length + 1)]
  let [first, last] = [pixels.length, -1]
  return {
    add(left, right, mark) {
      const rank = ranks[mark]
      const start = Math.max(0, left)
      const end = Math.min(pixels.length, Math.max(right, left + MARK_PX))
      const reach = to[rank] ?? 0
      const isWithin = start >= (from[rank] ?? 0) && start <= reach
      for (let x = isWithin ? reach : start; x < end; x++) if (rank > (pixels[x] ?? 0)) pixels[x] = rank
      if (end > reach) {
        to[rank] = end
        if (!isWithin) from[rank] = start
      }
      if (start < first) first = start
      if (end - 1 > last) last = end - 1
    },
    drain(visit) {
      for (let x = first; x <= last;) {
        const rank = pixels[x] ?? 0
        const start = x
        while (x <= last && pixels[x] === rank) x++
        const mark = byGravity[rank - 1]
        if (mark !== undefined) visit(start, x - start, mark)
      }
      if (last >= first) pixels.fill(0, first, last + 1)
      ;[first, last] = [pixels.length, -1]
      from.fill(0)
      to.fill(0)
    },
  }
}
