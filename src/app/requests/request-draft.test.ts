import { expect, test } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { blankDraft, toMessage, type RequestDraft } from './request-draft.ts'

const origin = 'https://play.example'

test('a path is addressed to this project, with or without its slash', () => {
  expect(urlOf('/api/Hello?name=Ada#top')).toBe('https://play.example/api/Hello?name=Ada')
  expect(urlOf(' api/Hello ')).toBe('https://play.example/api/Hello')
  expect(urlOf('https://play.example/api/Hello')).toBe('https://play.example/api/Hello')
})

test('the address that articles use for the Functions host means this project', () => {
  expect(urlOf('http://localhost:7071/api/StartChaining')).toBe('https://play.example/api/StartChaining')
  expect(urlOf('localhost:7071/api/StartChaining')).toBe('https://play.example/api/StartChaining')
})

test('an address elsewhere is refused', () => {
  for (const url of ['https://example.com/', '//example.com/api', 'javascript:alert(1)', 'file:///etc/passwd']) {
    expect(problemOf({ url })).toEqual({ field: 'url', cause: 'elsewhere' })
  }
  expect(problemOf({ url: '  ' })).toEqual({ field: 'url', cause: 'no address' })
  expect(problemOf({ url: 'http://' })).toEqual({ field: 'url', cause: 'no address' })
})

test('an app that lives under a path answers under that path alone', () => {
  const root = 'https://play.example/durable'
  const url = (text: string) => {
    const built = toMessage({ ...blankDraft, url: text }, root)
    return built.ok ? built.request.url : built.problem
  }
  expect(url('/api/Hello')).toBe('https://play.example/durable/api/Hello')
  expect(url('http://localhost:7071/api/Hello')).toBe('https://play.example/durable/api/Hello')
  expect(url('https://play.example/durable/api/Hello')).toBe('https://play.example/durable/api/Hello')
  expect(url('https://play.example/api/Hello')).toEqual({ field: 'url', cause: 'elsewhere' })
  expect(url('/../api/Hello')).toEqual({ field: 'url', cause: 'elsewhere' })
})

test('variables are filled in wherever they stand', () => {
  const known = new Map([
    ['id', 'abc'],
    ['at', 'https://play.example/api/x?code=1'],
  ])
  const built = toMessage(
    { method: 'POST', url: '{{at}}', headers: [['X-Id', '{{id}}']], body: '"{{id}}"' },
    origin,
    (name) => known.get(name),
  )
  expect(built.ok && built.request.url).toBe('https://play.example/api/x?code=1')
  expect(built.ok && built.request.headers).toContainEqual(['X-Id', 'abc'])
  expect(built.ok && bodyText(built.request)).toBe('"abc"')
})

test('a variable that nobody knows is named, not sent', () => {
  expect(problemOf({ url: '/api/{{nobody}}' })).toEqual({ field: 'url', cause: 'variable', name: 'nobody' })
  expect(problemOf({ headers: [['X', '{{nobody}}']] })).toMatchObject({ cause: 'variable', name: 'nobody' })
})

test('a header that could not be sent is named', () => {
  expect(problemOf({ headers: [['bad name', 'x']] })).toEqual({ field: 'headers', cause: 'name', name: 'bad name' })
  expect(problemOf({ headers: [['X', 'a\r\nSet-Cookie: b']] })).toEqual({ field: 'headers', cause: 'value', name: 'X' })
  expect(problemOf({ headers: [['X', '你好']] })).toEqual({ field: 'headers', cause: 'value', name: 'X' })
})

test('empty header rows are left out and doubled names stay', () => {
  const headers = [
    ['', ''],
    ['Accept', ' a '],
    ['Accept', 'b'],
  ] as const
  expect(sent({ headers }).headers).toEqual([
    ['Accept', 'a'],
    ['Accept', 'b'],
  ])
})

test('a body says what it is unless its headers do', () => {
  expect(sent({ method: 'POST', body: '{"a":1}' }).headers).toEqual([['Content-Type', 'application/json']])
  expect(sent({ method: 'POST', body: 'hello' }).headers).toEqual([['Content-Type', 'text/plain; charset=utf-8']])
  const own = sent({ method: 'POST', body: '<a/>', headers: [['content-type', 'text/xml']] })
  expect(own.headers).toEqual([['content-type', 'text/xml']])
  expect(bodyText(own)).toBe('<a/>')
})

test('GET carries no body, and an empty body is none', () => {
  expect(sent({ method: 'GET', body: 'x' })).toMatchObject({ body: null, headers: [] })
  expect(sent({ method: 'POST' })).toMatchObject({ body: null, headers: [] })
})

function built(change: Partial<RequestDraft>) {
  return toMessage({ ...blankDraft, ...change }, origin)
}

function sent(change: Partial<RequestDraft>) {
  const result = built(change)
  if (!result.ok) throw new Error(JSON.stringify(result.problem))
  return result.request
}

function urlOf(url: string): string {
  return sent({ url }).url
}

function problemOf(change: Partial<RequestDraft>) {
  const result = built(change)
  return result.ok ? undefined : result.problem
}
