import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { BadFolderError, readFolder } from './read-folder.ts'

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

test('the text files are read, what tools made and what is no text is not', () => {
  const folder = folderOf({
    'host.json': '{}',
    'src/functions/a.ts': 'let ünïcode',
    'node_modules/x/index.js': 'no',
    '.git/HEAD': 'no',
    'picture.png': 'no',
    'data.bin': Buffer.from([1, 0, 2]),
    'latin.txt': Buffer.from([0xe9]),
  })
  symlinkSync(folder, join(folder, 'src/around'))
  expect(readFolder(folder)).toEqual([
    { path: 'host.json', text: '{}' },
    { path: 'src/functions/a.ts', text: 'let ünïcode' },
  ])
})

test('what is no folder, or holds nothing, is refused by name', () => {
  expect(() => readFolder('/no/such/folder')).toThrow(new BadFolderError('There is no folder /no/such/folder.'))
  expect(() => readFolder('package.json')).toThrow('package.json is a file, not a folder.')
  expect(() => readFolder(folderOf({}))).toThrow('holds no files')
})
