import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { CssPx } from '#base/units.ts'
import { canvasPen, type Pen } from '#timeline/paint/pen.ts'

export interface Size {
  readonly width: CssPx
  readonly height: CssPx
}

/** The size of an element, kept up to date; `null` before it is laid out. Known before the first picture is painted. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const read = () => {
      const rect = element.getBoundingClientRect()
      const [width, height] = [Math.floor(rect.width) as CssPx, Math.floor(rect.height) as CssPx]
      setSize((known) => (known?.width === width && known.height === height ? known : { width, height }))
    }
    read()
    const observer = new ResizeObserver(read)
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

/**
 * Clears a canvas and hands out a pen that draws in CSS pixels, whatever the screen's ratio. `isOpaque`: every pixel will be
 * painted, so the browser need not blend it with what is below; a canvas must be given the same answer each time.
 */
export function penFor(canvas: HTMLCanvasElement | null, { width, height }: Size, isOpaque = false): Pen | null {
  const context = canvas?.getContext('2d', { alpha: !isOpaque })
  if (!canvas || !context) return null
  const ratio = window.devicePixelRatio
  const [deviceWidth, deviceHeight] = [Math.floor(width * ratio), Math.floor(height * ratio)]
  const isOfSize = canvas.width === deviceWidth && canvas.height === deviceHeight
  if (!isOfSize) [canvas.width, canvas.height] = [deviceWidth, deviceHeight]
  const known = isOfSize ? pens.get(canvas) : undefined
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  const pen = known ?? canvasPen(context)
  pens.set(canvas, pen)
  return pen
}

/** A canvas that changes its size forgets its font, and to set one takes longer than many a picture. */
const pens = new WeakMap<HTMLCanvasElement, Pen>()

/** A canvas with nothing on it costs the browser as much in every frame as one with something: it is taken away. */
export function setShown(canvas: HTMLCanvasElement, isShown: boolean): void {
  canvas.style.display = isShown ? '' : 'none'
}
