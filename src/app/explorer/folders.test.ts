import { expect, test } from 'vitest'
import { toFolders } from './folders.ts'

test('files stand under their folder, in order, and those of the root come last', () => {
  const files = ['host.json', 'src/functions/b.ts', 'src/functions/a.ts', 'src/shared.ts'].map((path) => ({
    path,
    text: '',
  }))
  expect(toFolders(files).map((folder) => [folder.path, ...folder.files.map(({ name }) => name)])).toEqual([
    ['src', 'shared.ts'],
    ['src/functions', 'a.ts', 'b.ts'],
    ['', 'host.json'],
  ])
})
