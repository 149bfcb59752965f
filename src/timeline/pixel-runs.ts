import type { Box } from './boxes.ts'
import type { SpanStatus } from './spans.ts'

/** From harmless to grave: where spans share a pixel, the gravest is seen. */
const byGravity = ['completed', 'cancelled', 'waiting', 'running', 'failed'] as const satisfies readonly SpanStatus[]

/** How grave a status is; 0 is nothing at all. */
export function gravity(status: SpanStatus): number {
  return byGravity.indexOf(status) + 1
}

/** The marks of a lane whose spans are too narrow for bars: one status for a pixel, the gravest. */
export interface PixelRuns {
  add(box: Box, status: SpanStatus): void
  /** Runs of one status, from left to right; the lane is empty again afterwards. */
  drain(visit: (left: number, width: number, status: SpanStatus) => void): void
}

/** The least width of a mark: a single pixel is easily overlooked. */
export const MARK_PX = 2

export function pixelRunsOf(width: number): PixelRuns {
  const pixels = new Uint8Array(Math.max(0, Math.ceil(width)))
  let [first, last] = [pixels.length, -1]
  return {
    add({ left, right }, status) {
      const rank = gravity(status)
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
        const status = byGravity[rank - 1]
        if (status !== undefined) visit(start, x - start, status)
      }
      if (last >= first) pixels.fill(0, first, last + 1)
      ;[first, last] = [pixels.length, -1]
    },
  }
}
