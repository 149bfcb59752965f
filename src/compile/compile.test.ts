import { compileFunction } from 'node:vm'
import { expect, test } from 'vitest'
import type { Build, SourceFile } from '#durable/build.ts'
import { compileApp } from './compile.ts'

const files = (sources: Readonly<Record<string, string>>): SourceFile[] =>
  Object.entries(sources).map(([path, text]) => ({ path, text }))

async function built(
  sources: Readonly<Record<string, string>>,
  entries = Object.keys(sources).slice(0, 1),
): Promise<Build> {
  const result = await compileApp(files(sources), entries)
  if (!result.ok) throw new Error(JSON.stringify(result.diagnostics, null, 2))
  return result.build
}

async function complaints(
  sources: Readonly<Record<string, string>>,
  entries = Object.keys(sources),
): Promise<string[]> {
  const result = await compileApp(files(sources), entries)
  const all = result.ok ? result.warnings : result.diagnostics
  return all.map(({ severity, file, line, column, message }) => `${severity} ${file}:${line}:${column} ${message}`)
}

/** What becomes of the text, which begins on line 2: Sucrase writes helpers of its own before line 1. */
async function output(path: string, text: string): Promise<string> {
  const [module] = (await built({ [path]: `\n${text}`, 'b.ts': '', 'data.json': '[]' })).modules
  return (module?.code ?? '').split('\n').slice(1).join('\n').trimEnd()
}

/** The same for text inside a generator, where it begins on line 3. */
async function inGenerator(text: string): Promise<string> {
  return (await output('a.js', `function* f(x) {\n${text}\n}`)).split('\n').slice(1, -1).join('\n')
}

/** Loads a build as a language worker does. */
function load(build: Build, path: string, packages: Readonly<Record<string, unknown>> = {}): unknown {
  const loaded = new Map<string, { exports: unknown }>()
  const loadModule = (path: string): unknown => {
    const already = loaded.get(path)
    if (already) return already.exports
    const module = { exports: {} as unknown }
    loaded.set(path, module)
    const code = build.modules.find((module) => module.path === path)?.code ?? ''
    const body = compileFunction(code, ['exports', 'require', 'module', '__filename', '__dirname', '__line'])
    const require = (name: string) => packages[name] ?? loadModule(name.replace('./', '').replace(/\.js$/, '') + '.ts')
    body(module.exports, require, module, path, '', (value: unknown) => value)
    return module.exports
  }
  return loadModule(path)
}

test('each way to write an import becomes a require on its own line', async () => {
  expect(await output('a.ts', `import * as df from 'durable-functions'\ndf.app`)).toMatchInlineSnapshot(`
    "var _durablefunctions = require('durable-functions'); var df = _interopRequireWildcard(_durablefunctions);
    df.app"
  `)
  expect(await output('a.ts', `import {\n  app,\n  type HttpHandler,\n} from '@azure/functions'\napp`))
    .toMatchInlineSnapshot(`
    "


    var _functions = require('@azure/functions');
    _functions.app"
  `)
  expect(await output('a.ts', `import df = require('durable-functions')\ndf.app`)).toMatchInlineSnapshot(`
    "const df = require('durable-functions')
    df.app"
  `)
  expect(await output('a.ts', `import type { X } from 'nowhere'\nimport './b'`)).toMatchInlineSnapshot(`
    "
    require('./b');"
  `)
  expect(await output('a.js', `import df, { app } from 'durable-functions'\ndf(app)`)).toMatchInlineSnapshot(`
    "var _durablefunctions = require('durable-functions'); var _durablefunctions2 = _interopRequireDefault(_durablefunctions);
    _durablefunctions2.default.call(void 0, _durablefunctions.app)"
  `)
  expect(await output('a.ts', `import data from './data.json'\nexport default data`)).toMatchInlineSnapshot(`
    "var _datajson = require('./data.json'); var _datajson2 = _interopRequireDefault(_datajson);
    exports. default = _datajson2.default"
  `)
})

