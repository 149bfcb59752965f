import type { SourceFile } from '#durable/build.ts'
import type { Fix, TextEdit } from '#durable/fix.ts'

/** Replaces what stands in the file from `start` to `end`. */
export function edit({ path, text: before }: SourceFile, start: number, end: number, text: string): TextEdit {
  return { file: path, start, end, expected: before.slice(start, end), text }
}

export function fix(title: string, ...edits: readonly TextEdit[]): Fix {
  return { title, edits }
}

/** A name that the app's code does not hold yet. */
export function freshName(wanted: string, texts: readonly string[]): string {
  const isTaken = (name: string) => texts.some((text) => new RegExp(`\\b${name}\\b`, 'i').test(text))
  for (let i = 1; ; i++) {
    const name = i === 1 ? wanted : `${wanted}${i}`
    if (!isTaken(name)) return name
  }
}
