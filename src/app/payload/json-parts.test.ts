import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstOf, jsonParts, lengthOf, type Part } from './json-parts.ts'

const origin = 'http://localhost:7071'

test('JSON is laid out as JSON.stringify would lay it out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(shown(jsonParts(JSON.stringify(value), origin))).toBe(JSON.stringify(value, null, 2))
    }),
  )
})

test('numbers, doubled keys and escapes stay as they came', () => {
  const text = '{"a":1.0,"a":12345678901234567890,"b":"\\u00e9\\"}","c":[ ],"d":{ }}'
  expect(shown(jsonParts(text, origin))).toBe(
    '{\n  "a": 1.0,\n  "a": 12345678901234567890,\n  "b": "\\u00e9\\"}",\n  "c": [],\n  "d": {}\n}',
  )
})

test('what is not JSON has no parts', () => {
  expect(jsonParts('<p>hello</p>', origin)).toBeUndefined()
  expect(jsonParts('', origin)).toBeUndefined()
})

test('addresses of this project are links, and their names tell how they want to be asked', () => {
  const body = {
    id: 'x',
    statusQueryGetUri: `${origin}/runtime/x`,
    terminatePostUri: `${origin}/runtime/x/terminate?reason={text}`,
    purgeHistoryDeleteUri: `${origin}/runtime/x`,
    list: ['x', `${origin}/in/a/list`],
  }
  const links = (jsonParts(JSON.stringify(body), origin) ?? []).filter((part) => part.kind === 'link')
  expect(links.map(({ href, method }) => [href, method])).toEqual([
    [body.statusQueryGetUri, 'GET'],
    [body.terminatePostUri, 'POST'],
    [body.purgeHistoryDeleteUri, 'DELETE'],
    [`${origin}/in/a/list`, 'GET'],
  ])
})

test('an address elsewhere, or one that only begins like ours, stays text', () => {
  const foreign = ['https://example.com/', 'http://localhost:7071.evil.example/', 'javascript:alert(1)', 'http://']
  for (const address of foreign) {
    expect((jsonParts(JSON.stringify({ address }), origin) ?? []).every((part) => part.kind === 'text')).toBe(true)
  }
})

test('a body of a million addresses does not become a million nodes', () => {
  const many = JSON.stringify(Array.from({ length: 10_000 }, (_, index) => `${origin}/${index}`))
  const parts = jsonParts(many, origin) ?? []
  expect(parts.length).toBeLessThan(1000)
  expect(shown(parts)).toBe(JSON.stringify(JSON.parse(many), null, 2))
})

test('deep nesting neither overflows the stack nor the screen', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  expect(lengthOf(jsonParts(deep, origin) ?? [])).toBeLessThan(20_000 * 2 * 90)
})

test('the first characters end inside a part when they must', () => {
  const parts = jsonParts(JSON.stringify({ a: `${origin}/x`, b: 1 }), origin) ?? []
  expect(shown(firstOf(parts, 12))).toBe(shown(parts).slice(0, 12))
  expect(firstOf(parts, 10_000)).toEqual(parts)
})

function shown(parts: readonly Part[] | undefined): string {
  return (parts ?? []).map((part) => part.text).join('')
}