test('CommonJS stays as it was written, and sloppy', async () => {
  const source = `const df = require('durable-functions')\nwith (df) app\nmodule.exports = { df }`
  expect(await output('a.js', source)).toBe(source)
  expect(await output('a.cjs', source)).toBe(source)
  const [lazy] = (await built({ 'a.js': `return import('./b')`, 'b.ts': '' })).modules
  expect(lazy?.code).not.toContain('use strict')
})

test('each yield tells its line, after its value is there', async () => {
  expect(await inGenerator('const a = yield context.df.callActivity("A", 1)')).toMatchInlineSnapshot(
    `"const a = yield __line( context.df.callActivity("A", 1), 3)"`,
  )
  expect(await inGenerator('return [yield, yield (1, 2), f(yield/**/x), `${yield x}`]')).toMatchInlineSnapshot(
    `"return [yield __line(void 0, 3), yield __line( (1, 2), 3), f(yield __line(/**/x, 3)), \`\${yield __line( x, 3)}\`]"`,
  )
  expect(await inGenerator('yield x(\n  // why\n  yield [y],\n)')).toMatchInlineSnapshot(`
    "yield __line( x(
      // why
      yield __line( [y], 5),
    ), 3)"
  `)
  expect(await inGenerator('yield* inner()\nfunction* inner() { yield 1 }')).toMatchInlineSnapshot(`
    "yield* inner()
    function* inner() { yield __line( 1, 4) }"
  `)
  expect(await inGenerator('// yield 1\n"yield 2"; `yield ${"yield"}`; x.yield')).toMatchInlineSnapshot(`
    "// yield 1
    "yield 2"; \`yield \${"yield"}\`; x.yield"
  `)
})

test('a semicolon that a line end stood for still ends its statement', async () => {
  expect(await inGenerator('yield\n(x)()')).toMatchInlineSnapshot(`
    "yield __line(void 0, 3);
    (x)()"
  `)
  expect(await inGenerator('yield x++ // here\n[1].map(x)')).toMatchInlineSnapshot(`
    "yield __line( x++, 3); // here
    [1].map(x)"
  `)
  expect(await inGenerator('x = yield yield\n`t`')).toMatchInlineSnapshot(`
    "x = yield __line( yield __line(void 0, 3), 3);;
    \`t\`"
  `)
  expect(await inGenerator('yield () => {}\n/re/.test(x)')).toMatchInlineSnapshot(`
    "yield __line( () => {}, 3);
    /re/.test(x)"
  `)
  expect(await inGenerator('for (x = yield\n; yield\n; yield\n) if (x) yield\nelse x()')).toMatchInlineSnapshot(`
    "for (x = yield __line(void 0, 3)
    ; yield __line(void 0, 4)
    ; yield __line(void 0, 5)
    ) if (x) yield __line(void 0, 6)
    else x()"
  `)
})

test('nor does a bracket around a count make a call of it and the next line', async () => {
  const code = await output(
    'a.js',
    'let n = 0\nfunction* f() { throw n++ // here\n(1) ? 1 : 1 }\nfunction g() { n++\n+ 1 }',
  )
  expect(code).toContain(', n++); // here\n(1) ? 1 : 1')
  expect(code).not.toContain(';\n+ 1')
})

test('an async generator tells no lines of yields, only that it is none for an orchestrator', async () => {
  const source = 'async function* f() { yield 1; function* g() { yield 2 } }'
  expect(await output('a.js', source)).toBe(
    'async function* f() {__line.uses("async", "async function*", 2); yield 1; function* g() { yield __line( 2, 2) } }',
  )
})

