import type { SourceFile } from '#durable/build.ts'
import type { CodeLine } from '#durable/trace.ts'

/** More of a line than that says nothing more about it. */
const MOST_CHARACTERS = 300

/** The text of a line without its indentation, cut; `undefined` when these files have no such line, or it is blank. */
export function quotedLine(files: readonly SourceFile[], { file, line }: CodeLine): string | undefined {
  const text = files
    .find(({ path }) => path === file)
    ?.text.split('\n')
    [line - 1]?.trim()
  if (text === undefined || text === '') return undefined
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}
