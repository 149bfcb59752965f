import { expect, test } from 'vitest'
import { ImportError, importFolder, isWorthReading } from './import-folder.ts'

/** A folder drawn as its paths; `path=text` gives a file its text. */
const folder = (drawing: string) =>
  drawing
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [path = '', text = ''] = entry.split('=')
      return { path, text: text.replaceAll(',', '\n') }
    })

const taken = (drawing: string) => importFolder(folder(drawing)).files.map(({ path }) => path)

test('what tools made and binaries stay behind', () => {
  const given = folder(`
    host.json src/functions/a.ts src/dist/b.ts package.json package-lock.json tsconfig.json
    node_modules/x/index.js src/node_modules/y.js dist/src/functions/a.js .git/HEAD .venv/lib.py lib/__pycache__/a.pyc
    logo.PNG .vscode/settings.json __blobstorage__/x bin/extensions.dll
  `)
  const nul = { path: 'data.txt', text: 'a\0b' }
  const { files, leftOut, name } = importFolder([...given, nul])
  expect(files.map(({ path }) => path)).toEqual([
    'host.json',
    'package.json',
    'src/dist/b.ts',
    'src/functions/a.ts',
    'tsconfig.json',
  ])
  expect(leftOut).toHaveLength(12)
  expect(leftOut).toContain('data.txt')
  expect(name).toBeUndefined()
})

test('a path tells whether its file is worth reading', () => {
  expect(['src/a.ts', './host.json', '.funcignore', 'a\\b.json', 'README'].every(isWorthReading)).toBe(true)
  expect(['x/node_modules/y', 'x\\.git\\z', 'a.zip', 'yarn.lock'].some(isWorthReading)).toBe(false)
})

test('the app begins where host.json stands, however the folder was picked', () => {
  expect(importFolder(folder('my-app/host.json my-app/src/functions/a.js'))).toMatchObject({
    name: 'my-app',
    files: [{ path: 'host.json' }, { path: 'src/functions/a.js' }],
  })
  expect(taken('site/package.json site/api/host.json site/api/src/index.ts')).toEqual(['host.json', 'src/index.ts'])
  expect(taken('.\\host.json .\\src\\index.js')).toEqual(['host.json', 'src/index.js'])
  expect(taken('app/package.json app/index.js README.md')).toEqual(['index.js', 'package.json'])
  expect(taken('src/functions/a.ts')).toEqual(['src/functions/a.ts'])
})

test('a folder of several apps, or of none, is refused', () => {
  const refused = (drawing: string) => () => importFolder(folder(drawing))
  expect(refused('a/host.json b/host.json b/deep/host.json')).toThrow(/"a\/" and "b\/"/)
  expect(refused('notes.txt')).toThrow(ImportError)
  expect(refused('node_modules/x/host.json')).toThrow(/no function app/)
})

test('what .funcignore names stays behind', () => {
  expect(taken('host.json src/index.js secrets/a.txt test/a.js b.log .funcignore=secrets,test/,*.log')).toEqual([
    '.funcignore',
    'host.json',
    'src/index.js',
  ])
})

test("the TypeScript template's .funcignore does not leave the functions behind", () => {
  const ignored = '*.js.map,*.ts,.git*,.vscode,local.settings.json,test,tsconfig.json'
  expect(
    taken(
      `host.json local.settings.json tsconfig.json src/functions/a.ts src/types.d.ts test/a.test.ts .gitignore .funcignore=${ignored}`,
    ),
  ).toEqual([
    '.funcignore',
    'host.json',
    'local.settings.json',
    'src/functions/a.ts',
    'src/types.d.ts',
    'tsconfig.json',
  ])
  expect(taken('host.json src/functions/a.ts src/data.json .funcignore=src')).toContain('src/functions/a.ts')
})

test('an app too large says by how much, and what is largest', () => {
  const files = Array.from({ length: 501 }, (_, i) => ({ path: `src/functions/${i}.js`, text: '' }))
  expect(() => importFolder([...folder('host.json'), ...files])).toThrow(/502 files; 500 is the most/)
  const big = { path: 'data.csv', text: 'x'.repeat(5_100_000) }
  expect(() => importFolder([...folder('host.json index.js'), big])).toThrow(
    'This function app is 5.1 MB of text ("data.csv" is 5.1 MB of it); 5.0 MB is the most.',
  )
})

test('texts come in as they are, without a byte order mark', () => {
  const { files } = importFolder([
    { path: 'host.json', text: '\ufeff{}\r\n' },
    { path: 'index.js', text: '\t// é' },
  ])
  expect(files.map(({ text }) => text)).toEqual(['{}\r\n', '\t// é'])
})
