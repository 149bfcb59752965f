import type { SourceFile } from '#durable/build.ts'

/** What a person did to a project's files and name: text by path, `null` for a file that went. Later ones win. */
export interface Changes {
  readonly name?: string
  readonly files: Readonly<Record<string, string | null>>
}

export const nothingChanged: Changes = { files: {} }

export function isNothing(changes: Changes): boolean {
  return changes.name === undefined && Object.keys(changes.files).length === 0
}

export function merge(earlier: Changes, later: Changes): Changes {
  return { ...earlier, ...later, files: { ...earlier.files, ...later.files } }
}

/** The files with the changes done to them: a changed file keeps its place, a new one comes last. */
export function withChanges(files: readonly SourceFile[], { files: changed }: Changes): readonly SourceFile[] {
  const known = new Set(files.map((file) => file.path))
  const kept = files.flatMap((file): SourceFile[] => {
    const text = Object.hasOwn(changed, file.path) ? changed[file.path] : file.text
    return typeof text === 'string' ? [text === file.text ? file : { path: file.path, text }] : []
  })
  const added = Object.entries(changed).flatMap(([path, text]): SourceFile[] =>
    text === null || known.has(path) ? [] : [{ path, text }],
  )
  return [...kept, ...added]
}
