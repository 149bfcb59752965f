import type { CssPx, EpochMs } from '#base/units.ts'
import { type JoinPlace, joinPlace, type Run, wordPlace } from '../layout/layout.ts'
import type { Join } from '../model/joins.ts'
import { hasBegun, hasEnded, type Span } from '../model/span.ts'
import type { Box } from './boxes.ts'
import { AXIS_HEIGHT, type Pen } from './pen.ts'
import type { Scene } from './scene.ts'

/** Draws what does not stand in a row: behind the bars, or over them. */
export type PaintLayer = (pen: Pen, scene: Scene) => void

/** The commands of a kind that history held at the time that is shown. */
function commandsOf({ layout }: Scene, name: string): Span[] {
  const run = layout.runs[0]
  const group = run?.model.groups.find((each) => each.kind === 'command' && each.name === name)
  return group?.spans.filter((span) => hasBegun(span, run?.position ?? 0)) ?? []
}

/** Grey and hatched: meanwhile nothing was taken up. */
export const paintSuspensions: PaintLayer = (pen, scene) => {
  const { scale, theme, height, now } = scene
  const position = scene.layout.runs[0]?.position ?? 0
  for (const span of commandsOf(scene, 'suspend')) {
    const end = hasEnded(span, position) && span.end !== null ? span.end : now
    const left = Math.max(0, Math.round(scale.toPx(span.start)))
    const right = Math.min(scale.width, Math.max(left + 2, Math.round(scale.toPx(end))))
    if (right <= left) continue
    pen.fade(0.5)
    pen.box(left, AXIS_HEIGHT, right - left, height - AXIS_HEIGHT, theme.softStatus.cancelled)
    pen.fade(0.2)
    pen.hatch(left, AXIS_HEIGHT, right - left, height - AXIS_HEIGHT, theme.status.cancelled)
    pen.fade(1)
  }
}

/** A line over all rows at each command of a kind; its word stands on the axis. */
function verticals(name: string, draw: (pen: Pen, x: number, scene: Scene) => void): PaintLayer {
  return (pen, scene) => {
    for (const span of commandsOf(scene, name)) {
      const x = Math.round(scene.scale.toPx(span.start))
      if (x >= 0 && x <= scene.scale.width) draw(pen, x, scene)
    }
  }
}

export const paintTerminations = verticals('terminate', (pen, x, { height, theme }) =>
  pen.box(x - 1, AXIS_HEIGHT, 2, height, theme.status.failed),
)

export const paintRewinds = verticals('rewind', (pen, x, { height, theme }) =>
  pen.line(x + 0.5, AXIS_HEIGHT, x + 0.5, height, theme.status.waiting, [6, 3]),
)

/** Host and language workers ended here on purpose, and came back. */
export const paintCrashes: PaintLayer = (pen, { struck, scale, height, theme }) => {
  for (const at of struck.crashes) {
    const x = Math.round(scale.toPx(at))
    if (x >= 0 && x <= scale.width) pen.line(x + 0.5, AXIS_HEIGHT, x + 0.5, height, theme.status.failed, [2, 3])
  }
}

/** From here on the history is not what the code would have done. */
export const paintParting: PaintLayer = (pen, { struck: { partsAt }, scale, height, theme }) => {
  const x = partsAt === undefined ? -1 : Math.round(scale.toPx(partsAt))
  if (x >= 0 && x <= scale.width) pen.line(x + 0.5, AXIS_HEIGHT, x + 0.5, height, theme.status.failed, [8, 3])
}

const continued = verticals('continueAsNew', paintPages)

/** One page ends, the next begins: two lines with room between them. */
export const paintPageBreaks: PaintLayer = (pen, scene) => {
  continued(pen, scene)
  const x = scene.pageStart === null ? -1 : Math.round(scene.scale.toPx(scene.pageStart))
  if (x >= 0 && x <= scene.scale.width) paintPages(pen, x, scene)
}

function paintPages(pen: Pen, x: number, { height, theme }: Scene): void {
  pen.box(x - 2, AXIS_HEIGHT, 1.5, height, theme.strongLine)
  pen.box(x + 1.5, AXIS_HEIGHT, 1.5, height, theme.strongLine)
}

export const paintAlls = joins('all')
export const paintAnys = joins('any')

const HOOK_PX = 4
const LABEL_MIN_PX = 24

/** A bracket over the rows of what was joined, where the code went on. */
function joins(kind: Join['kind']): PaintLayer {
  return (pen, scene) => {
    const last = { x: -Infinity, top: 0, bottom: 0 }
    for (const run of scene.layout.runs) {
      for (const join of joinsInSight(run, scene)) {
        const place = join.kind === kind ? joinPlace(scene.layout, run, join) : null
        if (place === null) continue
        const x = Math.round(scene.scale.toPx(join.at))
        if (x <= last.x && place.top >= last.top && place.bottom <= last.bottom) continue // its neighbour covers it
        const top = Math.max(AXIS_HEIGHT, AXIS_HEIGHT + place.top - scene.scrollTop + 2)
        const bottom = AXIS_HEIGHT + place.bottom - scene.scrollTop - 2
        Object.assign(last, { x, top: place.top, bottom: place.bottom })
        if (bottom <= top || top > scene.height) continue
        paintJoin(pen, scene, join, { x, top, bottom })
        if (bottom - top >= LABEL_MIN_PX) paintWord(pen, scene, join, x, place)
      }
    }
  }
}

