import type { SourceFile } from './build.ts'

/** A change of one stretch of a file's text: `expected` is what stands there, from `start` to `end`. */
export interface TextEdit {
  readonly file: string
  /** Offsets in UTF-16 units, as JavaScript counts them. */
  readonly start: number
  readonly end: number
  readonly expected: string
  readonly text: string
}

/** A change that cures something, to be made as a whole or not at all. */
export interface Fix {
  /** What it does, as a button says it. */
  readonly title: string
  readonly edits: readonly TextEdit[]
}

/** Where the fix no longer matches its text. */
class FixMismatchError extends Error {
  override readonly name = 'FixMismatchError'

  constructor({ file }: TextEdit, reason: string) {
    super(`The fix was not applied: ${file} ${reason}. Nothing was changed.`)
  }
}

/** The files with the fix made. Throws a {@link FixMismatchError} when a text is not the one that the fix was made for. */
export function withFix(files: readonly SourceFile[], { edits }: Fix): SourceFile[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  for (const edit of edits) requireMatch(texts.get(edit.file), edit)
  return files.map(({ path, text }) => ({
    path,
    text: edited(
      text,
      edits.filter(({ file }) => file === path),
    ),
  }))
}

/** Throws when the text is not there, or says something else at that place. */
function requireMatch(text: string | undefined, edit: TextEdit): void {
  if (text === undefined) throw new FixMismatchError(edit, 'is not there any more')
  if (text.slice(edit.start, edit.end) !== edit.expected)
    throw new FixMismatchError(edit, 'has changed at that place since it was looked at')
}

/** From the last to the first, so that no edit moves another; of two insertions at one place, the first stays first. */
function edited(text: string, edits: readonly TextEdit[]): string {
  const inOrder = edits
    .map((edit, index) => ({ edit, index }))
    .toSorted((a, b) => b.edit.start - a.edit.start || b.index - a.index)
  return inOrder.reduce((before, { edit }) => before.slice(0, edit.start) + edit.text + before.slice(edit.end), text)
}
