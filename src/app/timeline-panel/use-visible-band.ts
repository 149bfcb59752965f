import { type RefObject, useCallback, useEffect, useState } from 'react'

/** A stretch of the content, in CSS pixels from its top. */
export interface Band {
  readonly top: number
  readonly bottom: number
}

/** It moves in steps of this size, so that scrolling by a little changes nothing in the page. */
const STEP_PX = 200

/** Which part of the scrolled content is in sight, with some to spare: what stands elsewhere need not be in the page. */
export function useVisibleBand(scroller: RefObject<HTMLElement | null>): readonly [Band, () => void] {
  const [band, setBand] = useState<Band>({ top: 0, bottom: 2000 })
  const update = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const top = (Math.floor(element.scrollTop / STEP_PX) - 1) * STEP_PX
    const bottom = (Math.ceil((element.scrollTop + element.clientHeight) / STEP_PX) + 1) * STEP_PX
    setBand((old) => (old.top === top && old.bottom === bottom ? old : { top, bottom }))
  }, [scroller])
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    const observer = new ResizeObserver(update)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller, update])
  return [band, update]
}
