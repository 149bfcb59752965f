import { type Headers, headerOf } from '#durable/http-message.ts'
import { decodedPart } from '#durable/route.ts'

/** What a listing answers with when it is not asked for more or less. */
const PAGE_SIZE = 100

/** Says, both ways, where the next page begins. */
const TOKEN = 'x-ms-continuation-token'

/** Which part of a listing is asked for: what comes after `after`, and how much of it. */
export interface Page {
  readonly after: string
  readonly size: number
}

/** Rule M9: `top` is the size of a page, and the token of the page before says where this one begins. */
export function pageOf(headers: Headers, query: URLSearchParams): Page {
  const top = Number(query.get('top'))
  return {
    after: decodedPart(headerOf(headers, TOKEN) ?? ''),
    size: Number.isSafeInteger(top) && top > 0 ? top : PAGE_SIZE,
  }
}

/** The page of a listing that was read one item further, and the header that says whether there is more. */
export function cut<T>(
  items: readonly T[],
  { size }: Page,
  keyOf: (item: T) => string,
): { page: T[]; headers: Headers } {
  const page = items.slice(0, size)
  const last = page.at(-1)
  if (items.length <= size || last === undefined) return { page, headers: [] }
  return { page, headers: [[TOKEN, encodeURIComponent(keyOf(last))]] }
}

/** A time of a query string in epoch milliseconds; `undefined` when there is none, or what is there is none. */
export function timeOf(query: URLSearchParams, name: string): number | undefined {
  const at = Date.parse(query.get(name) ?? '')
  return Number.isNaN(at) ? undefined : at
}
