import { expect, test } from 'vitest'
import { installFetchClasses } from './fetch-classes.ts'

/** A platform that drops what a browser drops. */
class BrowserRequest extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, init)
    for (const name of ['cookie', 'host']) this.headers.delete(name)
  }
}
class BrowserResponse extends Response {
  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(body, init)
    this.headers.delete('set-cookie')
  }
}

const scope = { Request: BrowserRequest as typeof Request, Response: BrowserResponse as typeof Response }
installFetchClasses(scope)

test('headers that a browser keeps from a page are there, also in copies', () => {
  const request = new scope.Request('http://x/', {
    method: 'POST',
    body: 'text',
    headers: { Cookie: 'a=b', Host: 'x' },
  })
  for (const copy of [request, request.clone(), new scope.Request(request)])
    expect([...copy.headers]).toEqual([
      ['content-type', 'text/plain;charset=UTF-8'],
      ['cookie', 'a=b'],
      ['host', 'x'],
    ])
  const response = new scope.Response('{}', {
    headers: [
      ['Set-Cookie', 'a'],
      ['Set-Cookie', 'b'],
      ['Content-Type', 'x/y'],
    ],
  })
  expect([...response.clone().headers]).toEqual([
    ['content-type', 'x/y'],
    ['set-cookie', 'a'],
    ['set-cookie', 'b'],
  ])
})

test('they are the platform’s own for everything else', async () => {
  expect(await new scope.Response('text', { status: 201 }).text()).toBe('text')
  expect(new scope.Request('http://x/')).toBeInstanceOf(Request)
  expect(() => new scope.Response('x', { status: 204 })).toThrow(TypeError)
})

test('a body may hand out its pieces one after another, as Node’s streams do', async () => {
  const pieces = async function* () {
    yield 'hé'
    yield new Uint8Array([33])
  }
  const body = pieces() as unknown as BodyInit
  expect(await new scope.Response(body).text()).toBe('hé!')
  const request = new scope.Request('http://x/', { method: 'POST', body: pieces() as unknown as BodyInit })
  expect(await request.text()).toBe('hé!')
})
