import type { DirectoryDropItem, DropItem } from 'react-aria-components/useDragAndDrop'
import { MOST_FILES } from './check-run.ts'

/** The files that were dropped, those of folders among them: one more than are read, when there are more. */
export async function filesOf(items: readonly DropItem[]): Promise<File[]> {
  const files: File[] = []
  const waiting = [...items]
  // A list that grows while it is walked: what a folder holds comes after it.
  for (const item of waiting) {
    if (files.length > MOST_FILES) break
    if (item.kind === 'file') files.push(await item.getFile())
    if (item.kind === 'directory') waiting.push(...(await entriesOf(item)))
  }
  return files
}

async function entriesOf(folder: DirectoryDropItem): Promise<DropItem[]> {
  const entries: DropItem[] = []
  for await (const entry of folder.getEntries()) {
    entries.push(entry)
    if (entries.length > MOST_FILES) break
  }
  return entries
}
