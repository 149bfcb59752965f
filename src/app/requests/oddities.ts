import type { HttpResponseMessage } from '#durable/http-message.ts'

/** What a browser would not have shown of an answer, and this panel does. */
export type Oddity =
  | { readonly kind: 'cookies'; readonly cookies: readonly string[] }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'body'; readonly status: number }

/** Compares an answer with what a service worker can carry to a page. */
export function odditiesOf({ status, headers, body }: HttpResponseMessage): readonly Oddity[] {
  const cookies = headers.flatMap(([name, value]) => (name.toLowerCase() === 'set-cookie' ? [value] : []))
  const isBodiless = [204, 205, 304].includes(status)
  return [
    ...(cookies.length > 0 ? [{ kind: 'cookies', cookies } as const] : []),
    ...(status < 200 || status > 599 ? [{ kind: 'status', status } as const] : []),
    ...(isBodiless && body !== null && body.byteLength > 0 ? [{ kind: 'body', status } as const] : []),
  ]
}

/** The `Cookie` header that a client would send back: names and values, without what tells how long they stay. */
export function cookieHeader(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.split(';')[0]?.trim() ?? '').join('; ')
}
