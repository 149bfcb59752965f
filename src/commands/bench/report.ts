/** One line of the report. A target is judged; a line without one is for the record. */
export interface Figure {
  readonly what: string
  readonly value: string
  readonly target?: { readonly text: string; readonly isMet: boolean }
}

/** Prints the figures as a table and says whether every target is met. */
export function report(title: string, figures: readonly Figure[]): boolean {
  console.log(`\n${title}`)
  const width = Math.max(...figures.map(({ what }) => what.length))
  for (const { what, value, target } of figures) {
    const verdict = target ? `${target.isMet ? 'met    ' : 'NOT MET'}  ${target.text}` : ''
    console.log(`  ${what.padEnd(width)}  ${value.padEnd(42)}  ${verdict}`.trimEnd())
  }
  return figures.every(({ target }) => target?.isMet ?? true)
}

export const atLeast = (value: number, least: number, unit = 'x') => ({
  text: `at least ${least}${unit}`,
  isMet: value >= least,
})
export const atMost = (value: number, most: number, unit = 'x') => ({
  text: `at most ${most}${unit}`,
  isMet: value <= most,
})

export const times = (ratio: number) => `${ratio >= 100 ? Math.round(ratio) : ratio.toFixed(1)}x`
export const ms = (value: number) => `${value >= 100 ? Math.round(value) : value.toPrecision(3)} ms`
