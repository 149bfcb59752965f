import { type RefObject, useEffect, useRef } from 'react'
import { type Layout, rowOf } from '#timeline/layout/layout.ts'
import type { Target } from '#timeline/layout/neighbour.ts'
import { AXIS_HEIGHT } from '#timeline/paint/pen.ts'
import type { Viewport } from './use-viewport.ts'

/** Brings a bar into sight when another one is chosen, here or elsewhere; never because the picture changed around it. */
export function useReveal(
  target: Target | null,
  layout: Layout,
  viewport: Viewport,
  scroller: RefObject<HTMLElement | null>,
): void {
  const reveal = useRef(() => {})
  useEffect(() => {
    reveal.current = () => {
      const row = target && rowOf(layout, target.run, target.span)
      if (!row || !scroller.current) return
      viewport.reveal(target.span.start, target.span.end ?? target.span.start)
      scrollIntoSight(scroller.current, row.y, row.height)
    }
  })
  useEffect(() => reveal.current(), [target?.span])
}

function scrollIntoSight(scroller: HTMLElement, y: number, height: number): void {
  const room = scroller.clientHeight - AXIS_HEIGHT
  if (y < scroller.scrollTop) scroller.scrollTop = y
  else if (y + height > scroller.scrollTop + room) scroller.scrollTop = y + height - room
}
