import type { Scale, TimeRange } from '../axis/scale.ts'
import type { Run } from '../layout/layout.ts'
import type { Segment, Span } from '../model/span.ts'
import type { Pen, Theme } from './pen.ts'
import { pixelMarkOf, type PixelRuns, pixelRunsOf } from './pixel-runs.ts'

/** The height of the strip under the timeline that shows all of it, in CSS pixels. */
export const OVERVIEW_HEIGHT = 22

/** The whole run in one row, the gravest status in each pixel; what happened to it stands above what it did. */
export function paintOverview(pen: Pen, run: Run, scale: Scale, theme: Theme, until: number): void {
  const [work, episodes] = [pixelRunsOf(scale.width), pixelRunsOf(scale.width)]
  const fanOuts = new Set(run.model.groups.filter((group) => group.isFanOut).map(({ number }) => number))
  for (const span of run.model.spans) {
    if (span.begunBy >= run.position) break
    const into = span.kind === 'episode' ? episodes : work
    for (const part of span.segments ?? [span]) addPart(into, span, part, scale, until, fanOuts.has(span.group))
  }
  const paintRow = (y: number, height: number, isEpisode: boolean) => (left: number, width: number, mark: string) => {
    const status = mark === 'replayed' || mark === 'faint' ? theme.replayed : theme.status[mark as Span['status']]
    pen.box(left, y, width, height, isEpisode && mark === 'completed' ? theme.newCode : status)
  }
  episodes.drain(paintRow(5, 3, true))
  work.drain(paintRow(10, 7, false))
}

/** In a fan-out what failed is red where it failed: when one of many fails, the others did well all the same. */
function addPart(
  into: PixelRuns,
  span: Span,
  part: Span | Segment,
  scale: Scale,
  until: number,
  isOneOfMany: boolean,
): void {
  const [left, right] = edgesOf(part, scale, until)
  const mark = pixelMarkOf(span, part)
  const isPointed = mark === 'failed' && isOneOfMany
  if (isPointed) into.add(right - 1, right, 'failed')
  into.add(left, right, isPointed ? 'completed' : mark)
}

function edgesOf({ start, end }: Span | Segment, scale: Scale, until: number): [left: number, right: number] {
  return [Math.round(scale.toPx(start)), Math.round(scale.toPx(end ?? (until as Span['start'])))]
}

/** Where the view stands in the strip. */
export function brushOf({ from, to }: TimeRange, scale: Scale): { readonly left: number; readonly right: number } {
  const left = Math.max(0, Math.min(scale.width - 4, scale.toPx(from)))
  return { left, right: Math.min(scale.width, Math.max(left + 4, scale.toPx(to))) }
}
