import type { SourceFile } from '#durable/build.ts'
import type { FindingCause } from '#durable/finding.ts'
import { findingWords } from '#durable/finding-words.ts'
import type { Fix } from '#durable/fix.ts'
import type { Problem } from '#durable/problem.ts'

type Place = Pick<Problem, 'file' | 'line' | 'column' | 'endLine' | 'endColumn'>

/** From one offset of a file to another. */
export function placeIn({ path, text }: SourceFile, start: number, end: number): Place {
  const from = positionIn(text, start)
  const to = positionIn(text, end)
  return { file: path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

function positionIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/** What need not be the same in every replay, in the words that it has when it is seen in a run. */
export function findingProblem(cause: FindingCause, call: string, place: Place, fixes: readonly Fix[]): Problem {
  const { why, cure } = findingWords({ cause, call, at: { file: place.file, line: place.line } })
  return { cause, call, message: `${why} ${cure}`, ...place, fixes }
}

/** Each once, in the order of the files and their lines. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const known = new Set<string>()
  return problems
    .filter(({ cause, file, line, column }) => isNew(known, `${cause} ${file} ${line} ${column}`))
    .toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
}

function isNew(known: Set<string>, key: string): boolean {
  if (known.has(key)) return false
  known.add(key)
  return true
}
