import type { Headers } from '#durable/http-message.ts'
import type { RequestDraft } from './request-draft.ts'

/** A `.http` file, as the editors that run such files read it. */
export interface HttpFile {
  /** `@name = value` lines; a value may hold other variables. */
  readonly variables: ReadonlyMap<string, string>
  readonly requests: readonly FileRequest[]
}

export interface FileRequest {
  /** What stands behind its `###`. */
  readonly title: string
  /** The name of its `# @name`, by which later requests ask for its answer. */
  readonly name?: string
  /** Of its method and address, counted from 1. */
  readonly line: number
  readonly draft: RequestDraft
  /** A file whose text is the body: `< ./order.json`. */
  readonly bodyFile?: string
  /** It has a script that would read the answer, which nobody runs here. */
  readonly hasScript?: true
}

interface Line {
  readonly text: string
  readonly number: number
}

/**
 * Reads the usual form: requests divided by `###`, each a method with an address, headers, an empty line and a body;
 * `#` and `//` begin comments before the body. Never throws: what has no address is no request.
 */
export function parseHttpFile(text: string): HttpFile {
  const lines = text.split(/\r?\n/).map((line, i): Line => ({ text: line, number: i + 1 }))
  const blocks: { title: string; lines: Line[] }[] = [{ title: '', lines: [] }]
  for (const line of lines) {
    if (line.text.startsWith('###')) blocks.push({ title: line.text.replace(/^#+/, '').trim(), lines: [] })
    else blocks.at(-1)?.lines.push(line)
  }
  return {
    variables: new Map(lines.flatMap(({ text: line }) => variableOf(line))),
    requests: blocks.flatMap(({ title, lines: own }) => requestOf(title, own)),
  }
}

function variableOf(line: string): [name: string, value: string][] {
  const [, name, value = ''] = /^@([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? []
  return name === undefined ? [] : [[name, value.trim()]]
}

const comment = /^\s*(?:#|\/\/)/
const naming = /^\s*(?:#|\/\/)\s*@name[\s=]+([\w-]+)/

function requestOf(title: string, lines: readonly Line[]): FileRequest[] {
  const isTelling = ({ text }: Line) => text.trim() !== '' && !comment.test(text) && !text.startsWith('@')
  const first = lines.findIndex(isTelling)
  const start = lines[first]
  if (start === undefined) return []
  const name = lines
    .slice(0, first)
    .flatMap(({ text }) => naming.exec(text)?.[1] ?? [])
    .at(-1)
  const rest = lines.slice(first + 1)
  const queryEnd = rest.findIndex(({ text }) => !/^\s+[?&]/.test(text))
  const query = rest.slice(0, queryEnd < 0 ? rest.length : queryEnd)
  const after = rest.slice(query.length)
  const empty = after.findIndex(({ text }) => text.trim() === '')
  const head = empty < 0 ? after : after.slice(0, empty)
  const { body, hasScript } = bodyOf(empty < 0 ? [] : after.slice(empty + 1))
  const [, bodyFile] = /^<\s+(\S+)$/.exec(body) ?? []
  const { method, url } = addressOf([start, ...query].map(({ text }) => text.trim()).join(''))
  return [
    {
      title,
      ...(name !== undefined && { name }),
      line: start.number,
      draft: { method, url, headers: headersOf(head), body: bodyFile === undefined ? body : '' },
      ...(bodyFile !== undefined && { bodyFile: bodyFile.replace(/^\.\//, '') }),
      ...(hasScript && { hasScript }),
    },
  ]
}

/** `POST /api/x HTTP/1.1`; an address alone is a GET. */
function addressOf(line: string): { method: string; url: string } {
  const words = line.split(/\s+/)
  const method = words.length > 1 && /^[A-Z]+$/.test(words[0] ?? '') ? words.shift() : undefined
  if (words.length > 1 && /^HTTP\/[\d.]+$/.test(words.at(-1) ?? '')) words.pop()
  return { method: method ?? 'GET', url: words.join(' ') }
}

function headersOf(lines: readonly Line[]): Headers {
  return lines.flatMap(({ text }) => {
    const colon = text.indexOf(':')
    return comment.test(text) || colon < 1 ? [] : [[text.slice(0, colon).trim(), text.slice(colon + 1).trim()] as const]
  })
}

/** Without the scripts and references to answers that other editors write below it. */
function bodyOf(lines: readonly Line[]): { readonly body: string; readonly hasScript?: true } {
  const body: string[] = []
  let hasScript = false
  let isInScript = false
  for (const { text } of lines) {
    const begins = !isInScript && text.startsWith('> ')
    if (begins) hasScript = true
    if (isInScript || (begins && text.startsWith('> {%'))) isInScript = !text.trimEnd().endsWith('%}')
    else if (!/^(?:> \S+$|<> )/.test(text)) body.push(text)
  }
  return { body: body.join('\n').trim(), ...(hasScript && { hasScript }) }
}
