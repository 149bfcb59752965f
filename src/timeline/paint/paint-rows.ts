import { TEXT_MIN_HEIGHT } from '../layout/density.ts'
import { type Row, rowsWithin } from '../layout/layout.ts'
import type { Span } from '../model/span.ts'
import { BAR_MIN_PX, eachVisible } from './boxes.ts'
import { barMarkOf, barMarks, headMarks, isSlowest, touchMarks } from './marks.ts'
import { paintTexts } from './paint-texts.ts'
import { AXIS_HEIGHT, type Pen, type Theme } from './pen.ts'
import { type PixelMark, pixelMarkOf, type PixelRuns, pixelRunsOf } from './pixel-runs.ts'
import type { Place, Scene } from './scene.ts'
import { strikesOn } from './struck.ts'

/** By so much a failed mark stands out of its lane: red on green alone is easily missed. */
const FAILED_RISE = 2
/** Where bars stand closer together than this, no text fits anywhere. */
const LEAST_PX_FOR_TEXT = 20
/** How much is seen of what was not searched for. */
const FAINT = 0.22

/** Only the rows in sight, so that a fan-out of thousands costs what is seen of it. */
export function paintRows(pen: Pen, scene: Scene): void {
  const runs = pixelRunsOf(scene.scale.width)
  const top = scene.scrollTop
  for (const row of rowsWithin(scene.layout, top, top + scene.height - AXIS_HEIGHT)) {
    if (row.kind === 'head') paintHead(pen, row, scene, runs)
    else paintLane(pen, row, scene, runs)
  }
}

/** While something is searched for, the area is faint and what was found stands in its lower half. */
function paintHead(pen: Pen, row: Row, scene: Scene, runs: PixelRuns): void {
  const { isMatch, theme } = scene
  const { y, height } = barPlace(row, scene.scrollTop)
  const { group, run } = row.placed
  if (isMatch === null || row.placed.isExpanded) return headMarks.fanOut(pen, group, y, height, scene, run.position)
  pen.fade(FAINT)
  headMarks.fanOut(pen, group, y, height, scene, run.position)
  pen.fade(1)
  eachVisible(row, scene.scale, scene.now, (span, left, right) => {
    if (isMatch(span)) runs.add(left, right, pixelMarkOf(span))
  })
  runs.drain((left, width, mark) => pen.box(left, y + height / 2, width, height / 2, inkOf(mark, false, theme)))
}

/** Bars first, over them the marks of what is too narrow for a bar, and the points on top: a failed one is never hidden. */
function paintLane(pen: Pen, row: Row, scene: Scene, runs: PixelRuns): void {
  const { scale, now, theme, isMatch } = scene
  const { y, height } = barPlace(row, scene.scrollTop)
  const points: [Span, Place][] = []
  let lastPoint = -Infinity
  let count = 0
  eachVisible(row, scale, now, (span, left, right) => {
    count++
    const isFaint = isMatch !== null && !isMatch(span)
    if (span.isPoint) {
      if (left - lastPoint < 2 && !isFaint) return // its neighbour covers it
      lastPoint = left
      points.push([span, { left, right, y, height }])
    } else if (right - left < BAR_MIN_PX) runs.add(left, right, isFaint ? 'faint' : pixelMarkOf(span))
    else paintBar(pen, row, span, { left, right, y, height }, scene, isFaint)
  })
  const isRoomy = row.height >= TEXT_MIN_HEIGHT && count <= scale.width / LEAST_PX_FOR_TEXT
  if (isRoomy) paintTexts(pen, row, scene, y + height / 2 + 1)
  const isEpisodes = row.placed.group.kind === 'episode'
  const rise = row.height >= TEXT_MIN_HEIGHT ? FAILED_RISE : 0
  runs.drain((left, width, mark) => {
    const extra = mark === 'failed' ? rise : 0
    pen.box(left, y - extra, width, height + 2 * extra, inkOf(mark, isEpisodes, theme))
  })
  for (const [span, at] of points) paintBar(pen, row, span, at, scene, isMatch !== null && !isMatch(span))
}

function paintBar(pen: Pen, row: Row, span: Span, place: Place, scene: Scene, isFaint: boolean): void {
  if (isFaint) {
    pen.fade(FAINT)
    pen.box(place.left, place.y, place.right - place.left, place.height, scene.theme.replayed)
    pen.fade(1)
    return
  }
  barMarks[barMarkOf(span)](pen, span, place, scene)
  if (span.lostAt !== undefined) touchMarks.loser(pen, span, place, scene)
  if (isTop(row) && strikesOn(scene.struck, span).length > 0) touchMarks.fault(pen, span, place, scene)
  if (isSlowest(row.placed.group, span) && row.height >= TEXT_MIN_HEIGHT) touchMarks.slowest(pen, span, place, scene)
}

/** The marks of faults are read for the run itself, and for no child that is open in it. */
function isTop({ placed }: Row): boolean {
  return placed.run.key === ''
}

function inkOf(mark: PixelMark, isEpisode: boolean, theme: Theme): string {
  if (mark === 'faint') return theme.line
  if (mark === 'replayed') return theme.replayed
  return isEpisode && mark === 'completed' ? theme.newCode : theme.status[mark]
}

/** The top and height of a row's bars on the canvas. */
export function barPlace(row: Row, scrollTop: number): { readonly y: number; readonly height: number } {
  const gap = row.height >= 22 ? 8 : row.height >= 16 ? 4 : row.height >= 8 ? 2 : 1
  return { y: AXIS_HEIGHT + row.y - scrollTop + gap / 2, height: row.height - gap }
}
