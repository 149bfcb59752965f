import { readSettings } from '#durable/settings-file.ts'
import type { SourceFile } from '#durable/build.ts'
import { SourceError } from './source-error.ts'

/**
 * The module that `require('./x.json')` loads. Throws a `SourceError` when the text is no JSON.
 * The text is parsed when it runs, not pasted as an expression: there, `__proto__` would be no ordinary key.
 */
export function jsonModule(file: SourceFile): string {
  const json = file.text.replace(/^\uFEFF/, '')
  try {
    JSON.parse(json)
  } catch (error) {
    // Engines tell the place only in words, each in its own.
    const [first] = readSettings(file, true).diagnostics
    const place = first ? { line: first.line, column: first.column - 1 } : { line: 1, column: 0 }
    throw new SourceError(first?.message ?? `${file.path} is not valid JSON: ${String(error)}`, place)
  }
  return `module.exports = JSON.parse(${JSON.stringify(json)})\n`
}
