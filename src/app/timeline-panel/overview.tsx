import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useSyncExternalStore } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import type { Run } from '#timeline/layout/layout.ts'
import { brushOf, OVERVIEW_HEIGHT, paintOverview } from '#timeline/paint/paint-overview.ts'
import { i18n } from '../i18n/i18n.ts'
import { useCanvasTheme } from './read-theme.ts'
import styles from './hands.module.css'
import { penFor, useFrame } from './use-canvases.ts'
import type { Snapshot } from './use-model.ts'
import type { Viewport } from './use-viewport.ts'

interface OverviewProps {
  readonly snapshot: Snapshot
  readonly run: Run
  readonly viewport: Viewport
  readonly width: CssPx
  readonly now: () => EpochMs
}

type Drag = { readonly kind: 'move'; x: number } | { readonly kind: 'left' | 'right' | 'new'; readonly anchor: number }

const EDGE_PX = 6
const STEP_PX = 40

/** The whole run in one strip; what is in sight is a brush on it, to be moved and drawn anew. */
export function Overview({ snapshot, run, viewport, width, now }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const brush = useRef<HTMLDivElement>(null)
  const drag = useRef<Drag | null>(null)
  const theme = useCanvasTheme()

  const isWhole = useSyncExternalStore(viewport.onChange, viewport.isFollowing)
  const left = useSyncExternalStore(viewport.onChange, () => percentages(viewport).left)
  const share = useSyncExternalStore(viewport.onChange, () => percentages(viewport).share)
  const whole = viewport.wholeScale()
  const draw = useFrame(() => {
    const pen = theme && penFor(canvas.current, { width, height: OVERVIEW_HEIGHT as CssPx })
    if (pen && theme) paintOverview(pen, run, viewport.wholeScale(), theme, now())
  })
  const placeBrush = useFrame(() => {
    const { left, right } = brushOf(viewport.scale(), viewport.wholeScale())
    if (brush.current === null) return
    brush.current.style.transform = `translateX(${Math.round(left)}px)`
    brush.current.style.inlineSize = `${Math.round(right - left)}px` // the same while it only moves: nothing is laid out anew
  })
  // The picture is of all of the run: where in it somebody looks moves the brush alone.
  useEffect(draw, [draw, snapshot, run, whole.from, whole.to, whole.folds.length, width, theme])
  useEffect(placeBrush, [placeBrush, snapshot, viewport])
  useEffect(() => viewport.onChange(placeBrush), [placeBrush, viewport])

  const showBetween = (a: number, b: number) => {
    const whole = viewport.wholeScale()
    const [from, to] = [Math.max(0, Math.min(a, b)), Math.min(width, Math.max(a, b))]
    if (to - from >= 2) viewport.showExactly({ from: whole.toTime(from as CssPx), to: whole.toTime(to as CssPx) })
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const x = xOf(event)
    const { left, right } = brushOf(viewport.scale(), viewport.wholeScale())
    const isWhole = right - left > width - 2 * EDGE_PX
    if (!isWhole && Math.abs(x - left) <= EDGE_PX) drag.current = { kind: 'left', anchor: right }
    else if (!isWhole && Math.abs(x - right) <= EDGE_PX) drag.current = { kind: 'right', anchor: left }
    else if (!isWhole && x > left && x < right) drag.current = { kind: 'move', x }
    else drag.current = { kind: 'new', anchor: x }
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const going = drag.current
    if (going === null) return
    const x = xOf(event)
    if (going.kind !== 'move') return showBetween(going.anchor, x)
    const { left, right } = brushOf(viewport.scale(), viewport.wholeScale())
    viewport.panPx(((x - going.x) * width) / Math.max(1, right - left))
    going.x = x
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const { from, to } = viewport.scale()
    const middle = ((from + to) / 2) as EpochMs
    if (event.key === 'ArrowLeft') viewport.panPx(-STEP_PX)
    else if (event.key === 'ArrowRight') viewport.panPx(STEP_PX)
    else if (event.key === 'ArrowUp') viewport.zoom(middle, 0.7)
    else if (event.key === 'ArrowDown') viewport.zoom(middle, 1 / 0.7)
    else if (event.key === 'Home' || event.key === 'Escape') viewport.follow()
    else return
    event.preventDefault()
  }
  return (
    <div
      className={styles['overview']}
      role="slider"
      tabIndex={0}
      aria-label={i18n._('Part of the run in sight')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={left}
      aria-valuetext={i18n._('{share} of the run', { share: i18n.number(share / 100, { style: 'percent' }) })}
      onKeyDown={onKeyDown}
      onDoubleClick={() => viewport.follow()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null
      }}
      onPointerCancel={() => {
        drag.current = null
      }}
    >
      <canvas ref={canvas} aria-hidden />
      <div ref={brush} className={styles['brush']} data-whole={isWhole || undefined} />
    </div>
  )
}

/** Where the brush begins, and how much it covers, in percent of the run. */
function percentages(viewport: Viewport): { readonly left: number; readonly share: number } {
  const whole = viewport.wholeScale()
  const { left, right } = brushOf(viewport.scale(), whole)
  const percent = (px: number) => Math.round((px / Math.max(1, whole.width)) * 100)
  return { left: percent(left), share: percent(right - left) }
}

function xOf(event: PointerEvent<HTMLElement>): number {
  return event.clientX - event.currentTarget.getBoundingClientRect().left
}
