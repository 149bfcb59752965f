import type { CodeLine } from '#durable/trace.ts'

/** A piece of what a test says: a line of a difference, a place in the person's code, or plain text. */
export interface SaidPart {
  readonly text: string
  readonly kind: 'plain' | 'missing' | 'added' | 'hint'
  readonly place?: CodeLine
}

const place = /^ *File "\/home\/site\/wwwroot\/([^"]+)", line (\d+).*/

/** In lines, each with its end: what a difference lacks and has more of, and where the trace went through the project. */
export function saidParts(said: string): SaidPart[] {
  return said.split('\n').map((line) => {
    const text = `${line}\n`
    const [, file, number] = place.exec(line) ?? []
    if (file !== undefined) return { text, kind: 'plain', place: { file, line: Number(number) } }
    if (line.startsWith('- ')) return { text, kind: 'missing' }
    if (line.startsWith('+ ')) return { text, kind: 'added' }
    return { text, kind: line.startsWith('? ') ? 'hint' : 'plain' }
  })
}
