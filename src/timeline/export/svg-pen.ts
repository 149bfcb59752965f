import { FONT_FAMILY, FONT_SIZE, hatchLines, type Pen, type Point } from '../paint/pen.ts'

/** A pen that writes an SVG picture. `text()` is the whole document. */
export interface SvgPen extends Pen {
  document(width: number, height: number): string
}

/** `textWidth` is asked of whoever can measure: an SVG cannot, before it is shown. */
export function svgPen(textWidth: (text: string) => number): SvgPen {
  const parts: string[] = []
  let seen = ''
  const add = (element: string) => void parts.push(element.replace('/>', `${seen}/>`))
  return {
    textWidth,
    box(x, y, width, height, ink, radius = 0) {
      const round = Math.min(radius, width / 2, height / 2)
      add(`<rect ${box(x, y, width, height)}${round > 0 ? ` rx="${n(round)}"` : ''} fill="${safe(ink)}"/>`)
    },
    frame(x, y, width, height, ink, radius = 0) {
      const inner = box(x + 0.75, y + 0.75, Math.max(0, width - 1.5), Math.max(0, height - 1.5))
      add(`<rect ${inner} rx="${n(radius)}" fill="none" stroke="${safe(ink)}" stroke-width="1.5"/>`)
    },
    hatch(x, y, width, height, ink) {
      const d = hatchLines(x, y, width, height).map(([x1, y1, x2, y2]) => `M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`)
      add(`<path d="${d.join('')}" stroke="${safe(ink)}" stroke-width="1.5"/>`)
    },
    line(x1, y1, x2, y2, ink, dash = []) {
      const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.map(n).join(' ')}"` : ''
      add(`<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}" stroke="${safe(ink)}"${dashes}/>`)
    },
    path: (points, ink) =>
      add(`<polyline points="${joined(points)}" fill="none" stroke="${safe(ink)}" stroke-width="1.25"/>`),
    area: (points, ink) => add(`<polygon points="${joined(points)}" fill="${safe(ink)}"/>`),
    circle: (x, y, radius, ink) =>
      add(`<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="none" stroke="${safe(ink)}" stroke-width="1.25"/>`),
    text(text, x, y, ink) {
      parts.push(`<text x="${n(x)}" y="${n(y)}" fill="${safe(ink)}"${seen}>${safe(text)}</text>`)
    },
    fade(share) {
      seen = share === 1 ? '' : ` opacity="${n(share)}"`
    },
    document: (width, height) =>
      [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}"`,
        ` font-family="${safe(FONT_FAMILY)}" font-size="${FONT_SIZE}" dominant-baseline="central">`,
        ...parts.map((part) => `\n${part}`),
        '\n</svg>\n',
      ].join(''),
  }
}

function box(x: number, y: number, width: number, height: number): string {
  return `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`
}

function joined(points: readonly Point[]): string {
  return points.map(([x, y]) => `${n(x)},${n(y)}`).join(' ')
}

function n(value: number): string {
  return String(Number(value.toFixed(2)))
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Names and payloads are text, whatever they look like; what XML does not allow at all is left out. */
function safe(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '')
}
