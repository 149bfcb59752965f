import type { SpanStatus } from '../model/span.ts'

/** A corner of an outline. */
export type Point = readonly [x: number, y: number]

/** What a painter can do. The canvas has one that draws; tests hand in one that writes down. All lengths are CSS pixels. */
export interface Pen {
  box(x: number, y: number, width: number, height: number, ink: string, radius?: number): void
  /** An outline whose stroke lies inside the box. */
  frame(x: number, y: number, width: number, height: number, ink: string, radius?: number): void
  /** Diagonal lines inside the box. */
  hatch(x: number, y: number, width: number, height: number, ink: string): void
  line(x1: number, y1: number, x2: number, y2: number, ink: string, dash?: readonly number[]): void
  /** Lines from point to point, not closed. */
  path(points: readonly Point[], ink: string): void
  /** A filled outline. */
  area(points: readonly Point[], ink: string): void
  circle(x: number, y: number, radius: number, ink: string): void
  /** `y` is the middle of the line. */
  text(text: string, x: number, y: number, ink: string): void
  textWidth(text: string): number
  /** How much of the ink is seen from now on: 1 is all. */
  fade(share: number): void
}

/** The colours that a painter needs, as CSS writes them. */
export interface Theme {
  readonly status: Readonly<Record<SpanStatus, string>>
  readonly softStatus: Readonly<Record<SpanStatus, string>>
  readonly replayed: string
  readonly newCode: string
  readonly paper: string
  readonly sunken: string
  readonly line: string
  readonly strongLine: string
  readonly ink: string
  readonly quietInk: string
  readonly accent: string
  readonly onAccent: string
}

export const AXIS_HEIGHT = 24
export const FONT_SIZE = 11
export const FONT_FAMILY = 'system-ui, "Segoe UI", "Noto Sans", sans-serif'

/** A pen for a canvas whose context the caller has scaled to CSS pixels. */
export function canvasPen(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): Pen {
  context.font = `${FONT_SIZE}px ${FONT_FAMILY}`
  context.textBaseline = 'middle'
  const outline = (x: number, y: number, width: number, height: number, radius: number) => {
    context.beginPath()
    context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2))
  }
  const trace = (points: readonly Point[]) => {
    context.beginPath()
    points.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)))
  }
  const stroke = (ink: string, width = 1) => {
    context.strokeStyle = ink
    context.lineWidth = width
    context.stroke()
  }
  let lastInk = ''
  const dip = (ink: string) => {
    if (ink !== lastInk) context.fillStyle = lastInk = ink // thousands of boxes in a frame have few colours
  }
  const fill = (ink: string) => {
    dip(ink)
    context.fill()
  }
  const box: Pen['box'] = (x, y, width, height, ink, radius = 0) => {
    if (radius > 0) {
      outline(x, y, width, height, radius)
      return fill(ink)
    }
    dip(ink)
    context.fillRect(x, y, width, height)
  }
  return {
    box,
    frame(x, y, width, height, ink, radius = 0) {
      outline(x + 0.75, y + 0.75, Math.max(0, width - 1.5), Math.max(0, height - 1.5), radius)
      stroke(ink, 1.5)
    },
    hatch(x, y, width, height, ink) {
      context.beginPath()
      for (const [x1, y1, x2, y2] of hatchLines(x, y, width, height)) {
        context.moveTo(x1, y1)
        context.lineTo(x2, y2)
      }
      stroke(ink, 1.5)
    },
    line(x1, y1, x2, y2, ink, dash = []) {
      if (dash.length === 0 && x1 === x2) return box(x1 - 0.5, y1, 1, y2 - y1, ink)
      if (dash.length === 0 && y1 === y2) return box(x1, y1 - 0.5, x2 - x1, 1, ink)
      context.setLineDash([...dash])
      trace([
        [x1, y1],
        [x2, y2],
      ])
      stroke(ink)
      context.setLineDash([])
    },
    path(points, ink) {
      trace(points)
      stroke(ink, 1.25)
    },
    area(points, ink) {
      trace(points)
      fill(ink)
    },
    circle(x, y, radius, ink) {
      context.beginPath()
      context.arc(x, y, radius, 0, 2 * Math.PI)
      stroke(ink, 1.25)
    },
    text(text, x, y, ink) {
      dip(ink)
      context.fillText(text, x, y)
    },
    textWidth: widthsOf(context),
    fade(share) {
      context.globalAlpha = share
    },
  }
}

const HATCH_STEP = 5

/** The lines of a hatching from lower left to upper right, cut off at the edges of the box; in step wherever a box begins. */
export function hatchLines(
  x: number,
  y: number,
  width: number,
  height: number,
): [x1: number, y1: number, x2: number, y2: number][] {
  const lines: [number, number, number, number][] = []
  const first = Math.ceil((x + y) / HATCH_STEP) * HATCH_STEP
  for (let sum = first; sum < x + width + y + height; sum += HATCH_STEP) {
    const left = Math.max(x, sum - y - height)
    const right = Math.min(x + width, sum - y)
    if (left < right) lines.push([left, sum - left, right, sum - right])
  }
  return lines
}

/** Measuring is the slow part of text, and the same few texts come back in every frame. */
const widths = new Map<string, number>()

function widthsOf(context: Pick<CanvasRenderingContext2D, 'measureText'>): (text: string) => number {
  return (text) => {
    const known = widths.get(text)
    if (known !== undefined) return known
    if (widths.size > 5000) widths.clear()
    const { width } = context.measureText(text)
    widths.set(text, width)
    return width
  }
}
