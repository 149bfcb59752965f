/** The tabs, in the order they were opened. */
export type OpenFiles = readonly string[]

/** With this file's tab, and without those of files that are gone. */
export function withOpen(open: OpenFiles, path: string | null, exists: (path: string) => boolean): OpenFiles {
  const kept = open.filter(exists)
  if (path !== null && exists(path) && !kept.includes(path)) return [...kept, path]
  return kept.length === open.length ? open : kept
}

/** The tab to show when this one closes: its right neighbour, else its left one, else none. */
export function neighbourOf(open: OpenFiles, path: string): string | null {
  const index = open.indexOf(path)
  return open[index + 1] ?? open[index - 1] ?? null
}

/** The shortest names that tell the tabs apart: `hello.ts`, or `a/index.ts` beside `b/index.ts`. */
export function tabNames(open: OpenFiles): ReadonlyMap<string, string> {
  const nameOf = (path: string, parts: number) => path.split('/').slice(-parts).join('/')
  return new Map(
    open.map((path) => {
      let parts = 1
      while (open.some((other) => other !== path && nameOf(other, parts) === nameOf(path, parts))) parts++
      return [path, nameOf(path, parts)]
    }),
  )
}
