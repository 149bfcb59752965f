import { expect, test } from 'vitest'
import { quotedLine } from './quoted-line.ts'

const files = [{ path: 'a.py', text: `def run(context):\r\n    x = 1\r\n\r\n${'y'.repeat(1000)}` }]

test('a line is quoted without its indentation, and a long one is cut', () => {
  expect(quotedLine(files, { file: 'a.py', line: 2 })).toBe('x = 1')
  expect(quotedLine(files, { file: 'a.py', line: 4 })).toHaveLength(301)
})

test('what is not there is not quoted', () => {
  expect(quotedLine(files, { file: 'a.py', line: 3 })).toBeUndefined()
  expect(quotedLine(files, { file: 'a.py', line: 9 })).toBeUndefined()
  expect(quotedLine(files, { file: 'b.py', line: 1 })).toBeUndefined()
})
