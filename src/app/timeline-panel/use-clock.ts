import { useEffect, useRef, useState } from 'react'
import type { EpochMs } from '#base/units.ts'

const SECOND = 1000
/** Twenty frames a second look smooth for bars that grow by a pixel at a time, and leave the processor to what is drawn. */
const FRAME_MS = 50

/** A time for labels that count: read again each second while it moves. */
export function useTick(now: () => EpochMs, isMoving: boolean): EpochMs {
  const [tick, setTick] = useState(now)
  useEffect(() => {
    if (!isMoving) return
    const timer = setInterval(() => setTick(now()), SECOND)
    return () => clearInterval(timer)
  }, [now, isMoving])
  return tick
}

/**
 * Calls `draw` as often as a pixel's worth of `now` has passed, and in no hidden tab: a wait of three days is not drawn
 * sixty times a second, unless the clock runs that fast.
 */
export function useMovingPicture(draw: () => void, msPerPx: () => number, now: () => EpochMs, isMoving: boolean): void {
  const latest = useRef({ draw, msPerPx, now })
  useEffect(() => {
    latest.current = { draw, msPerPx, now }
  })
  useEffect(() => {
    if (!isMoving) return
    let frame = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    let before = { now: latest.current.now(), at: performance.now() }
    const next = () => {
      frame = requestAnimationFrame((at) => {
        const { draw: drawNow, msPerPx: pixel, now: read } = latest.current
        drawNow()
        const shown = read()
        const rate = Math.max(1, (shown - before.now) / Math.max(1, at - before.at))
        before = { now: shown, at }
        timer = setTimeout(next, Math.min(SECOND, Math.max(FRAME_MS, pixel() / rate / 2)))
      })
    }
    next()
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [isMoving])
}
