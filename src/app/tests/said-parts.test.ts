import { expect, test } from 'vitest'
import { saidParts } from './said-parts.ts'

test('a difference is told apart, and a frame of the project is a place', () => {
  const said = `AssertionError: 'a' != 'b'
- a
? ^
+ b

  File "/home/site/wwwroot/tests/test_a.py", line 7, in test_a
    self.assertEqual('a', 'b')`
  const parts = saidParts(said)
  expect(parts.map(({ kind }) => kind)).toEqual(['plain', 'missing', 'hint', 'added', 'plain', 'plain', 'plain'])
  expect(parts[5]?.place).toEqual({ file: 'tests/test_a.py', line: 7 })
  expect(parts.map(({ text }) => text).join('')).toBe(`${said}\n`)
})
