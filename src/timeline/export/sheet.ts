import type { CssPx } from '#base/units.ts'
import type { PlacedGroup } from '../layout/layout.ts'
import { paint } from '../paint/paint.ts'
import { AXIS_HEIGHT, type Pen } from '../paint/pen.ts'
import type { Scene } from '../paint/scene.ts'

/** A picture to take away: what the panel shows in its window, with all its rows, their names, and a title. */
export interface Sheet {
  readonly scene: Scene
  readonly title: string
  /** What stands at the left of a group. */
  readonly labelOf: (placed: PlacedGroup) => string
}

const TITLE_HEIGHT = 32
const MARGIN = 12
const INDENT = 16
const MOST_LABEL_PX = 260

/** A picture higher than this is cut off: no program opens it. */
const MOST_HEIGHT = 16_000

export function sheetSize({ scene }: Sheet): { readonly width: number; readonly height: number } {
  const height = Math.min(MOST_HEIGHT, TITLE_HEIGHT + AXIS_HEIGHT + scene.layout.height + MARGIN)
  return { width: scene.scale.width + MOST_LABEL_PX, height }
}

export function paintSheet(pen: Pen, sheet: Sheet): void {
  const { scene, title, labelOf } = sheet
  const { theme, layout } = scene
  const { width, height } = sheetSize(sheet)
  pen.box(0, 0, width, height, theme.paper)
  const stage = height - TITLE_HEIGHT - MARGIN
  paint(shifted(pen, MOST_LABEL_PX, TITLE_HEIGHT), {
    ...scene,
    scrollTop: 0 as CssPx,
    height: stage as CssPx,
  })
  pen.box(0, TITLE_HEIGHT, MOST_LABEL_PX, stage, theme.paper)
  pen.line(MOST_LABEL_PX - 0.5, TITLE_HEIGHT, MOST_LABEL_PX - 0.5, height - MARGIN, theme.line)
  pen.text(title, MARGIN, TITLE_HEIGHT / 2, theme.ink)
  for (const placed of layout.groups) {
    const x = MARGIN + placed.depth * INDENT
    const y = TITLE_HEIGHT + AXIS_HEIGHT + placed.y + Math.min(13, placed.height / 2)
    if (y < height - MARGIN) pen.text(cut(pen, labelOf(placed), MOST_LABEL_PX - x - 8), x, y, theme.ink)
  }
}

function cut(pen: Pen, text: string, room: number): string {
  if (pen.textWidth(text) <= room) return text
  let length = text.length
  while (length > 1 && pen.textWidth(`${text.slice(0, length)}…`) > room) length = Math.floor(length * 0.9)
  return `${text.slice(0, length)}…`
}

/** The same pen, drawing so far to the right and down. */
function shifted(pen: Pen, dx: number, dy: number): Pen {
  return {
    box: (x, y, width, height, ink, radius) => pen.box(x + dx, y + dy, width, height, ink, radius),
    frame: (x, y, width, height, ink, radius) => pen.frame(x + dx, y + dy, width, height, ink, radius),
    hatch: (x, y, width, height, ink) => pen.hatch(x + dx, y + dy, width, height, ink),
    line: (x1, y1, x2, y2, ink, dash) => pen.line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, ink, dash),
    path: (points, ink) =>
      pen.path(
        points.map(([x, y]) => [x + dx, y + dy] as const),
        ink,
      ),
    area: (points, ink) =>
      pen.area(
        points.map(([x, y]) => [x + dx, y + dy] as const),
        ink,
      ),
    circle: (x, y, radius, ink) => pen.circle(x + dx, y + dy, radius, ink),
    text: (text, x, y, ink) => pen.text(text, x + dx, y + dy, ink),
    textWidth: (text) => pen.textWidth(text),
    fade: (share) => pen.fade(share),
  }
}
