import type { DirectoryDropItem, DropItem } from 'react-aria-components/useDragAndDrop'

/** More are left where they are. */
const MOST = 1_000

/** The files that were dropped, those of folders among them. */
export async function filesOf(items: readonly DropItem[]): Promise<File[]> {
  const files: File[] = []
  const waiting = [...items]
  // A list that grows while it is walked: what a folder holds comes after it.
  for (const item of waiting) {
    if (files.length >= MOST) break
    if (item.kind === 'file') files.push(await item.getFile())
    if (item.kind === 'directory') waiting.push(...(await entriesOf(item)))
  }
  return files
}

async function entriesOf(folder: DirectoryDropItem): Promise<DropItem[]> {
  const entries: DropItem[] = []
  for await (const entry of folder.getEntries()) {
    entries.push(entry)
    if (entries.length >= MOST) break
  }
  return entries
}
