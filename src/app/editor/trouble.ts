const listeners = new Set<(text: string) => void>()

/** Says what failed in the editor's own work, for which nobody waits. */
export function tellTrouble(text: string): void {
  if (listeners.size === 0) console.warn(text)
  for (const listener of listeners) listener(text)
}

/** Hears it until what is answered is called. */
export function onTrouble(listener: (text: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
