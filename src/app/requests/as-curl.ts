import { bodyText, type HttpRequestMessage } from '#durable/http-message.ts'

/** The request as a `curl` command for a POSIX shell. A body that is no UTF-8 text is copied as well as text can. */
export function asCurl(request: HttpRequestMessage): string {
  const headers = request.headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`)
  const data = request.body === null ? [] : [`--data-raw ${quoted(bodyText(request))}`]
  const method = request.method === 'HEAD' ? '--head' : `-X ${request.method}`
  return ['curl -i', method, quoted(request.url), ...headers, ...data].join(' ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
