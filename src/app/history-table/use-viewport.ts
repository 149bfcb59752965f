import { useLayoutEffect, useState, type RefObject } from 'react'

export interface Viewport {
  readonly height: number
  readonly rowHeight: number
}

/** The element's inner height and the token `--row` where it stands, in CSS pixels, kept up to date. */
export function useViewport(ref: RefObject<HTMLElement | null>): Viewport {
  const [viewport, setViewport] = useState<Viewport>({ height: 0, rowHeight: 24 })

  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => {
      const rowHeight = Number.parseFloat(getComputedStyle(element).getPropertyValue('--row')) || 24
      const height = element.clientHeight
      setViewport((old) => (old.height === height && old.rowHeight === rowHeight ? old : { height, rowHeight }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])

  return viewport
}
