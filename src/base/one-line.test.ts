import { expect, test } from 'vitest'
import { oneLine } from './one-line.ts'

test('what cannot be seen becomes a space, and families and Persian words stay whole', () => {
  expect(oneLine(' a\r\n\tb\u0000\u202Ec ')).toBe('a b c')
  expect(oneLine('👩‍🚀 می‌خواهم \ud83d')).toBe('👩‍🚀 می‌خواهم')
})
