import { reasonOf } from '#base/reason-of.ts'
import { headerOf, type HttpResponseMessage, jsonResponse } from '#durable/http-message.ts'

/** A user's HTML runs in an origin of its own, never on ours; nothing sniffs its type, and it tells nobody where it was. */
const WALL = [
  ['Content-Security-Policy', 'sandbox allow-scripts allow-forms allow-popups'],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
] as const

/** A body may not come with these. */
const BODILESS = new Set([204, 205, 304])

/**
 * The response as a service worker can give it. What a browser cannot carry (a status below 200, an unreadable header)
 * becomes a 502 that says why; `Set-Cookie` is lost, as always there.
 */
export function toBrowser(message: HttpResponseMessage): Response {
  try {
    return responseOf(message)
  } catch (error) {
    const reason = reasonOf(error)
    return responseOf(
      jsonResponse(502, { Message: `A browser cannot carry this response (status ${message.status}): ${reason}` }),
    )
  }
}

function responseOf({ status, headers, body }: HttpResponseMessage): Response {
  const given = new Headers()
  for (const [name, value] of headers) given.append(name, value)
  for (const [name, value] of WALL) given.set(name, value)
  if (headerOf(headers, 'content-type') === undefined && body !== null)
    given.set('Content-Type', 'application/octet-stream')
  return new Response(BODILESS.has(status) ? null : body, { status, headers: given })
}
