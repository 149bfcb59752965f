import { type RefObject, useEffect, useRef } from 'react'
import type { Layout } from '#timeline/layout.ts'
import { AXIS_HEIGHT } from '#timeline/pen.ts'
import type { Span } from '#timeline/spans.ts'
import type { Viewport } from './use-viewport.ts'

/** Brings a span into sight when another one is chosen, here or elsewhere; never because the picture changed around it. */
export function useReveal(
  span: Span | undefined,
  layout: Layout,
  viewport: Viewport,
  scroller: RefObject<HTMLElement | null>,
): void {
  const reveal = useRef(() => {})
  useEffect(() => {
    reveal.current = () => {
      const row = span && layout.placeOf(span.id)?.row
      if (!row || !scroller.current) return
      viewport.reveal(span.start)
      scrollIntoSight(scroller.current, row.y, row.height)
    }
  })
  useEffect(() => reveal.current(), [span?.id])
}

function scrollIntoSight(scroller: HTMLElement, y: number, height: number): void {
  const room = scroller.clientHeight - AXIS_HEIGHT
  if (y < scroller.scrollTop) scroller.scrollTop = y
  else if (y + height > scroller.scrollTop + room) scroller.scrollTop = y + height - room
}
