import type { SourceFile } from '#durable/build.ts'
import { findingWords } from '#durable/finding-words.ts'
import type { Problem } from '#durable/problem.ts'
import { isFunction, type Placed } from '../nodes.ts'
import { mistakesIn } from './mistakes.ts'
import type { ModuleCode } from './module-code.ts'
import { AppCode } from './orchestrators.ts'
import { fixesOf } from './use-fixes.ts'
import { usesIn } from './uses.ts'

/**
 * What is wrong with the orchestrators of these files as far as their text tells, and how to mend it. A file that does not
 * parse is left out. Nothing is run, and nothing is told of code that no orchestrator reaches.
 */
export function checkOrchestrators(files: readonly SourceFile[]): Problem[] {
  const app = new AppCode(files)
  const problems = app.reached().flatMap((reached) => [
    ...usesIn(reached).map((use): Problem => {
      const { cause, call, at } = use
      const place = placeOf(at, reached.module)
      const { why, cure } = findingWords({ cause, call, at: { file: place.file, line: place.line } })
      return { cause, call, message: `${why} ${cure}`, ...place, fixes: fixesOf(use, reached, app) }
    }),
    ...mistakesIn(reached, app).map(({ cause, message, at, fixes }): Problem => ({
      cause,
      message,
      ...placeOf(at, reached.module),
      fixes,
    })),
  ])
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

/** Of a function, its head: a whole body underlined would say nothing. */
function placeOf({ node }: Placed, { path, text }: ModuleCode) {
  const { start } = node
  const end = isFunction(node) ? headEnd(node, text) : node.end
  const from = positionIn(text, start)
  const to = positionIn(text, end)
  return { file: path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

function headEnd(fn: Parameters<typeof isFunction>[0], text: string): number {
  const head = /^(?:async\s+)?(?:function\s*\*?)?/.exec(text.slice(fn.start))?.[0].trimEnd() ?? ''
  return fn.start + Math.max(1, head.length)
}

function positionIn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
