import type { SourceFile } from '#durable/build.ts'
import type { Fix } from '#durable/fix.ts'
import type { Problem } from '#durable/problem.ts'
import type { CodeLine } from '#durable/trace.ts'

/** The ways to mend what has that cause at that line. */
export function fixesAt(problems: readonly Problem[], cause: string, at: CodeLine | undefined): readonly Fix[] {
  if (!at) return []
  return problems.find((each) => each.cause === cause && each.file === at.file && each.line === at.line)?.fixes ?? []
}

/** Another word in quotes on that line. None when the word is not there exactly once. */
export function wordFix(
  files: readonly SourceFile[],
  { file, line }: CodeLine,
  { written, write }: { readonly written: string; readonly write: string },
): Fix[] {
  const text = files.find(({ path }) => path === file)?.text ?? ''
  const lineStart =
    text
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length + (line > 1 ? 1 : 0)
  const shown = text.split('\n')[line - 1] ?? ''
  const places = [`'${written}'`, `"${written}"`, `\`${written}\``].flatMap((quoted) => allIndexesOf(shown, quoted))
  const [place] = places
  if (place === undefined || places.length > 1) return []
  const start = lineStart + place + 1
  const edit = { file, start, end: start + written.length, expected: written, text: write }
  return [{ title: `Write '${write}'`, edits: [edit] }]
}

function allIndexesOf(text: string, part: string): number[] {
  const found: number[] = []
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) found.push(at)
  return found
}
