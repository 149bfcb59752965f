import { useEffect, useState } from 'react'
import { painted } from '../shell/painted.ts'

/** Long enough for any first paint; after it, waiting helps nobody. */
const patienceMs = 2_000

/** Becomes true when the page has painted and has nothing else to do. */
export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    let isGone = false
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs))
    void Promise.race([painted, patience]).then(() => whenIdle(() => isGone || setIdle(true)))
    return () => {
      isGone = true
    }
  }, [])
  return isIdle
}

function whenIdle(then: () => void): void {
  // Safari has no requestIdleCallback.
  if ('requestIdleCallback' in window) requestIdleCallback(then, { timeout: 1_000 })
  else setTimeout(then, 100)
}
