import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { CssPx } from '#base/units.ts'
import { canvasPen, type Pen } from '#timeline/paint/pen.ts'

export interface Size {
  readonly width: CssPx
  readonly height: CssPx
}

/** The size of an element's inside, kept up to date; `null` before it is laid out. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      setSize({ width: Math.floor(width) as CssPx, height: Math.floor(height) as CssPx })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}

/** Asks for a frame; however often in between, `draw` runs once in it. */
export function useFrame(draw: () => void): () => void {
  const latest = useRef(draw)
  const pending = useRef(0)
  useEffect(() => {
    latest.current = draw
  })
  useEffect(() => () => cancelAnimationFrame(pending.current), [])
  return useCallback(() => {
    if (pending.current !== 0) return
    pending.current = requestAnimationFrame(() => {
      pending.current = 0
      latest.current()
    })
  }, [])
}

/** Clears a canvas and hands out a pen that draws in CSS pixels, whatever the screen's ratio. */
export function penFor(canvas: HTMLCanvasElement | null, { width, height }: Size): Pen | null {
  const context = canvas?.getContext('2d')
  if (!canvas || !context) return null
  const ratio = window.devicePixelRatio
  const [deviceWidth, deviceHeight] = [Math.floor(width * ratio), Math.floor(height * ratio)]
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  return canvasPen(context)
}
