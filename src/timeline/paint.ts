import type { CssPx, EpochMs } from '#base/units.ts'
import { BAR_MIN_PX, type Box, eachVisible } from './boxes.ts'
import { type Layout, type Row, rowsWithin } from './layout.ts'
import { barPlace } from './bar-place.ts'
import { paintArea } from './paint-area.ts'
import { foldLabel, paintFolds } from './paint-folds.ts'
import { paintJoins } from './paint-joins.ts'
import { paintSpan } from './paint-span.ts'
import { paintTexts } from './paint-texts.ts'
import { AXIS_HEIGHT, type Pen, type Theme } from './pen.ts'
import { type Mark, markOf, type PixelRuns, pixelRunsOf } from './pixel-runs.ts'
import type { Scale } from './scale.ts'
import type { Span } from './spans.ts'
import { ticksOf } from './ticks.ts'

/** Everything that a picture of the timeline is made of. */
export interface Scene {
  readonly layout: Layout
  readonly scale: Scale
  /** Where the axis says 0. */
  readonly origin: EpochMs
  readonly now: EpochMs
  /** The canvas's height; its width is the scale's. */
  readonly height: CssPx
  /** How far the content is scrolled up. */
  readonly scrollTop: CssPx
  readonly theme: Theme
  /** A line over all rows with a word on the axis: now, or where playback stands. */
  readonly line: { readonly at: EpochMs; readonly label: string } | null
  /** What stands in or beside a bar; '' for nothing. */
  readonly textOf: (span: Span) => string
}

/** Draws the axis and all bars in CSS pixels. Knows nothing of history, React or the mouse. */
export function paint(pen: Pen, scene: Scene): void {
  const { scale, height, theme } = scene
  pen.box(0, 0, scale.width, height, theme.paper)
  const ticks = ticksOf(scale, scene.origin)
  for (const { x } of ticks)
    if (x >= 1) pen.line(Math.round(x) + 0.5, AXIS_HEIGHT, Math.round(x) + 0.5, height, theme.line)
  paintRows(pen, scene)
  paintFolds(pen, scene)
  pen.box(0, 0, scale.width, AXIS_HEIGHT, theme.paper)
  pen.line(0, AXIS_HEIGHT - 0.5, scale.width, AXIS_HEIGHT - 0.5, theme.line)
  const line = lineLabel(pen, scene)
  const folds = scale.folds.map((fold) => foldLabel(pen, fold, scene))
  for (const { text, left } of folds) pen.text(text, left, AXIS_HEIGHT / 2, theme.quietInk)
  const taken = line === null ? folds : [...folds, line]
  for (const { x, label } of ticks) {
    const left = Math.round(x) + 4
    if (x >= 1) pen.line(Math.round(x) + 0.5, AXIS_HEIGHT - 6, Math.round(x) + 0.5, AXIS_HEIGHT, theme.line)
    const right = left + pen.textWidth(label)
    const isCovered = taken.some((each) => left < each.right + 4 && right > each.left - 4)
    if (!isCovered) pen.text(label, left, AXIS_HEIGHT / 2, theme.quietInk)
  }
}

const LABEL_PADDING = 6

/** Where the line stands and its word on the axis; `null` when it is out of sight. */
export function lineLabel(
  pen: Pen,
  { scale, line }: Scene,
): (Box & { readonly x: number; readonly textX: number }) | null {
  if (line === null) return null
  const x = Math.round(scale.toPx(line.at))
  if (x < 0 || x > scale.width) return null
  const width = Math.ceil(pen.textWidth(line.label)) + 2 * LABEL_PADDING
  const left = Math.min(scale.width - width, Math.max(0, Math.round(x - width / 2)))
  return { x, left, right: left + width, textX: left + LABEL_PADDING }
}

const TEXT_MIN_HEIGHT = 16
/** By so much a failed mark stands out of its lane: red on green alone is easily missed. */
const FAILED_RISE = 2

/** Only the rows in sight, so that a fan-out of thousands costs what is seen of it. */
export function paintRows(pen: Pen, scene: Scene): void {
  const runs = pixelRunsOf(scene.scale.width)
  const top = scene.scrollTop
  for (const row of rowsWithin(scene.layout, top, top + scene.height - AXIS_HEIGHT))
    if (row.kind === 'area') paintArea(pen, row, scene)
    else paintRow(pen, row, scene, runs)
  paintJoins(pen, scene)
}

/** Bars first, over them the marks of what is too narrow for a bar, and the points on top: a failed one is never hidden. */
function paintRow(pen: Pen, row: Row, scene: Scene, runs: PixelRuns): void {
  const { scale, now, theme } = scene
  const place = barPlace(row, scene.scrollTop)
  const points: [Span, Box][] = []
  let lastPoint = -Infinity
  eachVisible(row.spans, scale, now, (span, box) => {
    if (span.isPoint) {
      if (box.left - lastPoint < 2) return // its neighbour covers it
      lastPoint = box.left
      points.push([span, box])
    } else if (box.right - box.left < BAR_MIN_PX) runs.add(box, markOf(span))
    else paintSpan(pen, span, { ...box, ...place }, scale, now, theme)
  })
  if (row.height >= TEXT_MIN_HEIGHT) paintTexts(pen, row.spans, scene, place.y + place.height / 2 + 1)
  const isEpisodes = row.group.kind === 'episode'
  const rise = row.height >= TEXT_MIN_HEIGHT ? FAILED_RISE : 0
  runs.drain((left, width, mark) => {
    const extra = mark === 'failed' ? rise : 0
    pen.box(left, place.y - extra, width, place.height + 2 * extra, inkOf(mark, isEpisodes, theme))
  })
  for (const [span, box] of points) paintSpan(pen, span, { ...box, ...place }, scale, now, theme)
}

function inkOf(mark: Mark, isEpisode: boolean, theme: Theme): string {
  if (mark === 'replayed') return theme.replayed
  return isEpisode && mark === 'completed' ? theme.newCode : theme.status[mark]
}
