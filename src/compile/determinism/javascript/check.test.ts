import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isProgram, program } from '../../testing/programs.ts'
import { withFix } from '#durable/fix.ts'
import { checkJavascript } from './check.ts'

type Sources = Readonly<Record<string, string>>

const files = (sources: Sources) => Object.entries(sources).map(([path, text]) => ({ path, text }))

/** `cause "text"` of each problem: what is underlined, to the letter. */
function underlined(sources: Sources): string[] {
  return checkJavascript(files(sources)).map(({ cause, file, line, column, endLine, endColumn }) => {
    const lines = (sources[file] ?? '').split('\n').slice(line - 1, endLine)
    const last = (lines.at(-1) ?? '').slice(0, endColumn - 1)
    const text = [...lines.slice(0, -1), last].join('\n').slice(column - 1)
    return `${cause} ${text}`
  })
}

const typed = (body: string, before = '') => ({
  'a.ts': `import * as df from 'durable-functions'
import type { OrchestrationContext, OrchestrationHandler } from 'durable-functions'
${before}
const handler: OrchestrationHandler = function* (context: OrchestrationContext): Generator<df.Task, unknown, any> {
${body}
}
df.app.orchestration('O', handler)
`,
})

test('in TypeScript what is underlined is the call, to the column', () => {
  expect(underlined(typed('  const t = <number>Date.now() as number; return `${Math.random()!} ${new Date}`'))).toEqual(
    ['clock Date.now()', 'random Math.random()', 'clock new Date'],
  )
})

test('what another name stands for is known', () => {
  const imports = `import { randomUUID as id } from 'node:crypto'
import * as http from 'http'
import { DateTime as Time } from 'luxon'
import axios from 'axios'
import * as _ from 'lodash'
import { v4, v5 } from 'uuid'`
  expect(
    underlined(
      typed(
        'id(); http.get("x"); Time.now(); globalThis.crypto.randomUUID(); axios.get("x"); _.shuffle([]); v4(); v5("a", "b")',
        imports,
      ),
    ),
  ).toEqual([
    'uuid id()',
    'network http.get("x")',
    'clock Time.now()',
    'uuid globalThis.crypto.randomUUID()',
    'network axios.get("x")',
    'random _.shuffle([])',
    'uuid v4()',
  ])
})

test('the person’s own names are left alone', () => {
  expect(
    underlined(
      typed(
        `const Date = context.df; const fetch = (x: string) => x
  const { random } = context.df.getInput() as any
  fetch('x'); setTimeout(); random(); process.env.X; new DateTime()
  return Math.max(1, 2) + new globalThis.Date(5).getTime()`,
        'function setTimeout() {}\nconst process = { env: { X: 1 } }\nclass DateTime {}',
      ),
    ),
  ).toEqual([])
})

test('names that every object has are names like any other', () => {
  expect(underlined(typed('  constructor(); toString(); valueOf(); hasOwnProperty()'))).toEqual([])
})

test('what activities, clients and the loading of the module do is nobody’s business', () => {
  expect(
    underlined({
      'a.js': `const df = require('durable-functions')
const started = Date.now()
let count = 0
df.app.activity('A', { handler: async () => { count++; await fetch('x'); return Math.random() } })
function unused() { return Date.now() }
df.app.orchestration('O', function* (context) { return started })`,
    }),
  ).toEqual([])
})

test('code that runs only when nothing is replayed is left alone', () => {
  expect(
    underlined(
      typed(`  if (!context.df.isReplaying) console.log(Date.now())
  if (context.df.isReplaying) {} else { Math.random() }
  context.df.isReplaying || console.log(new Date())
  if (!context.df.isReplaying) {} else Date()`),
    ),
  ).toEqual(['clock Date()'])
})

