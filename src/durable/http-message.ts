/** A header list: pairs, in order, so that a name may come twice. */
export type Headers = readonly (readonly [name: string, value: string])[]

/** A request as plain data: what crosses threads, what the one HTTP door takes. */
export interface HttpRequestMessage {
  readonly method: string
  /** Absolute, with origin, path and query. */
  readonly url: string
  readonly headers: Headers
  readonly body: ArrayBuffer | null
}

/** A response as plain data. `status` and headers are what the function gave, also where a browser could not carry them. */
export interface HttpResponseMessage {
  readonly status: number
  readonly headers: Headers
  readonly body: ArrayBuffer | null
}

/** The first header of that name, whatever its case. */
export function headerOf(headers: Headers, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return headers.find(([candidate]) => candidate.toLowerCase() === wanted)?.[1]
}

export function jsonResponse(status: number, value: unknown, headers: Headers = []): HttpResponseMessage {
  return {
    status,
    headers: [['Content-Type', 'application/json; charset=utf-8'], ...headers],
    body: encode(JSON.stringify(value)),
  }
}

export function textResponse(status: number, text: string, headers: Headers = []): HttpResponseMessage {
  return { status, headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers], body: encode(text) }
}

export function emptyResponse(status: number, headers: Headers = []): HttpResponseMessage {
  return { status, headers, body: null }
}

export function bodyText(message: { readonly body: ArrayBuffer | null }): string {
  return message.body === null ? '' : new TextDecoder().decode(message.body)
}

export function encode(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).buffer
}
