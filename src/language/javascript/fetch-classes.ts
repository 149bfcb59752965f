/**
 * `Request` and `Response` with all their headers, as in Node.js. A browser leaves out what a page may not set or see
 * (Cookie, Host, Set-Cookie …); a function on Azure sees them, and `@azure/functions` builds its own on these.
 */
export function installFetchClasses(scope: { Request: typeof Request; Response: typeof Response }): void {
  const { Request: PlainRequest, Response: PlainResponse } = scope

  scope.Request = class Request extends PlainRequest {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(input, init?.body ? withStream(init) : init)
      showHeaders(this, super.headers, init?.headers ?? (input instanceof PlainRequest ? input.headers : undefined))
    }

    override clone() {
      const { headers } = this
      return showHeaders(super.clone(), headers, headers)
    }
  }

  scope.Response = class Response extends PlainResponse {
    constructor(body?: BodyInit | null, init?: ResponseInit) {
      super(streamOf(body), init)
      showHeaders(this, super.headers, init?.headers)
    }

    override clone() {
      const { headers } = this
      return showHeaders(super.clone(), headers, headers)
    }
  }
}

function withStream(init: RequestInit): RequestInit {
  const body = streamOf(init.body)
  return body === init.body ? init : ({ ...init, body: body ?? null, duplex: 'half' } as RequestInit)
}

/** Node.js takes a body of its own streams, and of whatever else hands out pieces one after another. */
function streamOf(body: BodyInit | null | undefined): BodyInit | null | undefined {
  if (typeof body !== 'object' || body === null || body instanceof ReadableStream) return body
  if (!(Symbol.asyncIterator in body)) return body
  const pieces = (body as AsyncIterable<string | Uint8Array>)[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next()
      if (done) controller.close()
      else controller.enqueue(typeof value === 'string' ? new TextEncoder().encode(value) : new Uint8Array(value))
    },
    cancel: async () => void (await pieces.return?.()),
  })
}

/** What the platform kept (it adds a Content-Type of its own), and what it left out of what was given. */
function showHeaders<T extends object>(message: T, kept: Headers, given: HeadersInit | undefined): T {
  const headers = new Headers(given)
  for (const [name, value] of kept) if (!headers.has(name)) headers.append(name, value)
  Object.defineProperty(message, 'headers', { value: headers, configurable: true })
  return message
}
