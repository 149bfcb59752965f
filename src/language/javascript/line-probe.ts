import type { FindingCause } from '#durable/finding.ts'
import type { CodeLine } from '#durable/trace.ts'
import { noteUse, passYield } from './uses/watch.ts'

/** Where the person's code is: the line of the last `yield` that ran. An orchestrator's replay reads and clears it. */
export const probe: { at: CodeLine | undefined } = { at: undefined }

/**
 * The `__line` of one module: called as `__line(value, line)` at each yield, it notes the line and gives the value back;
 * as `__line.uses(cause, what, line)` where code uses what no replay can rely on.
 */
export function lineProbe(file: string) {
  const lines = new Map<number, CodeLine>()
  const at = (line: number): CodeLine => {
    let known = lines.get(line)
    if (!known) lines.set(line, (known = { file, line }))
    return known
  }
  const passing = <T>(value: T, line: number): T => {
    probe.at = at(line)
    passYield()
    return value
  }
  return Object.assign(passing, {
    uses: (cause: FindingCause, what: string, line: number) => noteUse(cause, what, at(line)),
  })
}
