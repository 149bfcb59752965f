import { plain } from '#timeline/export/mermaid.ts'
import type { Sequence } from './sequence-rows.ts'
import { labelOf, lifelineName } from './words.ts'

/** Mermaid refuses a text of 50,000 characters, and nobody looks at a diagram as long as that. */
const MOST_ROWS = 300

/** The run as text for mermaid's sequence diagram: many calls of a kind are one line, as on the screen. */
export function sequenceText({ lifelines, rows }: Sequence): string {
  const messages = rows.filter((row) => row.kind === 'message')
  const lines = messages.slice(0, MOST_ROWS).map((row) => {
    const arrow = row.hasFailed ? '--x' : row.isAnswer ? '-->>' : '->>'
    return `    p${row.from}${arrow}p${row.to}: ${plain(labelOf(row))}`
  })
  const rest = messages.length - lines.length
  const note = rest > 0 ? [`    note over p1: ${plain(`… ${rest} more`)}`] : []
  const names = lifelines.map((line, place) => `    participant p${place} as ${plain(lifelineName(line))}`)
  return `${['sequenceDiagram', ...names, ...lines, ...note].join('\n')}\n`
}
