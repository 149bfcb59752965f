import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { BlobRow } from '#storage/hub-db.ts'
import { contentOf, stepsTo } from './blob-folders.ts'

const blobs = ['a.txt', 'in/1.json', 'in/deep/2.json', 'in/deep/3.json', 'index.html'].map(blob)

test('names with slashes are folders, each with how many blobs lie under it', () => {
  const top = contentOf(blobs, '')
  expect(top.folders).toEqual([{ name: 'in', blobs: 3 }])
  expect(top.blobs.map(({ name }) => name)).toEqual(['a.txt', 'index.html'])
  const within = contentOf(blobs, 'in/')
  expect(within.folders).toEqual([{ name: 'deep', blobs: 2 }])
  expect(within.blobs.map(({ name }) => name)).toEqual(['in/1.json'])
})

test('a folder knows the way down to it', () => {
  expect(stepsTo('')).toEqual([])
  expect(stepsTo('in/deep/')).toEqual([
    { name: 'in', folder: 'in/' },
    { name: 'deep', folder: 'in/deep/' },
  ])
})

function blob(name: string): BlobRow {
  const at = 0 as EpochMs
  return { container: 'c', name, length: 1, contentType: 'text/plain', etag: '0x1', createdAt: at, modifiedAt: at }
}