test('functions tell where they use variables of the module that functions change', async () => {
  const source = (text: string) => output('a.ts', `let count = 0; const seen: string[] = []; const fixed = 1\n${text}`)
  const line = async (text: string) => (await source(text)).split('\n').at(-1)
  expect(await line('function f() { count++ }')).toBe('function f() { __line.uses("state", "count", 3), count++ }')
  expect(await line('const f = () => seen.push("a")')).toBe(
    'const f = () => (__line.uses("state", "seen", 3), seen.push("a"))',
  )
  expect(await line('function f() { count = 1 } function g() { return count + fixed }')).toBe(
    'function f() { __line.uses("state", "count", 3), count = 1 } function g() { return (__line.uses("state", "count", 3), count) + fixed }',
  )
  expect(await line('count = 1; function g(seen: string[]) { seen.push("b"); return count }')).toBe(
    'count = 1; function g(seen) { seen.push("b"); return count }',
  )
})

test('TypeScript loses its types and keeps its lines', async () => {
  const source = `
interface City {
  name: string
}
enum Size { Small, Big = 'big' }
abstract class Base<T> { abstract x(): void; y!: T }
class Named extends Base<City> { constructor(private readonly name: string) { super() } x() { return this.name satisfies string } }
export function* run(this: void, ctx: any): Generator<unknown, City[], unknown> {
  const found = (yield ctx as
    any) as City
  return [found!, <any>Size.Big, new Named('n').x()]
}`
  const { run } = load(await built({ 'a.ts': source }), 'a.ts') as { run: (ctx: unknown) => Generator }
  const running = run(5)
  expect(running.next()).toEqual({ done: false, value: 5 })
  expect(running.next('Tokyo')).toEqual({ done: true, value: ['Tokyo', 'big', 'n'] })
  expect(await output('a.ts', source)).toContain(', 10)')
})

test('`using` passes through as it is', async () => {
  expect(await output('a.ts', 'function f() { using file = open() }')).toContain('{ using file = open() }')
  expect(await output('a.js', 'using file = open()')).toBe('using file = open()')
})

test('files import one another, in circles too, and get what TypeScript would give them', async () => {
  const build = await built({
    'a.ts': `import df, { app } from 'durable-functions'
      import * as all from 'durable-functions'
      import { b, late } from './b.js'
      export { b as renamed } from './b'
      export * from './b'
      export const a = 'a'
      export const seen = { b, late: late(), df, app, all: Object.keys(all) }`,
    'b.ts': `import { a } from './a'
      export const b = 'b'
      export const late = () => typeof a`,
    'unused.ts': 'this is no program',
  })
  const durable = Object.defineProperty({ app: 'app' }, '__esModule', { value: true })
  expect(load(build, 'a.ts', { 'durable-functions': durable })).toEqual({
    renamed: 'b',
    b: 'b',
    late: expect.any(Function),
    a: 'a',
    seen: { b: 'b', late: 'string', df: undefined, app: 'app', all: ['app'] },
  })
  expect(build.modules.map(({ path }) => path)).toEqual(['a.ts', 'b.ts'])
  expect(build.files.map(({ path }) => path)).toEqual(['a.ts', 'b.ts', 'unused.ts'])
})

test('in JavaScript modules a CommonJS package is its own default export, as in Node', async () => {
  const build = await built({ 'a.ts': `import './b'`, 'b.mts': '', 'b.mjs': ``, 'b.ts': '' }, ['a.ts'])
  expect(build.modules.map(({ path }) => path)).toEqual(['a.ts', 'b.ts'])

  const script = await built({ 'a.mjs': `import df from 'durable-functions'\nexport const got = df.app` })
  const durable = Object.defineProperty({ app: 'app' }, '__esModule', { value: true })
  expect(load(script, 'a.mjs', { 'durable-functions': durable })).toEqual({ got: 'app' })
})

test('a JSON file is a module, and no key of it is special', async () => {
  const build = await built({
    'a.js': `require('./data.json')`,
    'data.json': '\uFEFF{ "__proto__": 1, "a": "\u2028" }',
  })
  const json = load(build, 'data.json')
  expect(Object.entries(json as object)).toEqual([
    ['__proto__', 1],
    ['a', '\u2028'],
  ])
})

test('a computed require brings every file that compiles', async () => {
  const build = await built({ 'a.js': 'require(name)', 'b.js': '1', 'broken.js': '(', 'c.json': '1', 'readme.md': '' })
  expect(build.modules.map(({ path }) => path)).toEqual(['a.js', 'b.js', 'c.json'])
})