interface Line {
  readonly x: number
  readonly top: number
  readonly bottom: number
}

function paintJoin(pen: Pen, { theme }: Scene, join: Join, { x, top, bottom }: Line): void {
  const ink = join.isFailed ? theme.status.failed : theme.status.completed
  const dash = join.kind === 'any' ? [3, 2] : []
  pen.line(x + 1.5, top, x + 1.5, bottom, ink, dash)
  pen.line(x + 1.5 - HOOK_PX, top, x + 2, top, ink)
  pen.line(x + 1.5 - HOOK_PX, bottom, x + 2, bottom, ink)
}

/** Beside its line, where there is room between the bars: they have words of their own. */
function paintWord(
  pen: Pen,
  { theme, words, scale, layout, scrollTop }: Scene,
  join: Join,
  x: number,
  place: JoinPlace,
) {
  const text = words.join(join.kind, join.done, join.members.length)
  const right = x + 10 + pen.textWidth(text)
  if (right > scale.width) return
  const y = wordPlace(layout, place, scale.toTime((x + 3) as CssPx), scale.toTime(right as CssPx))
  if (y === null) return
  const middle = AXIS_HEIGHT + y - scrollTop
  pen.box(x + 4, middle - 6, right - x - 4, 13, theme.paper, 3)
  pen.text(text, x + 7, middle + 1, theme.quietInk)
}

function joinsInSight({ model, position }: Run, { scale }: Scene): Join[] {
  const [from, to] = [scale.from, scale.to] as [EpochMs, EpochMs]
  return model.joins.filter(({ at, endedBy }) => at >= from && at <= to && endedBy < position)
}

const ZIGZAG_PX = 4

/** Nothing happened there: the ground is torn out from under the bars. */
export const paintFoldGrounds: PaintLayer = (pen, { scale, theme, height }) => {
  for (const { left, right } of scale.folds)
    if (right > 0 && left < scale.width) pen.box(left, AXIS_HEIGHT, right - left, height, theme.sunken)
}

/** The edges of the tear, over what goes through it; on the axis, how long it was. */
export const paintFolds: PaintLayer = (pen, { scale, theme, height }) => {
  for (const { left, right } of scale.folds) {
    if (right < 0 || left > scale.width) continue
    for (const x of [left, right]) pen.path(zigzag(x, height), theme.strongLine)
  }
}

/** A word on the axis: what a line over all rows is, how long a fold was. */
export interface AxisWord extends Box {
  readonly text: string
  readonly ink: string
}

/** So far from its line, a word is not under the time of a playhead that stands there. */
const BESIDE_PX = 28

/** The words of lines and folds, those first that must not be covered. */
export function axisWords(pen: Pen, scene: Scene): AxisWord[] {
  const { scale, words, theme, pageStart } = scene
  const place = (text: string, x: number, ink: string, share: number): AxisWord[] => {
    const width = pen.textWidth(text)
    const left = Math.round(Math.min(scale.width - width - 6, Math.max(6, x - width * share)))
    return x < 0 || x > scale.width || width > scale.width - 12 ? [] : [{ text, ink, left, right: left + width }]
  }
  const commands = (name: string, ink: string) =>
    commandsOf(scene, name).flatMap((span) => place(words.command(span), scale.toPx(span.start), ink, 0.5))
  const { partsAt } = scene.struck
  return [
    ...(partsAt === undefined ? [] : place(words.parting, scale.toPx(partsAt) + BESIDE_PX, theme.status.failed, 0)),
    ...commands('terminate', theme.status.failed),
    ...scene.struck.crashes.flatMap((at) => place(words.crash, scale.toPx(at), theme.status.failed, 0.5)),
    ...commands('rewind', theme.status.waiting),
    ...commands('continueAsNew', theme.quietInk),
    ...(pageStart === null ? [] : place(words.pageStart, scale.toPx(pageStart), theme.quietInk, 0)),
    ...scale.folds.flatMap(({ fold, left, right }) =>
      place(words.fold(fold.to - fold.from), (left + right) / 2, theme.quietInk, 0.5),
    ),
  ]
}

function zigzag(x: number, height: number): [number, number][] {
  const points: [number, number][] = []
  for (let y = AXIS_HEIGHT, side = 1; y < height + ZIGZAG_PX; y += ZIGZAG_PX * 2, side = -side)
    points.push([x + (side * ZIGZAG_PX) / 2, y])
  return points
}
