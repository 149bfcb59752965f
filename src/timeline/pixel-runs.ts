import type { Box } from './boxes.ts'
import type { Span, SpanStatus } from './spans.ts'

/** What a pixel can say. An episode that was mostly replay says so, or a long chain of them would look like new work. */
export type Mark = SpanStatus | 'replayed'

/** From harmless to grave: where spans share a pixel, the gravest is seen. */
const byGravity: readonly Mark[] = ['replayed', 'completed', 'cancelled', 'waiting', 'running', 'failed']

export function markOf({ kind, status, replayedShare = 0 }: Span): Mark {
  return kind === 'episode' && status === 'completed' && replayedShare > 0.5 ? 'replayed' : status
}

/** How grave a mark is; 0 is nothing at all. */
export function gravity(mark: Mark): number {
  return byGravity.indexOf(mark) + 1
}

/** The marks of a lane whose spans are too narrow for bars: one for a pixel, the gravest. */
export interface PixelRuns {
  add(box: Box, mark: Mark): void
  /** Runs of one mark, from left to right; the lane is empty again afterwards. */
  drain(visit: (left: number, width: number, mark: Mark) => void): void
}

/** The least width of a mark: a single pixel is easily overlooked. */
export const MARK_PX = 2

export function pixelRunsOf(width: number): PixelRuns {
  const pixels = new Uint8Array(Math.max(0, Math.ceil(width)))
  let [first, last] = [pixels.length, -1]
  return {
    add({ left, right }, mark) {
      const rank = gravity(mark)
      const end = Math.min(pixels.length, Math.max(right, left + MARK_PX))
      for (let x = Math.max(0, left); x < end; x++) {
        if (rank > (pixels[x] ?? 0)) pixels[x] = rank
        first = Math.min(first, x)
        last = Math.max(last, x)
      }
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
    },
  }
}
