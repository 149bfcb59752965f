import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark'
export type ThemeChoice = Theme | 'system'

const storedAs = 'theme'
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

/** What the person chose on this device; the system's own theme when they never did. */
function chosenTheme(): ThemeChoice {
  const stored = localStorage.getItem(storedAs)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

function shownTheme(): Theme {
  const chosen = chosenTheme()
  if (chosen !== 'system') return chosen
  return prefersDark.matches ? 'dark' : 'light'
}

export function chooseTheme(choice: ThemeChoice): void {
  if (choice === 'system') localStorage.removeItem(storedAs)
  else localStorage.setItem(storedAs, choice)
  changed()
}

/** Call before the first paint: the tokens hang on `data-theme`. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = shownTheme()
}

export function useTheme(): { readonly theme: Theme; readonly choice: ThemeChoice } {
  return { theme: useSyncExternalStore(subscribe, shownTheme), choice: useSyncExternalStore(subscribe, chosenTheme) }
}

function changed(): void {
  applyTheme()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) prefersDark.addEventListener('change', changed)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) prefersDark.removeEventListener('change', changed)
  }
}
