import type { SourceFile } from '#durable/build.ts'

/** Whether they are the same files with the same texts, in whatever order. */
export function sameFiles(some: readonly SourceFile[], others: readonly SourceFile[]): boolean {
  const texts = new Map(some.map(({ path, text }) => [path, text]))
  return some.length === others.length && others.every(({ path, text }) => texts.get(path) === text)
}
