import { useEffect, useRef, useState } from 'react'

/**
 * A value that changes often, taken over at most once in `ms` milliseconds, and the last one always. A change to which
 * `mayWait` says no is taken over at once.
 */
export function usePaced<T extends object>(value: T, mayWait: (before: T, after: T) => boolean, ms: number): T {
  const [shown, setShown] = useState(value)
  const latest = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const isUrgent = !isEqual(shown, value) && !mayWait(shown, value)
  const lastShown = useRef(-Infinity)

  useEffect(() => {
    latest.current = value
    if (isEqual(shown, value)) return
    const show = () => {
      clearTimeout(timer.current)
      timer.current = undefined
      lastShown.current = performance.now()
      setShown(latest.current)
    }
    const wait = isUrgent ? 0 : lastShown.current + ms - performance.now()
    if (wait <= 0) show()
    else timer.current ??= setTimeout(show, wait)
  })
  useEffect(() => () => clearTimeout(timer.current), [])
  return isUrgent ? value : shown
}

function isEqual<T extends object>(a: T, b: T): boolean {
  return (Object.keys(a) as (keyof T)[]).every((key) => a[key] === b[key])
}
