import { expect, test } from 'vitest'
import { rowAfterKey } from './list-keys.ts'

test('keys walk the list and stop at its ends', () => {
  expect(rowAfterKey('ArrowDown', -1, 3, 10)).toBe(0)
  expect(rowAfterKey('ArrowDown', 2, 3, 10)).toBe(2)
  expect(rowAfterKey('ArrowUp', 0, 3, 10)).toBe(0)
  expect(rowAfterKey('ArrowUp', -1, 3, 10)).toBe(2)
  expect(rowAfterKey('PageDown', 1, 100, 10)).toBe(10)
  expect(rowAfterKey('PageUp', 5, 100, 10)).toBe(0)
  expect(rowAfterKey('Home', 50, 100, 10)).toBe(0)
  expect(rowAfterKey('End', 50, 100, 10)).toBe(99)
})

test('other keys and an empty list lead nowhere', () => {
  expect(rowAfterKey('a', 0, 3, 10)).toBeUndefined()
  expect(rowAfterKey('ArrowDown', -1, 0, 10)).toBeUndefined()
})
