import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import type { TimeText } from '#timeline/axis/time-text.ts'
import { durationText } from '#timeline/duration.ts'
import { TEXT_MIN_HEIGHT } from '#timeline/layout/density.ts'
import type { Layout, Row } from '#timeline/layout/layout.ts'
import type { Span } from '#timeline/model/span.ts'
import { type Overlay, paintOverlay } from '#timeline/paint/paint-overlay.ts'
import { paint } from '#timeline/paint/paint.ts'
import type { Scene } from '#timeline/paint/scene.ts'
import type { Struck } from '#timeline/paint/struck.ts'
import { i18n } from '../i18n/i18n.ts'
import { barText } from './describe-span.ts'
import { useCanvasTheme } from './read-theme.ts'
import { sceneWords } from './scene-words.ts'
import { penFor, setShown, type Size, useFrame } from './use-canvases.ts'
import { useMovingPicture } from './use-clock.ts'
import type { Viewport } from './use-viewport.ts'

interface PictureInput {
  readonly bars: RefObject<HTMLCanvasElement | null>
  readonly overlay: RefObject<HTMLCanvasElement | null>
  readonly size: Size | null
  readonly layout: Layout
  readonly viewport: Viewport
  /** How the axis says a time; `near` is one in sight. */
  readonly timeText: (near: EpochMs) => TimeText
  /** The time that the picture shows, read anew for each frame. */
  readonly moment: () => EpochMs
  readonly origin: EpochMs
  readonly isLive: boolean
  readonly isMoving: boolean
  readonly matches: ReadonlySet<Span> | null
  readonly marked: Overlay
  readonly struck: Struck
  /** The how-manieth execution of the instance it is, from 0; -1 when that is not known. */
  readonly generation: number
}

export interface Picture {
  /** What is on the canvas now; `null` before there is one. */
  scene(): Scene | null
  /** Draws it anew in the next frame, with the content scrolled up so far. */
  scrollTo(top: CssPx): void
}

/** Two canvases over each other: bars below; hover, selection and playhead above, which alone are drawn again when the mouse moves. */
export function usePicture(input: PictureInput): Picture {
  const { bars, overlay, size, layout, viewport, timeText, moment, origin, isLive, isMoving } = input
  const { matches, marked, generation, struck } = input
  const theme = useCanvasTheme()
  const scrollTop = useRef(0 as CssPx) // asking the element in each frame would have the page laid out in each
  const words = useMemo(() => sceneWords(generation), [generation])
  const isMatch = useMemo(() => (matches === null ? null : (span: Span) => matches.has(span)), [matches])

  const scene = (): Scene | null => {
    if (theme === null || size === null) return null
    const now = moment()
    const label = isLive ? i18n._('now') : durationText(now - origin)
    const scale = viewport.scale()
    return {
      layout,
      scale,
      now,
      theme,
      words,
      isMatch,
      struck,
      timeText: timeText(scale.from),
      scrollTop: scrollTop.current,
      height: size.height,
      line: isMoving || !isLive ? { at: now, label } : null,
      pageStart: generation > 0 ? origin : null,
      textOf: (span, row) => barText(span, now, isLabelled(row)),
    }
  }
  const drawOverlay = (shown: Scene) => {
    const canvas = overlay.current
    if (canvas === null || size === null) return
    const isEmpty = shown.line === null && marked.hovered === null && marked.selected.length === 0
    setShown(canvas, !isEmpty)
    const pen = isEmpty ? null : penFor(canvas, size)
    if (pen) paintOverlay(pen, shown, marked)
  }
  const requestOverlay = useFrame(() => {
    const shown = scene()
    if (shown) drawOverlay(shown)
  })
  const request = useFrame(() => {
    const shown = scene()
    if (!shown) return
    const pen = size && penFor(bars.current, size, true)
    if (pen) paint(pen, shown)
    drawOverlay(shown)
  })
  const msPerPx = () => 1 / viewport.scale().pxPerMs

  useEffect(request, [request, layout, viewport, timeText, size, theme, isMatch, words, isLive, isMoving, struck])
  useEffect(() => viewport.onChange(request), [viewport, request])
  useEffect(requestOverlay, [requestOverlay, marked])
  useMovingPicture(request, msPerPx, moment, isMoving)
  const scrollTo = (top: CssPx) => {
    scrollTop.current = top
    request()
  }
  return { scene, scrollTo }
}

/** Whether the lane of an opened fan-out has its one task's argument at its left. */
export function isLabelled({ kind, placed, spans, height }: Row): boolean {
  return kind === 'lane' && placed.hasHead && spans.length === 1 && height >= TEXT_MIN_HEIGHT
}
