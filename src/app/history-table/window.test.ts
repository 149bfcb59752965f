import { expect, test } from 'vitest'
import { rowsInView, scrolledTo } from './window.ts'

test('only the rows in view are drawn, with a few to spare', () => {
  expect(rowsInView(0, 240, 24, 1000)).toEqual([0, 18])
  expect(rowsInView(2400, 240, 24, 1000)).toEqual([92, 118])
  expect(rowsInView(0, 240, 24, 3)).toEqual([0, 3])
  expect(rowsInView(99_999, 240, 24, 3)).toEqual([3, 3])
})

test('a row out of view is scrolled to its nearer edge, one in view stays', () => {
  expect(scrolledTo(5, 0, 240, 24)).toBe(0)
  expect(scrolledTo(10, 0, 240, 24)).toBe(24)
  expect(scrolledTo(2, 100, 240, 24)).toBe(48)
})
