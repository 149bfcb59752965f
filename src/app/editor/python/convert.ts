import { monaco } from '../monaco/monaco.ts'
import { APP } from './language-server.ts'

/** What the language server's messages are made of, as far as they are read here (Language Server Protocol 3.17). */
export interface Position {
  readonly line: number
  readonly character: number
}

export interface Range {
  readonly start: Position
  readonly end: Position
}

/** Text as Markdown, or plain. */
export type Words = string | { readonly kind?: 'markdown' | 'plaintext'; readonly value: string }

/** Our models stand at the root, the app's files in a folder of the server's. */
export function serverUri({ path }: monaco.Uri): string {
  return `file://${APP}${encodeURI(path)}`
}

export function modelUri(uri: string): monaco.Uri {
  const { path } = monaco.Uri.parse(uri)
  return monaco.Uri.file(path.startsWith(`${APP}/`) ? path.slice(APP.length) : path)
}

export function toPosition({ lineNumber, column }: monaco.IPosition): Position {
  return { line: lineNumber - 1, character: column - 1 }
}

export function toRange({ start, end }: Range): monaco.IRange {
  return {
    startLineNumber: start.line + 1,
    startColumn: start.character + 1,
    endLineNumber: end.line + 1,
    endColumn: end.character + 1,
  }
}

/** Docstrings are anybody's: Monaco shows no HTML of theirs and no links that run something; and no images, which are fetched. */
export function toMarkdown(words: Words): monaco.IMarkdownString {
  if (typeof words === 'string') return { value: plain(words) }
  return { value: words.kind === 'markdown' ? words.value.replaceAll('![', '!\\[') : plain(words.value) }
}

function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!<>|]/g, '\\$&')
}
