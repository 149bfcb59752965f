import { expect, test } from 'vitest'
import { neighbourOf, tabNames, withOpen } from './open-files.ts'

const exists = (path: string) => path !== 'gone.ts'

test('a file that is shown gets a tab behind the others, once', () => {
  expect(withOpen(['a.ts'], 'b.ts', exists)).toEqual(['a.ts', 'b.ts'])
  expect(withOpen(['a.ts', 'b.ts'], 'a.ts', exists)).toEqual(['a.ts', 'b.ts'])
})

test('a file that is gone loses its tab', () => {
  expect(withOpen(['gone.ts', 'a.ts'], 'gone.ts', exists)).toEqual(['a.ts'])
})

test('when nothing changes the list stays the same object', () => {
  const open = ['a.ts']
  expect(withOpen(open, 'a.ts', exists)).toBe(open)
  expect(withOpen(open, null, exists)).toBe(open)
})

test('closing a tab shows the right neighbour, else the left one, else nothing', () => {
  expect(neighbourOf(['a', 'b', 'c'], 'b')).toBe('c')
  expect(neighbourOf(['a', 'b', 'c'], 'c')).toBe('b')
  expect(neighbourOf(['a'], 'a')).toBeNull()
})

test('tabs of one name say as much of their folders as tells them apart', () => {
  const names = tabNames(['src/a/index.ts', 'src/b/index.ts', 'src/hello.ts', 'index.ts'])
  expect([...names.values()]).toEqual(['a/index.ts', 'b/index.ts', 'hello.ts', 'index.ts'])
})
