/**
 * What one line of code did in the episode that is shown.
 *
 * `replayed`: ran, answered from history. `new`: ran for the first time. `stopped`: where the code waits now.
 * `current`: the line of what is selected; it is brought into view.
 */
export interface LineMark {
  /** From 1. */
  readonly line: number
  readonly kind: 'replayed' | 'new' | 'stopped' | 'current'
  /** Said behind the end of the line: `from history: "Hello Tokyo!"`. */
  readonly text?: string
  /** How often the line has run; said before the line number. */
  readonly count?: number
}

/** Text behind a line is a glance, not a view; the inspector shows the whole value. */
const longest = 160

export function shownText({ text }: LineMark): string | undefined {
  if (text === undefined || text === '') return undefined
  const oneLine = text.replace(/\s+/g, ' ')
  return oneLine.length > longest ? `${oneLine.slice(0, longest)}…` : oneLine
}
