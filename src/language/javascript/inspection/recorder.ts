import type { Local, LineRuns } from '#durable/inspection.ts'
import type { CodeLine } from '#durable/trace.ts'
import { preview } from './preview.ts'

/** Where a generator stopped, and the way to its variables: a name each, read by its index. */
interface Stop {
  readonly at: CodeLine
  readonly names: string
  readonly read: (index: number) => unknown
}

/** What one stretch of code did. */
interface Recorded {
  readonly lines: readonly LineRuns[]
  readonly stop: Stop | undefined
}

const lineBits = 2 ** 24
const paths: string[] = []
let runs: Map<number, number> | undefined
let stop: Stop | undefined
let lastLine = 0

/**
 * The `__line` of one module compiled to be looked at (see `inspection-probes.ts` of `compile`): notes what runs while
 * {@link record} records, and gives every value back.
 */
export function inspectionProbe(path: string) {
  const file = paths.push(path) - 1
  const stopped = <T>(value: T, line: number, names = '', read: Stop['read'] = () => undefined): T => {
    stop = { at: { file: path, line }, names, read }
    return value
  }
  const at = (first: number, last: number): void => {
    if (runs === undefined) return
    lastLine = file * lineBits + first
    for (let line = first; line <= last; line++) {
      const key = file * lineBits + line
      runs.set(key, (runs.get(key) ?? 0) + 1)
    }
  }
  return Object.assign(stopped, { at, end: stopped })
}

/** Runs code and notes what it does, also when it throws: `take` gives what was noted. */
export function record<T>(run: () => T, take: (recorded: Recorded) => void): T {
  runs = new Map()
  stop = undefined
  try {
    return run()
  } finally {
    const noted = runs
    runs = undefined
    take({ lines: [...noted].map(([key, times]) => ({ ...placeOf(key), times })), stop })
  }
}

/** The line that runs now, while {@link record} records. */
export function currentLine(): CodeLine | undefined {
  return runs === undefined || lastLine === 0 ? undefined : placeOf(lastLine)
}

/** The variables at a stop but for those that are `hidden`; one that has no value yet is left out. */
export function localsAt({ names, read }: Stop, hidden: (value: unknown) => boolean): Local[] {
  if (names === '') return []
  return names.split(',').flatMap((name, index) => {
    try {
      const value = read(index)
      return hidden(value) ? [] : [{ name, text: preview(value) }]
    } catch {
      return [] // `let` and `const` before their line
    }
  })
}

function placeOf(key: number): CodeLine {
  return { file: paths[Math.floor(key / lineBits)] ?? '', line: key % lineBits }
}
