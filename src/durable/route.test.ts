import { expect, test } from 'vitest'
import { route } from './route.ts'

test('a template matches its own paths and gives their parameters, decoded', () => {
  const starter = route('orchestrators/{orchestratorName}')
  expect(starter.match('/orchestrators/Hello%20Cities')).toEqual({ orchestratorName: 'Hello Cities' })
  expect(starter.match('Orchestrators/a')).toEqual({ orchestratorName: 'a' })
  expect(starter.match('orchestrators')).toBeUndefined()
  expect(starter.match('orchestrators/a/b')).toBeUndefined()
})

test('parameters may be optional, have a default, take the rest, and be constrained', () => {
  expect(route('products/{category:alpha}/{id:int?}').match('products/books')).toEqual({ category: 'books' })
  expect(route('products/{category:alpha}/{id:int?}').match('products/books/7')).toEqual({ category: 'books', id: '7' })
  expect(route('products/{category:alpha}/{id:int?}').match('products/books/seven')).toBeUndefined()
  expect(route('pages/{page=1}').match('pages')).toEqual({ page: '1' })
  expect(route('files/{*path}').match('files/a/b%2Fc.txt')).toEqual({ path: 'a/b/c.txt' })
  expect(route('files/{*path}').match('files')).toEqual({})
  expect(route('n/{id:min(3):max(5)}').match('n/4')).toEqual({ id: '4' })
  expect(route('n/{id:min(3):max(5)}').match('n/6')).toBeUndefined()
})
