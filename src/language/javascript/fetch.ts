import { reasonOf } from '#base/reason-of.ts'
import type { HttpRequestMessage } from '#durable/http-message.ts'
import type { HostServices } from '#wire/language-calls.ts'
import { currentCall } from './current-call.ts'

type Answer = HostServices['fetch']['answer']

let send: (request: HttpRequestMessage, callId: string | null) => Promise<Answer> = () =>
  Promise.reject(new Error('there is no host to ask'))

/** Where requests to the outside go; set when the worker starts. */
export function sendFetchesTo(target: typeof send): void {
  send = target
}

/**
 * The `fetch` of user code: the host sends it when the person allows that, or answers it from fixtures.
 * Rejects with a `TypeError` that says why not, as Node's own does.
 */
export async function fetchThroughHost(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const callId = currentCall()
  const request = new Request(input, init)
  const { signal } = request
  signal.throwIfAborted()
  const answered = send(await messageOf(request), callId).catch((error: unknown) => {
    const reason = reasonOf(error)
    throw new TypeError(`fetch failed: ${reason}`, { cause: error })
  })
  return responseOf(await Promise.race([answered, abortOf(signal)]))
}

async function messageOf(request: Request): Promise<HttpRequestMessage> {
  const body = request.body === null ? null : await request.arrayBuffer()
  return { method: request.method, url: request.url, headers: [...request.headers], body }
}

function responseOf({ response, url }: Answer): Response {
  const { status, headers, body } = response
  const hasBody = ![101, 204, 205, 304].includes(status)
  const made = new Response(hasBody ? body : null, { status, headers: headers.map(([name, value]) => [name, value]) })
  Object.defineProperty(made, 'url', { value: url, configurable: true })
  return made
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason as Error)
    if (signal.aborted) give()
    else signal.addEventListener('abort', give, { once: true })
  })
}
