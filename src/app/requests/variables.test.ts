import { expect, test } from 'vitest'
import { jsonResponse, textResponse } from '#durable/http-message.ts'
import { type Answer, fill, lookupIn, variableIn, variablesOf } from './variables.ts'

const answers: readonly Answer[] = [
  { response: jsonResponse(200, { name: 'Hello', output: null, runtimeStatus: 'Completed' }) },
  { response: textResponse(200, 'no JSON') },
  { name: 'start', response: jsonResponse(202, { id: 'abc', name: 'old', list: [{ n: 7 }] }, [['Location', '/s']]) },
]

test('a variable is the property of the last answer that has it', () => {
  const found = variablesOf(answers)
  expect(found.get('id')).toBe('abc')
  expect(found.get('name')).toBe('Hello')
  expect(found.has('list')).toBe(false)
})

test('a text is filled in, and what nobody knows stays', () => {
  const lookup = lookupIn(answers)
  expect(fill('/api/{{ id }}?x={{nobody}}', lookup)).toBe('/api/abc?x={{nobody}}')
  expect(variableIn('/api/{{nobody}}')).toBe('nobody')
  expect(variableIn('{"a":{"b":{}}}')).toBeUndefined()
})

test('a named request is asked for its parts', () => {
  const lookup = lookupIn(answers)
  expect(lookup('start.response.body.list[0].n')).toBe('7')
  expect(lookup('start.response.body.$.id')).toBe('abc')
  expect(lookup('start.response.headers.location')).toBe('/s')
  expect(lookup('start.response.body.constructor')).toBeUndefined()
  expect(lookup('other.response.body.id')).toBeUndefined()
})

test('variables that stand for each other come to an end', () => {
  expect(fill('{{a}}', (name) => ({ a: '{{b}}', b: '{{a}}' })[name])).toMatch(/^\{\{[ab]\}\}$/)
  expect(fill('{{url}}', (name) => ({ url: '{{host}}/x', host: 'http://h' })[name])).toBe('http://h/x')
})

test('some are new each time', () => {
  const lookup = lookupIn([])
  expect(lookup('$guid')).toMatch(/^[0-9a-f-]{36}$/)
  expect(Number(lookup('$randomInt 5 7'))).toBeOneOf([5, 6])
})

test('what was written to grow without an end, or to hang its reader, comes to one', () => {
  const doubled = (name: string) => (name === 'a' ? '{{a}}'.repeat(100) : undefined)
  expect(fill('{{a}}', doubled).length).toBeLessThan(3_000_000)
  const spaces = `{{${' '.repeat(200_000)}`
  expect(fill(spaces, doubled)).toBe(spaces)
  expect(variableIn(spaces)).toBeUndefined()
})
