import { type RefObject, useCallback, useEffect, useState } from 'react'

/** A stretch of the content, in CSS pixels from its top. */
export interface Band {
  readonly top: number
  readonly bottom: number
}

/** It moves in steps of this size, so that scrolling by a little changes nothing in the page. */
const STEP_PX = 200

/** After so long without a step the hand rests. */
const REST_MS = 150

const atFirst: Band = { top: 0, bottom: 2000 }

export interface VisibleBand {
  /** What is in sight, with some to spare: what stands elsewhere need not be in the page. */
  readonly band: Band
  /** What was in sight when the scrolling last rested: what is slow to make is made for that. */
  readonly restingBand: Band
  /** To be called when the content has been scrolled. */
  readonly update: () => void
}

/** Which part of the scrolled content is in sight. */
export function useVisibleBand(scroller: RefObject<HTMLElement | null>): VisibleBand {
  const [band, setBand] = useState(atFirst)
  const [restingBand, setRestingBand] = useState(atFirst)
  useEffect(() => {
    const timer = setTimeout(() => setRestingBand(band), REST_MS)
    return () => clearTimeout(timer)
  }, [band])
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
  return { band, restingBand, update }
}
