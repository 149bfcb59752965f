import { type Changes, isNothing } from './changes.ts'

// IndexedDB finishes nothing that a page begins as it goes. What is noted here is written at once, and read once.

const changesOf = (projectId: string) => `unsaved:${projectId}`
const goodOrderOf = (projectId: string) => `left-well:${projectId}`

/** Notes that the page went in good order, and what was typed and not yet written. */
export function noteLeaving(projectId: string, unsaved: Changes): void {
  try {
    localStorage.setItem(goodOrderOf(projectId), String(Date.now()))
    if (isNothing(unsaved)) localStorage.removeItem(changesOf(projectId))
    else localStorage.setItem(changesOf(projectId), JSON.stringify(unsaved))
  } catch {
    // No room: the write that was begun may still arrive.
  }
}

/** What {@link noteLeaving} noted last for this project, and forgets it. `leftAt` is wall-clock time in ms, 0 when never. */
export function takeLeaving(projectId: string): { readonly leftAt: number; readonly unsaved: Changes | null } {
  const leftAt = lastLeftAt(projectId)
  const unsaved = localStorage.getItem(changesOf(projectId))
  localStorage.removeItem(goodOrderOf(projectId))
  localStorage.removeItem(changesOf(projectId))
  return { leftAt, unsaved: unsaved === null ? null : changesIn(unsaved) }
}

/** What something else wrote there must not keep the project from opening. */
function changesIn(text: string): Changes | null {
  try {
    const { name, files } = JSON.parse(text) as { readonly name?: unknown; readonly files?: object }
    const texts = Object.entries(files ?? {}).filter(([, each]) => each === null || typeof each === 'string')
    return {
      files: Object.fromEntries(texts) as Changes['files'],
      ...(typeof name === 'string' && { name }),
    }
  } catch {
    return null
  }
}

/** When a page of this project last went in good order, in wall-clock ms; 0 when never. */
export function lastLeftAt(projectId: string): number {
  return Number(localStorage.getItem(goodOrderOf(projectId)) ?? 0)
}
