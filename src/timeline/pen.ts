import type { SpanStatus } from './spans.ts'

/** What a painter can do. The canvas has one that draws; tests hand in one that writes down. All lengths are CSS pixels. */
export interface Pen {
  box(x: number, y: number, width: number, height: number, ink: string, radius?: number): void
  /** An outline whose stroke lies inside the box. */
  frame(x: number, y: number, width: number, height: number, ink: string, radius?: number): void
  /** A box of slanting lines: a wait between work. */
  hatch(x: number, y: number, width: number, height: number, ink: string): void
  line(x1: number, y1: number, x2: number, y2: number, ink: string, dash?: readonly number[]): void
  /** A diamond around a point. */
  marker(x: number, y: number, radius: number, ink: string): void
  /** `y` is the middle of the line. */
  text(text: string, x: number, y: number, ink: string): void
  textWidth(text: string): number
}

/** The colours that a painter needs, as CSS writes them. */
export interface Theme {
  readonly status: Readonly<Record<SpanStatus, string>>
  readonly softStatus: Readonly<Record<SpanStatus, string>>
  readonly replayed: string
  readonly newCode: string
  readonly paper: string
  readonly line: string
  readonly quietInk: string
  readonly accent: string
  readonly onAccent: string
}

export const AXIS_HEIGHT = 24
const HATCH_PX = 6
const FONT = '11px system-ui, "Segoe UI", "Noto Sans", sans-serif'

/** A pen for a canvas whose context the caller has scaled to CSS pixels. */
export function canvasPen(context: CanvasRenderingContext2D): Pen {
  context.font = FONT
  context.textBaseline = 'middle'
  const path = (x: number, y: number, width: number, height: number, radius: number) => {
    context.beginPath()
    context.roundRect(x, y, width, height, Math.min(radius, width / 2, height / 2))
  }
  return {
    box(x, y, width, height, ink, radius = 0) {
      context.fillStyle = ink
      if (radius === 0) return context.fillRect(x, y, width, height)
      path(x, y, width, height, radius)
      context.fill()
    },
    frame(x, y, width, height, ink, radius = 0) {
      context.strokeStyle = ink
      context.lineWidth = 1.5
      path(x + 0.75, y + 0.75, Math.max(0, width - 1.5), Math.max(0, height - 1.5), radius)
      context.stroke()
    },
    hatch(x, y, width, height, ink) {
      context.save()
      context.beginPath()
      context.rect(x, y, width, height)
      context.clip()
      context.strokeStyle = ink
      context.lineWidth = 2
      context.beginPath()
      for (let left = x - height - (x % HATCH_PX); left < x + width; left += HATCH_PX) {
        context.moveTo(left, y + height)
        context.lineTo(left + height, y)
      }
      context.stroke()
      context.restore()
    },
    line(x1, y1, x2, y2, ink, dash = []) {
      context.strokeStyle = ink
      context.lineWidth = 1
      context.setLineDash([...dash])
      context.beginPath()
      context.moveTo(x1, y1)
      context.lineTo(x2, y2)
      context.stroke()
      context.setLineDash([])
    },
    marker(x, y, radius, ink) {
      context.fillStyle = ink
      context.beginPath()
      context.moveTo(x, y - radius)
      context.lineTo(x + radius, y)
      context.lineTo(x, y + radius)
      context.lineTo(x - radius, y)
      context.fill()
    },
    text(text, x, y, ink) {
      context.fillStyle = ink
      context.fillText(text, x, y)
    },
    textWidth: widthsOf(context),
  }
}

/** Measuring is the slow part of text, and the same few texts come back in every frame. */
const widths = new Map<string, number>()

function widthsOf(context: CanvasRenderingContext2D): (text: string) => number {
  return (text) => {
    const known = widths.get(text)
    if (known !== undefined) return known
    if (widths.size > 5000) widths.clear()
    const { width } = context.measureText(text)
    widths.set(text, width)
    return width
  }
}
