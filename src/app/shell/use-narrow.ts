import { useSyncExternalStore } from 'react'

const queries = new Map<string, MediaQueryList>()

/** Whether the window is as the media query says. */
export function useMedia(query: string): boolean {
  const media = queries.get(query) ?? window.matchMedia(query)
  queries.set(query, media)
  return useSyncExternalStore(
    (listener) => {
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => media.matches,
  )
}

/** Too narrow for panes beside each other. */
export function useNarrow(): boolean {
  return useMedia('(width < 720px)')
}
