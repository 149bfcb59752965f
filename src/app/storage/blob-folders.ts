import type { BlobRow } from '#storage/hub-db.ts'

/** What a folder of a container holds: folders by name, then the blobs that lie in it itself. */
export interface FolderContent {
  readonly folders: readonly { readonly name: string; readonly blobs: number }[]
  readonly blobs: readonly BlobRow[]
}

/** Reads folders out of names with slashes. `folder` ends with a slash; the container's own is empty. */
export function contentOf(all: readonly BlobRow[], folder: string): FolderContent {
  const counts = new Map<string, number>()
  const blobs: BlobRow[] = []
  for (const blob of all) {
    if (!blob.name.startsWith(folder)) continue
    const [first = '', ...rest] = blob.name.slice(folder.length).split('/')
    if (rest.length === 0) blobs.push(blob)
    else counts.set(first, (counts.get(first) ?? 0) + 1)
  }
  return { folders: [...counts].map(([name, count]) => ({ name, blobs: count })), blobs }
}

/** The way down to a folder, the container's own left out: `a/b/` is `a/`, `a/b/`. */
export function stepsTo(folder: string): readonly { readonly name: string; readonly folder: string }[] {
  const names = folder.split('/').slice(0, -1)
  return names.map((name, i) => ({ name, folder: `${names.slice(0, i + 1).join('/')}/` }))
}
