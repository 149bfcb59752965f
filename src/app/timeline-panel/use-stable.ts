import { useEffect, useRef, useState } from 'react'

type Functions = Readonly<Record<string, (...given: never[]) => unknown>>

/** The same functions for as long as the component lives; each does what the one handed down last does. */
export function useStable<T extends Functions>(functions: T): T {
  const latest = useRef(functions)
  useEffect(() => {
    latest.current = functions
  })
  const [stable] = useState(() => {
    const callLatest = (name: string) => [name, (...given: never[]) => latest.current[name]?.(...given)]
    return Object.fromEntries(Object.keys(functions).map(callLatest)) as T
  })
  return stable
}