test('the id names the files, in whatever order they come', async () => {
  const one = await built({ 'a.js': '1', 'b.js': '2' }, ['a.js'])
  const other = await built({ 'b.js': '2', 'a.js': '1' }, ['a.js'])
  expect(other.id).toBe(one.id)
  expect(one.id).toMatchInlineSnapshot(`"d231dd06cc4f24382745a3bc121072b8359f86259faacdba91888a3872e15421"`)
  expect((await built({ 'a.js': '1', 'b.js': '3' }, ['a.js'])).id).not.toBe(one.id)
  expect((await built({ 'a.js': '1', 'c.js': '2' }, ['a.js'])).id).not.toBe(one.id)
})

test('a module that is not there is named at its place, with what is there', async () => {
  expect(
    await complaints({
      'a.ts': `import { x } from './missing'\nimport {\n  y\n} from "left-pad"\nexport const z = [x, y, require('node:child_process')]`,
      'lib/b.js': `require('../../a')\ntry { require('optional') } catch {}\nrequire('node:crypto')`,
      'lib/c.js': `(function (require) { require('bundled') })()`,
    }),
  ).toMatchInlineSnapshot(`
    [
      "error a.ts:1:19 Cannot find module './missing'. The files that can be imported: a.ts, lib/b.js, lib/c.js.",
      "error a.ts:4:8 Cannot find module 'left-pad'. Available here: durable-functions, @azure/functions, axios, date-fns, lodash, luxon, uuid, zod, and of Node: assert, buffer, crypto, events, fs, http, https, net, os, path, perf_hooks, process, querystring, stream, string_decoder, timers, url, util.",
      "error a.ts:5:33 Cannot find module 'node:child_process'. Available here: durable-functions, @azure/functions, axios, date-fns, lodash, luxon, uuid, zod, and of Node: assert, buffer, crypto, events, fs, http, https, net, os, path, perf_hooks, process, querystring, stream, string_decoder, timers, url, util.",
      "error lib/b.js:1:9 Cannot find module '../../a'. The files that can be imported: a.ts, lib/b.js, lib/c.js.",
      "warning lib/b.js:2:15 Cannot find module 'optional'. Available here: durable-functions, @azure/functions, axios, date-fns, lodash, luxon, uuid, zod, and of Node: assert, buffer, crypto, events, fs, http, https, net, os, path, perf_hooks, process, querystring, stream, string_decoder, timers, url, util.",
    ]
  `)
})

test('what may be missing is a warning', async () => {
  expect(await complaints({ 'a.js': `try { require('optional') } catch {}` })).toMatchInlineSnapshot(`
    [
      "warning a.js:1:15 Cannot find module 'optional'. Available here: durable-functions, @azure/functions, axios, date-fns, lodash, luxon, uuid, zod, and of Node: assert, buffer, crypto, events, fs, http, https, net, os, path, perf_hooks, process, querystring, stream, string_decoder, timers, url, util.",
    ]
  `)
})

test('syntax errors of two files are both reported, where they are', async () => {
  expect(
    await complaints({
      'a.ts': 'const a: number = 1\nconst b: = 2',
      'b.js': 'const c = 1\nconst c = 2',
      'c.ts': 'import { app } from "@azure/functions"; export const q: string = app; q: string<x> = (1; )',
      'd.ts': `type A = { a: string }\nlet a: A = { a: 'x' }, a: A = 0`,
      'e.json': '{\n  "a": 1,\n}',
      'f.ts': 'class A { @logged() run() {} }',
      'g.js': '/* never ends',
    }),
  ).toMatchInlineSnapshot(`
    [
      "error a.ts:2:10 Unexpected token",
      "error b.js:2:7 Identifier 'c' has already been declared",
      "error c.ts:1:88 Unexpected token, expected ","",
      "error d.ts:2:24 Identifier 'a' has already been declared",
      "error e.json:3:1 e.json is not valid JSON: property name expected.",
      "error f.ts:1:11 Decorators are not compiled here. Call the function on the class or value instead.",
      "error g.js:1:1 Unterminated comment",
    ]
  `)
})

