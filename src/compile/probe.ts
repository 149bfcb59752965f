import { endsByItsLineEnd, type Insertion } from './insertions.ts'
import { probeName, type YieldAt } from './survey.ts'

/**
 * What to insert so that a program tells its line at each `yield`: `yield X` becomes `yield __line(X, 12)`.
 *
 * `__line` is a parameter of the function the module is wrapped in; it is called after `X` was evaluated and gives it
 * back. Nothing moves to another line. `yield* inner()` stays as it is: `inner` tells its own lines.
 */
export function lineProbes(code: string, yields: readonly YieldAt[]): Insertion[] {
  return yields.flatMap((one) => yieldProbe(code, one))
}

/** What to insert at one `yield`; `told` are further arguments of the probe, as code. */
export function yieldProbe(code: string, { start, end, isBare, line }: YieldAt, told = ''): Insertion[] {
  const afterKeyword = start + 'yield'.length
  const closing = `, ${line}${told})`
  return [
    { at: afterKeyword, text: ` ${probeName}(${isBare ? `void 0${closing}` : ''}`, rank: -start },
    ...(isBare ? [] : [{ at: end, text: closing, rank: -start }]),
    ...(endsByItsLineEnd(code, end) ? [{ at: end, text: ';', rank: 1 }] : []),
  ]
}
