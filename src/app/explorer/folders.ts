import type { SourceFile } from '#durable/build.ts'

export interface Folder {
  /** '' for the root. */
  readonly path: string
  readonly files: readonly { readonly path: string; readonly name: string }[]
}

/** Files by folder: the folders that hold functions first, the root last, as one reads an app. */
export function toFolders(files: readonly SourceFile[]): readonly Folder[] {
  const byFolder = new Map<string, { path: string; name: string }[]>()
  for (const { path } of files) {
    const cut = path.lastIndexOf('/')
    const folder = cut < 0 ? '' : path.slice(0, cut)
    const entry = { path, name: path.slice(cut + 1) }
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), entry])
  }
  return [...byFolder]
    .map(([path, entries]) => ({ path, files: entries.toSorted((a, b) => compare(a.name, b.name)) }))
    .toSorted((a, b) => Number(a.path === '') - Number(b.path === '') || compare(a.path, b.path))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
