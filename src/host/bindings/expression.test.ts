import { expect, test } from 'vitest'
import { withData, withSettings } from './expression.ts'

const now = new Date('2026-11-20T04:05:06.789Z')
const say = (template: string, data: object = {}) => withData(template, data as Record<string, unknown>, now)

test.each([
  ['in/{name}.{EXT}', 'in/cat.png'],
  ['{headers.x-id}/{query.city}', 'h1/Nantes'],
  ['{order.customer.id}', '7'],
  ['{X.Y}', 'a whole name comes before its parts'],
  ['{{name}}', '{name}'],
  ['{flag} {list}', 'true [1,2]'],
  ['{DateTime:yyyy-MM-dd HH:mm:ss.fff}', '2026-11-20 04:05:06.789'],
  ['{datetime}', '2026-11-20T04:05:06.789Z'],
  ['{sys.utcnow:yy}', '26'],
])('%s becomes %s', (template, expected) => {
  const data = {
    name: 'cat',
    ext: 'png',
    headers: { 'X-Id': 'h1' },
    query: { city: 'Nantes' },
    order: { customer: { id: 7 } },
    'x.y': 'a whole name comes before its parts',
    x: { y: 'not this' },
    flag: true,
    list: [1, 2],
  }
  expect(say(template, data)).toBe(expected)
})

test('every guid is another one, in the format that is asked for', () => {
  const [a, b] = say('{rand-guid}/{rand-guid}').split('/')
  expect(a).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  expect(a).not.toBe(b)
  expect(say('{rand-guid:N}')).toMatch(/^[0-9a-f]{32}$/)
  expect(say('{sys.randguid:B}')).toMatch(/^\{.{36}\}$/)
})

test.each(['{none}', '{name.first}', '{nothing}', '{constructor}'])('%s has no value, and that is said', (template) => {
  const name = template.slice(1, -1)
  expect(() => say(template, { name: 'cat', nothing: null })).toThrow(`No value for named parameter '${name}'.`)
})

test('app settings stand between percent signs; one that is not set is said', () => {
  expect(withSettings('%A%-%B_C%/100%', { A: 'x', B_C: 'y' })).toBe('x-y/100%')
  expect(() => withSettings('%toString%', {})).toThrow("'%toString%' does not resolve to a value.")
})
