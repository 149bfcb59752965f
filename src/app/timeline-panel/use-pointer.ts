import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { CssPx } from '#base/units.ts'
import { AXIS_HEIGHT } from '#timeline/paint/pen.ts'

/** Points are CSS pixels from the stage's upper left corner. */
export interface PointerHandlers {
  onHover(x: CssPx, y: CssPx, event: PointerEvent): void
  onLeave(): void
  onClick(x: CssPx, y: CssPx): void
  onDoubleClick(x: CssPx, y: CssPx): void
  onPan(dx: number, dy: number): void
  onZoom(x: CssPx, factor: number): void
  onScrub(x: CssPx): void
  onScrubEnd(): void
  /** A stretch that is being drawn out on the axis, and then the one to show. */
  onStretch(from: CssPx, to: CssPx): void
  onStretchEnd(from: CssPx, to: CssPx): void
}

interface Point {
  readonly x: CssPx
  readonly y: CssPx
}

type Drag =
  | { readonly kind: 'scrub' }
  | { readonly kind: 'stretch'; readonly from: CssPx; to: CssPx }
  | { readonly kind: 'pan'; x: number; y: number; hasMoved: boolean }
  | { readonly kind: 'pinch'; distance: number; x: number }

const CLICK_PX = 4

/**
 * Mouse, pen and fingers on the stage: on the axis they scrub, and with Shift draw out a stretch to zoom into; below it
 * they pan or click; two fingers zoom.
 */
export function usePointer(handlers: PointerHandlers) {
  const drag = useRef<Drag | null>(null)
  const down = useRef(new Map<number, Point>())

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const point = pointOf(event)
    down.current.set(event.pointerId, point)
    if (down.current.size === 2) {
      drag.current = pinchOf(down.current)
    } else if (point.y >= AXIS_HEIGHT) {
      drag.current = { kind: 'pan', ...point, hasMoved: false }
    } else if (event.shiftKey) {
      drag.current = { kind: 'stretch', from: point.x, to: point.x }
    } else {
      drag.current = { kind: 'scrub' }
      handlers.onScrub(point.x)
    }
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    const point = pointOf(event)
    const going = drag.current
    if (down.current.has(event.pointerId)) down.current.set(event.pointerId, point)
    switch (going?.kind) {
      case undefined:
        return handlers.onHover(point.x, point.y, event)
      case 'scrub':
        return handlers.onScrub(point.x)
      case 'stretch':
        going.to = point.x
        return handlers.onStretch(going.from, going.to)
      case 'pinch': {
        const now = pinchOf(down.current)
        handlers.onPan(now.x - going.x, 0)
        if (now.distance > 0 && going.distance > 0) handlers.onZoom(now.x as CssPx, going.distance / now.distance)
        drag.current = now
        return
      }
      case 'pan':
        if (!going.hasMoved && Math.hypot(point.x - going.x, point.y - going.y) < CLICK_PX) return
        handlers.onPan(point.x - going.x, point.y - going.y)
        drag.current = { kind: 'pan', ...point, hasMoved: true }
    }
  }
  const end = (event: PointerEvent<HTMLElement>, isCancelled: boolean) => {
    const { x, y } = pointOf(event)
    const going = drag.current
    down.current.delete(event.pointerId)
    drag.current = null
    if (going?.kind === 'scrub') handlers.onScrubEnd()
    if (isCancelled) return
    if (going?.kind === 'stretch') handlers.onStretchEnd(going.from, going.to)
    if (going?.kind === 'pan' && !going.hasMoved) handlers.onClick(x, y)
    // The finger that is left goes on alone.
    const [rest] = down.current.values()
    if (going?.kind === 'pinch' && rest !== undefined) drag.current = { kind: 'pan', ...rest, hasMoved: true }
  }
  return {
    onPointerDown,
    onPointerMove: (event: PointerEvent<HTMLElement>) => inThisFrame(() => move(event)),
    onPointerUp: (event: PointerEvent<HTMLElement>) => end(event, false),
    onPointerCancel: (event: PointerEvent<HTMLElement>) => end(event, true),
    onPointerLeave: () => handlers.onLeave(),
    onDoubleClick: (event: MouseEvent<HTMLElement>) => {
      const { x, y } = pointOf(event)
      handlers.onDoubleClick(x, y)
    },
  }
}

function pinchOf(down: ReadonlyMap<number, Point>): Extract<Drag, { kind: 'pinch' }> {
  const [a, b] = [...down.values()]
  if (a === undefined || b === undefined) return { kind: 'pinch', distance: 0, x: 0 }
  return { kind: 'pinch', distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2 }
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
      const hand = latest.current
      if (event.ctrlKey || event.metaKey) hand.onZoom(pointOf(event, element).x, Math.exp(dy * ZOOM_SPEED))
      else if (event.shiftKey) hand.onPan(dx === 0 ? dy : dx)
      else if (Math.abs(dx) > Math.abs(dy)) hand.onPan(dx)
      else if (hand.canScroll()) return
      else hand.onPan(dy)
      event.preventDefault()
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [stage])
}

/** The browser hands out what moves at the beginning of a frame. Left to itself React would answer in the next one. */
const inThisFrame = flushSync

interface Pointed {
  readonly clientX: number
  readonly clientY: number
  readonly currentTarget: EventTarget | null
}

function pointOf(event: Pointed, element = event.currentTarget): Point {
  const { left, top } = element instanceof Element ? element.getBoundingClientRect() : { left: 0, top: 0 }
  return { x: (event.clientX - left) as CssPx, y: (event.clientY - top) as CssPx }
}
