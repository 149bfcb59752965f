import { expect, test } from 'vitest'
import { entryFiles, languageOf } from './function-app.ts'

const app = (paths: string, main?: string, compilerOptions?: object) => [
  ...paths.split(' ').map((path) => ({ path, text: '' })),
  ...(main === undefined ? [] : [{ path: 'package.json', text: JSON.stringify({ main }) }]),
  ...(compilerOptions ? [{ path: 'tsconfig.json', text: JSON.stringify({ compilerOptions }) }] : []),
]

test.each<[main: string, paths: string, entries: string]>([
  [
    'src/functions/*.js',
    'src/functions/a.js src/functions/b.js src/util.js src/functions/deep/c.js',
    'src/functions/a.js src/functions/b.js',
  ],
  [
    'dist/src/functions/*.js',
    'src/functions/a.ts src/functions/b.ts src/lib.ts',
    'src/functions/a.ts src/functions/b.ts',
  ],
  ['dist/functions/*.js', 'src/functions/a.ts src/lib.ts', 'src/functions/a.ts'],
  ['dist/**/*.js', 'src/a.ts src/deep/b.ts', 'src/a.ts src/deep/b.ts'],
  ['src/{index.js,functions/*.js}', 'src/functions/a.js src/index.js src/other.js', 'src/index.js src/functions/a.js'],
  [
    'dist/src/{index.js,functions/*.js}',
    'src/functions/a.ts src/index.ts src/other.ts',
    'src/index.ts src/functions/a.ts',
  ],
  ['dist/src/{index,functions/*}.{js,cjs,mjs}', 'src/functions/a.ts src/index.ts', 'src/index.ts src/functions/a.ts'],
  ['./dist/index.js', 'index.ts src/index.ts', 'index.ts'],
  ['dist/main.mjs', 'src/main.mts', 'src/main.mts'],
  ['app.js', 'app.ts src/functions/a.ts', 'app.ts'],
  ['app.js', 'app.js app.ts', 'app.js'],
  ['functions/{a,b}.js', 'functions/a.js functions/b.js functions/c.js', 'functions/a.js functions/b.js'],
])('main %s of [%s] loads [%s]', (main, paths, entries) => {
  expect(entryFiles(app(paths, main)).join(' ')).toBe(entries)
})

test('tsconfig says where output comes from', () => {
  expect(
    entryFiles(app('code/functions/a.ts', 'release/functions/*.js', { outDir: './release', rootDir: './code/' })),
  ).toEqual(['code/functions/a.ts'])
})

test.each<[paths: string, entries: string]>([
  ['src/functions/b.ts src/functions/a.ts src/shared.ts', 'src/functions/a.ts src/functions/b.ts'],
  ['src/functions/a.ts src/functions/a.test.ts src/functions/types.d.ts src/functions/notes.md', 'src/functions/a.ts'],
  ['src/index.ts src/functions/a.ts', 'src/index.ts src/functions/a.ts'],
  ['functions/a.js index.js lib/x.js', 'index.js functions/a.js'],
  ['index.mjs', 'index.mjs'],
  ['lib/a.ts', ''],
])('without main, [%s] loads [%s]', (paths, entries) => {
  expect(entryFiles(app(paths)).join(' ')).toBe(entries)
})

test('a main that names nothing, or a package.json that does not parse, leaves where the templates put functions', () => {
  expect(entryFiles(app('src/functions/a.ts', 'dist/gone/*.js'))).toEqual(['src/functions/a.ts'])
  expect(entryFiles([...app('src/functions/a.ts'), { path: 'package.json', text: '{ "main": ' }])).toEqual([
    'src/functions/a.ts',
  ])
})

test('a main made to hang the page is passed over', () => {
  const files = app(`${'a'.repeat(76)}.js src/functions/a.js`, `${'*a'.repeat(30)}b.js`)
  expect(entryFiles(files)).toEqual(['src/functions/a.js'])
  const nested = app(`${'a'.repeat(76)}.js src/functions/a.js`, `${'+('.repeat(20)}a${')'.repeat(20)}b.js`)
  expect(entryFiles(nested)).toEqual(['src/functions/a.js'])
})

test('an app with function_app.py is Python', () => {
  expect(languageOf(app('function_app.py helper.py'))).toBe('python')
  expect(entryFiles(app('function_app.py helper.py'))).toEqual(['function_app.py'])
  expect(languageOf(app('src/index.ts'))).toBe('javascript')
})

test('a Python app is function_app.py, or the folders whose function.json names Python', () => {
  expect(languageOf(app('function_app.py a/function.json a/__init__.py'))).toBe('python')
  expect(entryFiles(app('function_app.py a/function.json a/__init__.py'))).toEqual(['function_app.py'])
  expect(
    entryFiles(app('b/function.json b/__init__.py a/function.json a/main.py deep/c/function.json host.json')),
  ).toEqual(['a/function.json', 'b/function.json'])
  const js = { path: 'a/function.json', text: '{ "scriptFile": "index.js" } // no Python' }
  expect(languageOf([js, ...app('a/index.js src/functions/f.js')])).toBe('javascript')
  const settings = (values: object) => ({ path: 'local.settings.json', text: JSON.stringify({ Values: values }) })
  expect(
    languageOf([settings({ FUNCTIONS_WORKER_RUNTIME: 'node' }), ...app('function_app.py src/functions/f.js')]),
  ).toBe('javascript')
  expect(entryFiles([settings({ PYTHON_SCRIPT_FILE_NAME: 'main.py' }), ...app('main.py function_app.py')])).toEqual([
    'main.py',
  ])
})
