import { expect, test } from 'vitest'
import { isRelative, resolveModule } from './resolve-module.ts'

const app = [
  'src/functions/hello.ts',
  'src/lib/index.ts',
  'src/lib/cities.json',
  'src/shared.mts',
  'old.js',
  'index.js',
  'a.b.ts',
]
const resolve = (specifier: string, from = 'src/functions/hello.ts') =>
  resolveModule(specifier, from, (path) => app.includes(path))

test('an import finds its file by any of the spellings that Node and TypeScript allow', () => {
  expect(resolve('./hello')).toBe('src/functions/hello.ts')
  expect(resolve('./hello.ts')).toBe('src/functions/hello.ts')
  expect(resolve('./hello.js')).toBe('src/functions/hello.ts')
  expect(resolve('../shared.mjs')).toBe('src/shared.mts')
  expect(resolve('../lib')).toBe('src/lib/index.ts')
  expect(resolve('../lib/')).toBe('src/lib/index.ts')
  expect(resolve('../lib/index')).toBe('src/lib/index.ts')
  expect(resolve('../lib/cities')).toBe('src/lib/cities.json')
  expect(resolve('../../old')).toBe('old.js')
  expect(resolve('../..')).toBe('index.js')
  expect(resolve('.', 'src/lib/x.ts')).toBe('src/lib/index.ts')
  expect(resolve('./a.b', 'x.ts')).toBe('a.b.ts')
})

test('what is not there, or lies outside the app, is not found', () => {
  expect(resolve('./nothing')).toBeUndefined()
  expect(resolve('../../../old')).toBeUndefined()
  expect(resolve('./shared')).toBeUndefined()
})

test('a file wins over a folder of the same name', () => {
  const both = ['x/index.ts', 'x.json']
  expect(resolveModule('./x', 'main.ts', (path) => both.includes(path))).toBe('x.json')
})

test('only a leading dot names a file of the app', () => {
  expect(['.', '..', './x', '../x'].every(isRelative)).toBe(true)
  expect(['durable-functions', '@azure/functions', '.x', '..x', 'node:util', '/x', ''].some(isRelative)).toBe(false)
})
