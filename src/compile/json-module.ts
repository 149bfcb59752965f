import { SourceError } from './source-error.ts'
import type { Place } from './survey.ts'

/**
 * The module that `require('./x.json')` loads. Throws a `SourceError` when the text is no JSON.
 * The text is parsed when it runs, not pasted as an expression: there, `__proto__` would be no ordinary key.
 */
export function jsonModule(text: string): string {
  const json = text.replace(/^\uFEFF/, '')
  try {
    JSON.parse(json)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new SourceError(`Not JSON: ${message}`, placeIn(json, message))
  }
  return `module.exports = JSON.parse(${JSON.stringify(json)})\n`
}

/** Engines tell the place only in words, each in its own. */
function placeIn(text: string, message: string): Place {
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? []
  if (line !== undefined) return { line: Number(line), column: Number(column) - 1 }
  const position = /position (\d+)/.exec(message)?.[1] ?? (/end of|EOF/i.test(message) ? text.length : 0)
  const before = text.slice(0, Number(position)).split('\n')
  return { line: before.length, column: before.at(-1)?.length ?? 0 }
}
