import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(width < 720px)')

/** Too narrow for panes beside each other. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
