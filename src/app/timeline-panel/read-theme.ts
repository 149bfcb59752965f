import { useEffect, useState } from 'react'
import type { Theme } from '#timeline/paint/pen.ts'

/** The tokens as the canvas needs them. CSS stays the one palette. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(name).trim()
  const statuses = (suffix: string) => ({
    completed: token(`--completed${suffix}`),
    cancelled: token(`--cancelled${suffix}`),
    waiting: token(`--waiting${suffix}`),
    running: token(`--running${suffix}`),
    failed: token(`--failed${suffix}`),
  })
  return {
    status: statuses(''),
    softStatus: statuses('-soft'),
    replayed: token('--replayed'),
    newCode: token('--new-code'),
    paper: token('--paper'),
    sunken: token('--sunken'),
    line: token('--line'),
    strongLine: token('--line-strong'),
    ink: token('--ink'),
    quietInk: token('--ink-2'),
    accent: token('--accent'),
    onAccent: token('--on-accent'),
  }
}

/** Reads the tokens again whenever the page's theme changes. */
export function useCanvasTheme(): Theme | null {
  const [theme, setTheme] = useState<Theme | null>(null)
  useEffect(() => {
    const root = document.documentElement
    const read = () => setTheme(readTheme(root))
    const observer = new MutationObserver(read)
    observer.observe(root, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
    read()
    return () => observer.disconnect()
  }, [])
  return theme
}
