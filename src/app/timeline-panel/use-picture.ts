import { type RefObject, useEffect } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { durationText } from '#timeline/duration.ts'
import type { Layout } from '#timeline/layout.ts'
import { type Overlay, paintOverlay } from '#timeline/paint-overlay.ts'
import { paint, type Scene } from '#timeline/paint.ts'
import { i18n } from '../i18n/i18n.ts'
import { barText } from './describe-span.ts'
import { useCanvasTheme } from './read-theme.ts'
import { penFor, type Size, useFrame } from './use-canvases.ts'
import { useMovingPicture } from './use-clock.ts'
import type { Viewport } from './use-viewport.ts'

interface PictureInput {
  readonly bars: RefObject<HTMLCanvasElement | null>
  readonly overlay: RefObject<HTMLCanvasElement | null>
  readonly scroller: RefObject<HTMLElement | null>
  readonly size: Size | null
  readonly layout: Layout
  readonly viewport: Viewport
  readonly origin: EpochMs
  /** The time that the picture shows, read anew for each frame. */
  readonly moment: () => EpochMs
  readonly isLive: boolean
  readonly isMoving: boolean
  readonly marked: Overlay
}

interface Picture {
  /** What is on the canvas now; `null` before there is one. */
  scene(): Scene | null
  /** Draws it anew in the next frame. */
  request(): void
}

/** Two canvases over each other: bars below; hover, selection and playhead above, which alone are drawn again when the mouse moves. */
export function usePicture(input: PictureInput): Picture {
  const { bars, overlay, scroller, size, layout, viewport, origin, moment, isLive, isMoving, marked } = input
  const theme = useCanvasTheme()

  const scene = (): Scene | null => {
    if (theme === null || size === null) return null
    const now = moment()
    const label = isLive ? i18n._('now') : durationText(now - origin)
    const scrollTop = (scroller.current?.scrollTop ?? 0) as CssPx
    return {
      layout,
      origin,
      now,
      scrollTop,
      theme,
      scale: viewport.scale(),
      height: size.height,
      line: isMoving || !isLive ? { at: now, label } : null,
      textOf: (span) => barText(span, now),
    }
  }
  const drawOn = (canvas: HTMLCanvasElement | null, draw: (pen: NonNullable<ReturnType<typeof penFor>>) => void) => {
    const pen = size && penFor(canvas, size)
    if (pen) draw(pen)
  }
  const requestOverlay = useFrame(() => {
    const shown = scene()
    if (shown) drawOn(overlay.current, (pen) => paintOverlay(pen, shown, marked))
  })
  const request = useFrame(() => {
    const shown = scene()
    if (!shown) return
    drawOn(bars.current, (pen) => paint(pen, shown))
    drawOn(overlay.current, (pen) => paintOverlay(pen, shown, marked))
  })
  const msPerPx = () => (scene()?.scale.toTime(1 as CssPx) ?? 0) - (scene()?.scale.from ?? 0)

  useEffect(request, [request, layout, viewport, size, theme, origin, isLive, isMoving])
  useEffect(requestOverlay, [requestOverlay, marked])
  useMovingPicture(request, msPerPx, isMoving)
  return { scene, request }
}
