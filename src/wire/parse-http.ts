import type { Headers, HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { buffer, count, fields, listOf, nullable, ParseError, type Read, text } from './read.ts'

const pair: Read<readonly [string, string]> = (raw, what) => {
  if (!Array.isArray(raw) || raw.length !== 2) throw new ParseError(`${what} is not a name and a value`)
  return [text(raw[0], `${what} name`), text(raw[1], `${what} value`)]
}

export const readHeaders: Read<Headers> = listOf(pair, 10_000)

export const readHttpRequest: Read<HttpRequestMessage> = (raw, what) => {
  const from = fields(raw, what)
  return {
    method: text(from['method'], 'method'),
    url: text(from['url'], 'url'),
    headers: readHeaders(from['headers'], 'headers'),
    body: nullable(buffer)(from['body'], 'body'),
  }
}

export const readHttpResponse: Read<HttpResponseMessage> = (raw, what) => {
  const from = fields(raw, what)
  return {
    status: count(from['status'], 'status'),
    headers: readHeaders(from['headers'], 'headers'),
    body: nullable(buffer)(from['body'], 'body'),
  }
}
