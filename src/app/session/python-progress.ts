/** What keeps a Python app from starting: Python itself, which is loaded when it is first needed. */
export type PythonProgress =
  /** `done`: how much of it is here, from 0 to 1. */
  { readonly phase: 'loading'; readonly done: number } | { readonly phase: 'starting' }

let progress: PythonProgress | null = null
const listeners = new Set<() => void>()

/** Says how far it is; `null` when it is there, or when nobody waits for it. */
export function tellPythonProgress(now: PythonProgress | null): void {
  if (isSame(progress, now)) return
  progress = now
  for (const listener of listeners) listener()
}

/** For `useSyncExternalStore`. */
export function onPythonProgress(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** How far it is. The same object until it moves on by a hundredth. */
export function pythonProgress(): PythonProgress | null {
  return progress
}

function isSame(before: PythonProgress | null, now: PythonProgress | null): boolean {
  if (before?.phase !== 'loading' || now?.phase !== 'loading') return before?.phase === now?.phase
  return Math.round(before.done * 100) === Math.round(now.done * 100)
}
