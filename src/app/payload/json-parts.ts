import { isOwnAddress } from './own-address.ts'

/** A piece of text to show as it is, or one that is the address, in its quotes, of something this project can answer. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string; readonly method: LinkMethod }

/** How an address in a body wants to be asked, told by the name it stands under: `terminatePostUri` wants POST. */
export type LinkMethod = 'GET' | 'POST' | 'DELETE'

/** Deeper than this, lines are indented no further: a million brackets must not become a million times a million spaces. */
const MAX_INDENT = 40
/** Links are nodes on the page; text is not. A body of a million addresses stays mostly text. */
const MAX_LINKS = 300

/**
 * JSON text laid out with two spaces, this project's own addresses (those under `root`) as links; `undefined` when the text is not JSON.
 * Works on the text, never on the parsed value: `1.0`, large numbers, doubled keys and the order of keys stay as they came.
 */
export function jsonParts(text: string, root: string): readonly Part[] | undefined {
  if (!isJson(text)) return undefined
  const parts = new Parts()
  const open: string[] = []
  let [previous, lastString, key] = ['', '', '']
  for (const token of tokens(text)) {
    if (token === '}' || token === ']') open.pop()
    if (beginsLine(previous, token)) parts.text(`\n${'  '.repeat(Math.min(open.length, MAX_INDENT))}`)
    if (token === '{' || token === '[') open.push(token)
    if (token === ':') key = lastString
    const mayLink = parts.links < MAX_LINKS && (previous === ':' || open.at(-1) === '[')
    const href = mayLink ? ownAddress(token, root) : undefined
    if (href === undefined) parts.text(token === ':' ? ': ' : token)
    else parts.link(token, href, previous === ':' ? methodFor(key) : 'GET')
    if (token.startsWith('"')) lastString = token
    previous = token
  }
  return parts.done()
}

function beginsLine(previous: string, token: string): boolean {
  const opened = previous === '{' || previous === '['
  const closes = token === '}' || token === ']'
  return closes ? !opened : opened || previous === ','
}

/** The start of what `parts` say, at most `limit` characters of it. */
export function firstOf(parts: readonly Part[], limit: number): readonly Part[] {
  const kept: Part[] = []
  let left = limit
  for (const part of parts) {
    if (part.text.length > left) return left > 0 ? [...kept, { kind: 'text', text: part.text.slice(0, left) }] : kept
    kept.push(part)
    left -= part.text.length
  }
  return kept
}

export function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.text.length, 0)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Strings with their quotes, brackets, commas and colons, and the words and numbers between. The text is known to be JSON. */
function* tokens(text: string): Generator<string> {
  let at = 0
  while (at < text.length) {
    const start = at
    const first = text.charAt(at)
    if (first === '"') at = endOfString(text, at)
    else if (/\s/.test(first)) {
      at += 1
      continue
    } else if ('{}[],:'.includes(first)) at += 1
    else while (at < text.length && !'{}[],: \t\r\n'.includes(text.charAt(at))) at += 1
    yield text.slice(start, at)
  }
}

function endOfString(text: string, from: number): number {
  let at = from + 1
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** The address that a JSON string spells, when it is one of ours. Others stay text: a body is no place to be led away from. */
function ownAddress(token: string, root: string): string | undefined {
  if (!/^"https?:/i.test(token)) return undefined
  const value = JSON.parse(token) as string
  return isOwnAddress(value, root) ? value : undefined
}

function methodFor(key: string): LinkMethod {
  if (key.endsWith('PostUri"')) return 'POST'
  return key.endsWith('DeleteUri"') ? 'DELETE' : 'GET'
}

/** Joins neighbouring texts, so that a body of a million tokens is a handful of nodes on the page. */
class Parts {
  readonly #parts: Part[] = []
  #text: string[] = []
  links = 0

  text(text: string): void {
    this.#text.push(text)
  }

  link(token: string, href: string, method: LinkMethod): void {
    this.#flush()
    this.links += 1
    this.#parts.push({ kind: 'link', text: token, href, method })
  }

  done(): readonly Part[] {
    this.#flush()
    return this.#parts
  }

  #flush(): void {
    if (this.#text.length > 0) this.#parts.push({ kind: 'text', text: this.#text.join('') })
    this.#text = []
  }
}
