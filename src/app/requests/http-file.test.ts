import { expect, test } from 'vitest'
import { parseHttpFile } from './http-file.ts'

const text = `@host = http://localhost:7071
@api = {{host}}/api

### Start it
// a comment
# @name start
POST {{api}}/orchestrators/Hello HTTP/1.1
Content-Type: application/json
# X-Not: sent
X-Trace: a:b

{ "city": "Nantes" }

###
GET {{start.response.body.statusQueryGetUri}}

### Many parts
{{api}}/Find
    ?name=Ada
    &page=2
Accept: text/plain
`

test('requests are divided by ### and read as they are written', () => {
  const { requests } = parseHttpFile(text)
  expect(requests.map(({ line, title }) => [line, title])).toEqual([
    [7, 'Start it'],
    [15, ''],
    [18, 'Many parts'],
  ])
  expect(requests[0]).toMatchObject({
    name: 'start',
    draft: {
      method: 'POST',
      url: '{{api}}/orchestrators/Hello',
      headers: [
        ['Content-Type', 'application/json'],
        ['X-Trace', 'a:b'],
      ],
      body: '{ "city": "Nantes" }',
    },
  })
})

test('an address alone is a GET, and its query may go on in lines of its own', () => {
  expect(parseHttpFile(text).requests[2]?.draft).toEqual({
    method: 'GET',
    url: '{{api}}/Find?name=Ada&page=2',
    headers: [['Accept', 'text/plain']],
    body: '',
  })
})

test('the variables of the file are known by name', () => {
  expect([...parseHttpFile(text).variables]).toEqual([
    ['host', 'http://localhost:7071'],
    ['api', '{{host}}/api'],
  ])
})

test('a body may be a file, and keeps its own empty lines', () => {
  const [file, lines] = parseHttpFile('POST /a\n\n< ./order.json\n###\nPOST /b\n\none\n\ntwo\n').requests
  expect(file).toMatchObject({ bodyFile: 'order.json', draft: { body: '' } })
  expect(lines?.draft.body).toBe('one\n\ntwo')
})

test('a script that reads the answer is no body, and is told of', () => {
  const [request] = parseHttpFile('GET /a\n\n> {%\n client.test()\n%}\n').requests
  expect(request).toMatchObject({ hasScript: true, draft: { body: '' } })
})

test('a file without an address has no request', () => {
  for (const empty of ['', '###\n###', '# only\n\n@x=1', '\r\n']) expect(parseHttpFile(empty).requests).toEqual([])
})

test('lines may end as Windows ends them', () => {
  expect(parseHttpFile('POST /a\r\nX: 1\r\n\r\nbody\r\n').requests[0]?.draft).toEqual({
    method: 'POST',
    url: '/a',
    headers: [['X', '1']],
    body: 'body',
  })
})

test('a body may quote, and references to answers below it are none of it', () => {
  const [request] = parseHttpFile(
    'POST /a\n\n> as she said\nyes\n> {% one() %}\n> ./later.js\n<> answer.json\n',
  ).requests
  expect(request?.draft.body).toBe('> as she said\nyes')
})

test('a file that was written to hang its reader is read', () => {
  const spaces = ' '.repeat(200_000)
  const wrong = `POST /a${spaces}b\n\n${'> {%\n'.repeat(100_000)}###\nGET /c\n`
  expect(parseHttpFile(wrong).requests.map(({ draft }) => draft.url)).toEqual(['/a b', '/c'])
})
