import { useEffect, useState } from 'react'
import type { EpochMs } from '#base/units.ts'
import { type ClockState, hubTime, rateOf } from '#durable/clock-mode.ts'

/** Hub time for a label that counts: read again each second, more often on a fast clock. */
export function useHubNow(clock: ClockState, isWanted: boolean): EpochMs {
  const [now, setNow] = useState(() => hubTime(clock, Date.now()))
  useEffect(() => {
    if (!isWanted) return
    const read = () => setNow(hubTime(clock, Date.now()))
    const rate = rateOf(clock.mode)
    const first = setTimeout(read)
    const timer = rate > 0 && setInterval(read, rate > 1 ? 200 : 1000)
    return () => {
      clearTimeout(first)
      if (timer) clearInterval(timer)
    }
  }, [clock, isWanted])
  return now
}
