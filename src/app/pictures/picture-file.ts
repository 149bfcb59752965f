import { svgPen } from '#timeline/export/svg-pen.ts'
import { canvasPen } from '#timeline/paint/pen.ts'
import type { Drawing } from './drawing.ts'

export function svgFile({ width, height, paint }: Drawing): Blob {
  const measure = canvasPen(contextOf(new OffscreenCanvas(1, 1)))
  const pen = svgPen((text) => measure.textWidth(text))
  paint(pen)
  return new Blob([pen.document(width, height)], { type: 'image/svg+xml' })
}

/** Browsers draw on no canvas that is longer than this, or not for long. */
const MOST_PIXELS = 16_000

/** Twice as fine as the screen, where a canvas may be so large; what is larger still is made smaller. */
export async function pngFile({ width, height, paint }: Drawing): Promise<Blob> {
  const ratio = Math.min(2, MOST_PIXELS / width, MOST_PIXELS / height)
  const canvas = new OffscreenCanvas(Math.ceil(width * ratio), Math.ceil(height * ratio))
  const context = contextOf(canvas)
  context.scale(ratio, ratio)
  paint(canvasPen(context))
  return canvas.convertToBlob({ type: 'image/png' })
}

function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('This browser has no canvas to draw the picture on.')
  return context
}

/** A name for a file: letters, digits and little else. */
export function fileNameOf(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .join('-')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 100)
}

/** Hands a file to the browser to save. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