test('helpers are followed, into other files and generators too', () => {
  expect(
    underlined({
      'a.ts': `import * as df from 'durable-functions'
import { inner } from './lib/inner.js'
import * as all from './lib/all'
df.app.orchestration('O', { handler: function* (context) { yield* inner(context); all.tools.roll() } })`,
      'lib/inner.ts': `export function* inner(context: any) { yield context.df.createTimer(new Date()); again() }
function again() { return again2() } const again2 = () => Date.now()`,
      'lib/all.ts': 'export const tools = { roll: () => Math.random() }',
    }),
  ).toEqual(['random Math.random()', 'clock new Date()', 'clock Date.now()'])
})

test('variables of the module that functions change are underlined where they are used', () => {
  const before =
    'let total = 0\nconst seen = new Set<string>()\nconst fixed = [1]\nexport function reset() { total = 0 }'
  expect(underlined(typed('total += 1; seen.add("x"); fixed.map(String); const total2 = total', before))).toEqual([
    'state total += 1',
    'state seen.add("x")',
    'state total',
  ])
})

test('an asynchronous function is underlined at its head, and so is one that is no generator', () => {
  const app = (fn: string) => ({ 'a.js': `const df = require('durable-functions')\ndf.app.orchestration('O', ${fn})` })
  expect(underlined(app('async function* (context) {}'))).toEqual(['async async function*'])
  expect(underlined(app('async (context) => 1'))).toEqual(['async async'])
  expect(underlined(app('function named(context) {}'))).toEqual(['no-generator function'])
})

test('of two tasks that are awaited one inside the other both are yielded', () => {
  const sources = {
    'a.js': `const df = require('durable-functions')
df.app.orchestration('O', async (context) => {
  return await context.df.callActivity('A', await context.df.callActivity('B'))
})`,
  }
  const [fix] = checkJavascript(files(sources))[0]?.fixes ?? []
  if (!fix) throw new Error('no fix')
  expect(withFix(files(sources), fix)[0]?.text).toContain(`function* (context) {
  return yield context.df.callActivity('A', yield context.df.callActivity('B'))`)
})

test('an activity is unknown only when all activities are known', () => {
  const calls = "df.app.orchestration('O', function* (context) { yield context.df.callActivity('Helo') })"
  const app = (rest: string) => ({ 'a.js': `const df = require('durable-functions')\n${rest}\n${calls}` })
  expect(underlined(app("df.app.activity('Hello', { handler: () => 1 })"))).toEqual(["unknown-activity 'Helo'"])
  expect(underlined(app("for (const n of names) df.app.activity(n, {}); df.app.activity('Hello', {})"))).toEqual([])
  expect(underlined(app(''))).toEqual([])
  expect(underlined({ ...app("df.app.activity('Hello', {})"), 'b.ts': 'this does not parse (' })).toEqual([])
})

test('what does not parse is passed over', () => {
  expect(checkJavascript(files({ 'a.ts': 'const (' }))).toEqual([])
})

test('a fix changes what it says, and nothing once its text has changed', () => {
  const sources = typed('  return Date.now()')
  const [problem] = checkJavascript(files(sources))
  const [fix] = problem?.fixes ?? []
  if (!fix) throw new Error('no fix')
  expect(withFix(files(sources), fix)[0]?.text).toContain('return context.df.currentUtcDateTime.getTime()\n')
  const changed = files({ 'a.ts': `// a line more\n${sources['a.ts']}` })
  expect(() => withFix(changed, fix)).toThrow(
    'a.ts has changed at that place since it was looked at. Nothing was changed.',
  )
})

test('whatever shape code has, nothing is found in it that is not there', () => {
  fc.assert(
    fc.property(program, (source) => {
      fc.pre(isProgram(source))
      const app = `const df = require('durable-functions')\n${source}\ndf.app.orchestration('O', run)`
      const found = checkJavascript(files({ 'a.js': app })).map(({ cause }) => cause)
      expect(found.filter((cause) => cause !== 'state' && cause !== 'falsy-error')).toEqual([])
    }),
    { numRuns: 200 },
  )
})
