import { expect, test } from 'vitest'
import { encode } from '#durable/http-message.ts'
import { asCurl } from './as-curl.ts'

test('a request is written for the shell, quotes and all', () => {
  const request = {
    method: 'POST',
    url: 'http://localhost:7071/api/Hello?a=1&b=2',
    headers: [['Content-Type', 'text/plain']] as const,
    body: encode("it's; $(rm -rf)"),
  }
  expect(asCurl(request)).toBe(
    String.raw`curl -i -X POST 'http://localhost:7071/api/Hello?a=1&b=2' -H 'Content-Type: text/plain' --data-raw 'it'\''s; $(rm -rf)'`,
  )
})

test('HEAD is asked for by its own option', () => {
  expect(asCurl({ method: 'HEAD', url: 'http://x/', headers: [], body: null })).toBe("curl -i --head 'http://x/'")
})