test('what CommonJS cannot hold is told with the way out', async () => {
  expect(
    await complaints({
      'a.ts': `export const a = await fetch('/')\nfor await (const b of a) b`,
      'b.mjs': `await using c = x\nconsole.log(import.meta.url)\nasync () => { await 1; class A { static { } [x] = 1 } }`,
      'c.ts':
        'namespace Types {\n  export type A = 1\n}\nexport namespace Values {\n  export const a = 1\n}\n/*\nnamespace Comment {\n const a\n}*/',
      'd.js': 'let __line = 1',
      'e.cjs': 'await (x)',
    }),
  ).toMatchInlineSnapshot(`
    [
      "error a.ts:1:18 Top-level await does not work here, because the file becomes a CommonJS module. Put the code into an async function and call that.",
      "error a.ts:2:1 Top-level await does not work here, because the file becomes a CommonJS module. Put the code into an async function and call that.",
      "error b.mjs:1:1 Top-level await does not work here, because the file becomes a CommonJS module. Put the code into an async function and call that.",
      "error b.mjs:2:13 import.meta does not exist here, because the file becomes a CommonJS module. Use __filename or __dirname, or import the JSON file.",
      "error c.ts:4:1 A namespace that holds values is not compiled here. Put its contents into a file of their own and import that.",
      "error d.js:1:5 The name __line is taken: it tells which line runs. Choose another.",
      "error e.cjs:1:1 Top-level await does not work here, because the file becomes a CommonJS module. Put the code into an async function and call that.",
    ]
  `)
})

test('a Python app is built of all its files as they stand: Python compiles them itself', async () => {
  const files = ['function_app.py', 'data.json'].map((path) => ({ path, text: `text of ${path}` }))
  const compiled = await compileApp(files, ['function_app.py'])
  expect(compiled).toMatchObject({
    ok: true,
    build: {
      language: 'python',
      entries: ['function_app.py'],
      modules: files.map(({ path, text }) => ({ path, code: text })),
    },
  })
})

test('an entry that is not there is named', async () => {
  expect(await complaints({ 'a.js': '' }, ['a.js', 'gone.js', 'types.d.ts'])).toMatchInlineSnapshot(`
    [
      "error gone.js:1:1 This file should hold functions, but it is not there to load.",
      "error types.d.ts:1:1 This file should hold functions, but it is not there to load.",
    ]
  `)
})

test('a hashbang survives being wrapped in a function', async () => {
  expect(load(await built({ 'a.js': '#!/usr/bin/env node\nmodule.exports = 1 // end' }), 'a.js')).toBe(1)
})

test('code that nests deeper than can be parsed is a diagnostic too', async () => {
  const deep = 'a + '.repeat(100_000) + 'a'
  expect(await complaints({ 'a.js': deep })).toEqual([expect.stringMatching(/^error a\.js:1:\d+ \w+/)])
  expect(await complaints({ 'a.ts': deep })).toEqual([expect.stringMatching(/^error a\.ts:1:\d+ \w+/)])
})

test('a package of the bundled ones goes along as its own text, once, and only with an app that imports it', async () => {
  const files = [
    { path: 'a.ts', text: "import { DateTime } from 'luxon'\nimport './b'\nDateTime.now()" },
    { path: 'b.js', text: "const { Duration } = require('luxon')" },
  ]
  const compiled = await compileApp(files, ['a.ts'])
  const modules = compiled.ok ? compiled.build.modules : []
  expect(modules.map(({ path }) => path)).toEqual(['a.ts', 'b.js', 'node_modules/luxon/index.js'])
  expect(modules[2]?.code).toContain('exports.DateTime=DateTime')
  const without = await compileApp([{ path: 'a.js', text: '' }], ['a.js'])
  expect(without).toMatchObject({ build: { modules: [{ path: 'a.js' }] } })
})
