import type { Headers, HttpRequestMessage } from '#durable/http-message.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import type { RpcHttpCookie, RpcHttpData } from './core-types.ts'

type Nullable = Record<string, { value: string }>

/** A request as Azure's host gives it to its worker: repeated headers and query values joined by commas. */
export function toRpcHttp(request: HttpRequestMessage, params: Readonly<Record<string, string>>): RpcHttpData {
  return {
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(Object.entries(joined(request.headers)).map(([name, { value }]) => [name, value])),
    nullableQuery: joined([...new URL(request.url).searchParams]),
    nullableParams: Object.fromEntries(Object.entries(params).map(([name, value]) => [name, { value }])),
    ...(request.body && { body: { bytes: new Uint8Array(request.body) } }),
  }
}

/** A response as it leaves the function: cookies as `Set-Cookie` headers, the body collected. */
export function fromRpcHttp({ statusCode, headers = {}, cookies = [], body }: RpcHttpData): BindingValue {
  const bytes = body?.bytes ?? new Uint8Array()
  return {
    kind: 'http response',
    status: Number(statusCode),
    headers: [
      ...Object.entries(headers),
      ...cookies.map((cookie): [string, string] => ['Set-Cookie', cookieText(cookie)]),
    ],
    body: bytes.byteLength === 0 ? null : new Uint8Array(bytes).buffer,
  }
}

function joined(pairs: Headers): Nullable {
  const values = new Map<string, { name: string; value: string }>()
  for (const [name, value] of pairs) {
    const before = values.get(name.toLowerCase())
    values.set(name.toLowerCase(), before ? { name: before.name, value: `${before.value},${value}` } : { name, value })
  }
  return Object.fromEntries([...values.values()].map(({ name, value }) => [name, { value }]))
}

/** The cookie as ASP.NET Core writes it for the host: value escaped, path `/` unless another is given. */
function cookieText({ name, value, domain, path, expires, secure, httpOnly, sameSite, maxAge }: RpcHttpCookie): string {
  return [
    `${name}=${escaped(value)}`,
    ...(expires ? [`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`] : []),
    ...(maxAge ? [`max-age=${Math.trunc(maxAge.value)}`] : []),
    ...(domain ? [`domain=${domain.value}`] : []),
    `path=${path?.value || '/'}`,
    ...(secure?.value ? ['secure'] : []),
    ...(sameSite === 'none' ? [] : [`samesite=${sameSite === 'explicitNone' ? 'none' : sameSite}`]),
    ...(httpOnly?.value ? ['httponly'] : []),
  ].join('; ')
}

function escaped(value: string): string {
  return encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
