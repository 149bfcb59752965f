/** What Monaco calls an extra library. */
export interface Declaration {
  readonly filePath: string
  readonly content: string
}

/** Texts by their paths, as they would stand in a project on disk. */
export function declarationsOf(texts: Readonly<Record<string, string>>): Declaration[] {
  return Object.entries(texts).map(([path, content]) => ({ filePath: `file://${path}`, content }))
}
