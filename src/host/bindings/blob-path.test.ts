import { expect, test } from 'vitest'
import { blobPattern } from './blob-path.ts'

test.each<[path: string, name: string, values: object | undefined]>([
  ['images', 'any/thing.png', {}],
  ['images/{name}', 'a/b.png', { name: 'a/b.png' }],
  ['images/{name}.{ext}', 'a.b.png', { name: 'a.b', ext: 'png' }],
  ['images/in/{name}.png', 'in/cat.png', { name: 'cat' }],
  ['images/in/{name}.png', 'in/catxpng', undefined],
  ['images/in/{name}.png', 'out/cat.png', undefined],
  ['images/fixed.png', 'fixed.png', {}],
  ['$web/{name}', 'index.html', { name: 'index.html' }],
])('%s and the blob %s', (path, name, values) => {
  expect(blobPattern(path).match(name)).toEqual(values)
})

test.each(['', 'ab', 'Upper/{x}', 'two--hyphens/{x}', '-a-/x', '{container}/x'])('%s is no path of a blob', (path) => {
  expect(() => blobPattern(path)).toThrow(`Invalid blob path specified : '${path}'`)
})
