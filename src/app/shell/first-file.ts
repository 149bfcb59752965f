import type { SourceFile } from '#durable/build.ts'

/** The file to show to who has chosen none: one that holds functions, if there is one. */
export function firstFile(files: readonly SourceFile[]): string {
  const paths = files.map(({ path }) => path).toSorted()
  return (
    paths.find((path) => /^(src\/)?functions\/.*\.[cm]?[jt]s$/.test(path)) ??
    paths.find((path) => /\.[cm]?[jt]s$/.test(path)) ??
    paths[0] ??
    ''
  )
}
