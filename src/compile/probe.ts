import { probeName, type YieldAt } from './survey.ts'

interface Insertion {
  readonly at: number
  readonly text: string
  /** Of two at one place, the lower goes first: what ends an inner `yield` before what ends the outer one. */
  readonly rank: number
}

/**
 * The same program, telling its line at each `yield`: `yield X` becomes `yield __line(X, 12)`.
 *
 * `__line` is a parameter of the function the module is wrapped in; it is called after `X` was evaluated and gives it
 * back. Nothing moves to another line. `yield* inner()` stays as it is: `inner` tells its own lines.
 */
export function withLineProbes(code: string, yields: readonly YieldAt[]): string {
  const insertions = yields.flatMap((one) => probe(code, one)).sort((a, b) => a.at - b.at || a.rank - b.rank)
  const pieces: string[] = []
  let from = 0
  for (const { at, text } of insertions) {
    pieces.push(code.slice(from, at), text)
    from = at
  }
  return pieces.join('') + code.slice(from)
}

function probe(code: string, { start, end, isBare, line }: YieldAt): Insertion[] {
  const afterKeyword = start + 'yield'.length
  const closing = `, ${line})`
  return [
    { at: afterKeyword, text: ` ${probeName}(${isBare ? `void 0${closing}` : ''}`, rank: -start },
    ...(isBare ? [] : [{ at: end, text: closing, rank: -start }]),
    ...(endsByItsLineEnd(code, end) ? [{ at: end, text: ';', rank: 1 }] : []),
  ]
}

/**
 * Whether a semicolon is implied here that our closing bracket would swallow: of `yield` and `(next)()` on the next
 * line it would make one call. No expression goes on like this after a complete `yield`, so a statement ended.
 */
function endsByItsLineEnd(code: string, end: number): boolean {
  spaceAndComments.lastIndex = end
  const skipped = spaceAndComments.exec(code)?.[0].length ?? 0
  return '([`+-/'.includes(code.charAt(end + skipped) || ' ')
}

const spaceAndComments = /(?:\s|\/\/.*|\/\*[^]*?\*\/)*/y
