import type { Run } from '#timeline/layout/layout.ts'
import type { Target } from '#timeline/layout/neighbour.ts'
import { hasBegun, type Span } from '#timeline/model/span.ts'

/** The next bar, in time, of those that `isWanted`, from the selected one on; from either end it goes on at the other. */
export function nextTarget(
  runs: readonly Run[],
  from: Target | null,
  direction: 1 | -1,
  isWanted: (span: Span) => boolean,
): Target | null {
  const targets = runs
    .flatMap((run) =>
      run.model.spans.filter((span) => isWanted(span) && hasBegun(span, run.position)).map((span) => ({ run, span })),
    )
    .toSorted((a, b) => a.span.start - b.span.start || a.span.begunBy - b.span.begunBy)
  if (targets.length === 0) return null
  const at = targets.findIndex(({ span }) => span === from?.span)
  if (at !== -1) return targets[(at + direction + targets.length) % targets.length] ?? null
  const time = from?.span.start ?? -Infinity
  const later = targets.findIndex(({ span }) => span.start > time)
  if (direction === 1) return targets[later === -1 ? 0 : later] ?? null
  return targets[(later === -1 ? targets.length : later) - 1] ?? targets.at(-1) ?? null
}
