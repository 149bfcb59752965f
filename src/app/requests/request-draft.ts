import { reasonOf } from '#base/reason-of.ts'
import { encode, headerOf, type Headers, type HttpRequestMessage } from '#durable/http-message.ts'
import { isOwnAddress } from '../payload/own-address.ts'
import { fill, type Lookup, variableIn } from './variables.ts'

/** A request as it stands in the form: text everywhere, nothing checked yet. */
export interface RequestDraft {
  readonly method: string
  /** A path of this project (`/api/Hello`, `api/Hello`) or a whole address. */
  readonly url: string
  readonly headers: Headers
  readonly body: string
}

/** What has to be mended before a draft can be sent. */
export type Problem =
  | { readonly field: 'url'; readonly cause: 'no address' | 'elsewhere' }
  /** A variable, wherever it stands, that nobody knows. */
  | { readonly field: 'url'; readonly cause: 'variable'; readonly name: string }
  | { readonly field: 'headers'; readonly cause: 'name' | 'value'; readonly name: string }

export type Built =
  | { readonly ok: true; readonly request: HttpRequestMessage }
  | { readonly ok: false; readonly problem: Problem }

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const

export const blankDraft: RequestDraft = { method: 'GET', url: '/api/', headers: [], body: '' }

/** GET and HEAD send none: the Functions host would never see it through a browser, so here it is not sent either. */
export function takesBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD'
}

/** The draft with its variables filled in. */
export function filled({ method, url, headers, body }: RequestDraft, lookup: Lookup): RequestDraft {
  const rows = headers.map(([name, value]) => [fill(name, lookup), fill(value, lookup)] as const)
  return { method, url: fill(url, lookup), headers: rows, body: fill(body, lookup) }
}

const noVariables: Lookup = () => undefined

/** The message that a draft spells, or what is wrong with it. `root` is the address the app lives at, without a slash. */
export function toMessage(written: RequestDraft, root: string, lookup: Lookup = noVariables): Built {
  const draft = filled(written, lookup)
  const unknown = [draft.url, ...draft.headers.flat(), takesBody(draft.method) ? draft.body : '']
    .map(variableIn)
    .find((name) => name !== undefined)
  if (unknown !== undefined) return { ok: false, problem: { field: 'url', cause: 'variable', name: unknown } }
  const url = resolveUrl(draft.url, root)
  if (typeof url !== 'string') return { ok: false, problem: url }
  const headers = draft.headers
    .map(([name, value]) => [name.trim(), value.trim()] as const)
    .filter(([name, value]) => name !== '' || value !== '')
  const problem = headers.map(headerProblem).find((found) => found !== undefined)
  if (problem !== undefined) return { ok: false, problem }
  const body = takesBody(draft.method) ? draft.body : ''
  const typed = body === '' ? headers : withContentType(headers, body)
  return { ok: true, request: { method: draft.method, url, headers: typed, body: body === '' ? null : encode(body) } }
}

/** Whether the text would be taken for JSON: what the default `Content-Type` says of it. */
function looksLikeJson(text: string): boolean {
  return jsonProblem(text) === undefined
}

/** What the JSON parser says of a text; `undefined` when it is JSON. */
export function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** The hosts under which articles address the Functions host. Their paths are ours, so a pasted quickstart URL works. */
const localHosts: ReadonlySet<string> = new Set(['localhost:7071', '127.0.0.1:7071'])

function resolveUrl(text: string, root: string): string | Problem {
  const trimmed = text.trim()
  const address = hasScheme(trimmed) ? withProtocol(trimmed) : `${root}${trimmed.startsWith('/') ? '' : '/'}${trimmed}`
  if (trimmed === '' || !URL.canParse(address)) return { field: 'url', cause: 'no address' }
  const url = new URL(address)
  url.hash = ''
  if (isOwnAddress(url.href, root)) return url.href
  return localHosts.has(url.host) ? `${root}${url.pathname}${url.search}` : { field: 'url', cause: 'elsewhere' }
}

/** People leave `http:` out: before a host that articles name, and before `//`. */
function withProtocol(text: string): string {
  if (text.startsWith('//')) return `http:${text}`
  return /^(localhost|127\.0\.0\.1):/i.test(text) ? `http://${text}` : text
}

function hasScheme(text: string): boolean {
  return /^([a-z][a-z0-9+.-]*:|\/\/)/i.test(text)
}

function headerProblem([name, value]: readonly [string, string]): Problem | undefined {
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name)) return { field: 'headers', cause: 'name', name }
  return isHeaderValue(value) ? undefined : { field: 'headers', cause: 'value', name }
}

/** One line of Latin-1, as `fetch` asks of a header's value. */
function isHeaderValue(value: string): boolean {
  return Array.from(value).every((character) => {
    const code = character.codePointAt(0) ?? 0
    return code === 9 || (code >= 32 && code <= 255 && code !== 127)
  })
}

function withContentType(headers: Headers, body: string): Headers {
  if (headerOf(headers, 'Content-Type') !== undefined) return headers
  return [...headers, ['Content-Type', looksLikeJson(body) ? 'application/json' : 'text/plain; charset=utf-8']]
}
