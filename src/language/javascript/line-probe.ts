import type { CodeLine } from '#durable/trace.ts'

/** Where the person's code is: the line of the last `yield` that ran. An orchestrator's replay reads and clears it. */
export const probe: { at: CodeLine | undefined } = { at: undefined }

/** The `__line` of one module: called as `__line(value, line)` at each yield, it notes the line and gives the value back. */
export function lineProbe(file: string): <T>(value: T, line: number) => T {
  const lines = new Map<number, CodeLine>()
  return (value, line) => {
    let at = lines.get(line)
    if (!at) lines.set(line, (at = { file, line }))
    probe.at = at
    return value
  }
}
