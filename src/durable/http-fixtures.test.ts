import { expect, test } from 'vitest'
import { readFixtures } from './http-fixtures.ts'

const read = (text: string) => readFixtures([{ path: 'fixtures.http.json', text }])

test('a fixture matches its method and its URL, in which a star is any text', () => {
  const [users, all] = read(`[
    // comments are welcome
    { "method": "get", "url": "https://api.example.com/users/*?full", "response": { "body": { "a": 1 } } },
    { "url": "https://*", },
  ]`)
  expect(users?.matches('GET', 'https://api.example.com/users/7?full')).toBe(true)
  expect(users?.matches('POST', 'https://api.example.com/users/7?full')).toBe(false)
  expect(users?.matches('GET', 'https://api-example.com/users/7?full')).toBe(false)
  expect(all?.matches('DELETE', 'https://anything/')).toBe(true)
  expect(users?.responses).toEqual([
    {
      delayMs: 0,
      result: {
        statusCode: 200,
        headers: { 'Content-Type': 'application/json; charset=utf-8' },
        content: '{"a":1}',
      },
    },
  ])
})

test('a sequence answers one after the other', () => {
  const [jobs] = read(
    '[{ "url": "https://jobs", "sequence": [{ "status": 202, "headers": { "Location": "/1" }, "delayMs": 5 }, { "body": "done" }] }]',
  )
  expect(jobs?.responses).toEqual([
    { delayMs: 5, result: { statusCode: 202, headers: { Location: '/1' }, content: '' } },
    { delayMs: 0, result: { statusCode: 200, headers: {}, content: 'done' } },
  ])
})

test('an app without fixtures has none, and what means nothing is said', () => {
  expect(readFixtures([])).toEqual([])
  expect(() => read('{}')).toThrow('fixtures.http.json: it must be a JSON list of fixtures.')
  expect(() => read('[{}]')).toThrow('fixtures.http.json: fixture 1 has no "url".')
  expect(() => read('[{ "url": "https://x", "sequence": [] }]')).toThrow('the "sequence" of fixture 1 is empty')
  expect(() => read('[{ "url": "https://x", "response": { "status": "ok" } }]')).toThrow('a "status" of fixture 1')
})
