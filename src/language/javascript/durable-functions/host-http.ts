import { bodyText, encode, headerOf, type HttpRequestMessage, type HttpResponseMessage } from '#durable/http-message.ts'

type Door = (request: HttpRequestMessage) => Promise<HttpResponseMessage>

let door: Door = () => Promise.reject(new Error('The durable client has no host to talk to.'))

/** Where the durable client's requests go; set when the worker starts. */
export function sendRequestsTo(target: Door): void {
  door = target
}

export interface HostAnswer {
  readonly status: number
  /** The body, parsed when it is JSON, else its text. */
  readonly data: unknown
  readonly continuationToken: string | undefined
}

/** Asks the host; every status is an answer. A body is JSON text, as the real client's axios makes it. */
export async function askHost(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  { body, continuationToken }: { body?: string | undefined; continuationToken?: string | undefined } = {},
): Promise<HostAnswer> {
  const text = body === undefined ? undefined : jsonBody(body)
  const response = await door({
    method,
    url: withoutHash(url),
    headers: [
      ['Accept', 'application/json, text/plain, */*'],
      ...(text === undefined ? [] : [['Content-Type', 'application/json'] as const]),
      ...(continuationToken === undefined ? [] : [['x-ms-continuation-token', continuationToken] as const]),
    ],
    body: text === undefined ? null : encode(text),
  })
  return {
    status: response.status,
    data: parsed(bodyText(response)),
    continuationToken: headerOf(response.headers, 'x-ms-continuation-token'),
  }
}

/** As axios does with text that it is told is JSON: sent as it is when it parses, as a JSON string when it does not. So no input is `""`. */
function jsonBody(text: string): string {
  try {
    JSON.parse(text)
    return text.trim()
  } catch {
    return JSON.stringify(text)
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

function withoutHash(url: string): string {
  const parsedUrl = new URL(url)
  parsedUrl.hash = ''
  return parsedUrl.href
}
