import { type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import type { CssPx } from '#base/units.ts'
import { AXIS_HEIGHT } from '#timeline/pen.ts'

/** Points are CSS pixels from the stage's upper left corner. */
export interface PointerHandlers {
  onHover(x: CssPx, y: CssPx, event: PointerEvent): void
  onLeave(): void
  onClick(x: CssPx, y: CssPx): void
  onPan(dx: number, dy: number): void
  onScrub(x: CssPx): void
  onScrubEnd(): void
}

type Drag = { readonly kind: 'scrub' } | { readonly kind: 'pan'; x: number; y: number; hasMoved: boolean }

const CLICK_PX = 4

/** Mouse, pen and finger on the stage: on the axis they scrub, below it they pan or click. */
export function usePointer(handlers: PointerHandlers) {
  const drag = useRef<Drag | null>(null)

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { x, y } = pointOf(event)
    drag.current = y < AXIS_HEIGHT ? { kind: 'scrub' } : { kind: 'pan', x, y, hasMoved: false }
    if (y < AXIS_HEIGHT) handlers.onScrub(x)
  }
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const { x, y } = pointOf(event)
    const going = drag.current
    if (going === null) return handlers.onHover(x, y, event)
    if (going.kind === 'scrub') return handlers.onScrub(x)
    if (!going.hasMoved && Math.hypot(x - going.x, y - going.y) < CLICK_PX) return
    handlers.onPan(x - going.x, y - going.y)
    drag.current = { kind: 'pan', x, y, hasMoved: true }
  }
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const { x, y } = pointOf(event)
    if (drag.current?.kind === 'scrub') handlers.onScrubEnd()
    if (drag.current?.kind === 'pan' && !drag.current.hasMoved) handlers.onClick(x, y)
    drag.current = null
  }
  const onPointerCancel = () => {
    if (drag.current?.kind === 'scrub') handlers.onScrubEnd()
    drag.current = null
  }
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel, onPointerLeave: () => handlers.onLeave() }
}

export interface WheelHandlers {
  onZoom(x: CssPx, factor: number): void
  onPan(dx: number): void
  /** Whether a plain wheel scrolls the rows; otherwise there is nothing to scroll, and it pans. */
  canScroll(): boolean
}

const ZOOM_SPEED = 0.0025
const LINE_PX = 16

/** React listens to wheels passively, and then the browser's own zoom cannot be kept from happening. */
export function useWheel(stage: RefObject<HTMLElement | null>, handlers: WheelHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const element = stage.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1
      const [dx, dy] = [event.deltaX * unit, event.deltaY * unit]
      if (event.ctrlKey || event.metaKey) latest.current.onZoom(xOf(event, element), Math.exp(dy * ZOOM_SPEED))
      else if (event.shiftKey) latest.current.onPan(dx === 0 ? dy : dx)
      else if (Math.abs(dx) > Math.abs(dy)) latest.current.onPan(dx)
      else if (latest.current.canScroll()) return
      else latest.current.onPan(dy)
      event.preventDefault()
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage])
}

function pointOf(event: PointerEvent<HTMLElement>): { readonly x: CssPx; readonly y: CssPx } {
  const { left, top } = event.currentTarget.getBoundingClientRect()
  return { x: (event.clientX - left) as CssPx, y: (event.clientY - top) as CssPx }
}

function xOf(event: WheelEvent, element: HTMLElement): CssPx {
  return (event.clientX - element.getBoundingClientRect().left) as CssPx
}
