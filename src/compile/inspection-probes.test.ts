import { compileFunction } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileApp } from './compile.ts'
import { inspectedBuild } from './inspected-build.ts'
import { isProgram, program } from './testing/programs.ts'
import { withInspectionProbes } from './inspection-probes.ts'

type Read = (index: number) => unknown

/** What the probes of one run told. */
interface Told {
  readonly lines: number[]
  /** At each yield and each end: its line and the variables that could be read. */
  readonly stops: { line: number; locals: Record<string, unknown> }[]
}

/** Drives `module.exports` with 0, 1, 2 … and an error now and then, and ends it if it goes on for too long. */
function run(body: string): { steps: unknown[]; told: Told } {
  const steps: unknown[] = []
  const told: Told = { lines: [], stops: [] }
  const module: { exports: (x: unknown) => Generator } = { exports: function* () {} }
  const stop = (value: unknown, line: number, names?: string, read?: Read) => {
    if (names !== undefined && read !== undefined) told.stops.push({ line, locals: localsOf(names, read) })
    return value
  }
  const probe = Object.assign(stop, {
    end: stop,
    at: (first: number, last: number) => {
      for (let line = first; line <= last; line++) told.lines.push(line)
    },
  })
  compileFunction(body, ['module', 'id', '__line'])(module, (value: unknown) => value, probe)
  const running = module.exports(0)
  try {
    for (let sent = 0; sent < 30; sent++) {
      const step = sent % 7 === 6 ? running.throw(new Error('sent')) : running.next(sent)
      steps.push(step.done, shown(step.value))
      if (step.done) break
    }
  } catch (error) {
    steps.push('threw', error instanceof Error ? error.name : shown(error))
  }
  return { steps, told }
}

function localsOf(names: string, read: Read): Record<string, unknown> {
  const entries = names.split(',').flatMap((name, index) => {
    try {
      return name === '' ? [] : [[name, read(index)] as const]
    } catch {
      return []
    }
  })
  return Object.fromEntries(entries)
}

function shown(value: unknown): unknown {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'function' ? 'function' : inner))
}

async function inspected(path: string, text: string): Promise<string | null> {
  const result = await compileApp([{ path, text }], [path])
  return result.ok ? (inspectedBuild(result.build).modules[0]?.code ?? '') : null
}

test('whatever the program, looking on changes nothing that it does, and no line moves', async () => {
  const seen = { stops: 0, locals: 0, lines: 0, left: 0 }
  const check = async (source: string, path: string) => {
    const code = await inspected(path, source)
    if (code === null) return // Sucrase has no way to read some bare yields, and says so
    const { steps, told } = run(code)
    expect(steps).toEqual(run(source).steps)
    expect(code.trimEnd().split('\n')).toHaveLength(source.split('\n').length)
    const last = source.split('\n').length
    expect(told.lines.every((line) => line >= 1 && line <= last)).toBe(true)
    seen.stops += told.stops.length
    seen.locals += told.stops.filter(({ locals }) => 'x' in locals).length
    seen.lines += told.lines.length
    if (!code.includes('__line.at(')) seen.left++
  }
  await fc.assert(
    fc.asyncProperty(program, async (source) => {
      fc.pre(isProgram(source))
      await check(source, 'a.js')
      await check(source, 'a.ts')
    }),
    { numRuns: 300 },
  )
  expect(Math.min(seen.stops, seen.locals, seen.lines)).toBeGreaterThan(200) // else it generated nothing worth a test
  expect(seen.left).toBe(0)
})

test('every statement form keeps its meaning', () => {
  const source = `
function* run(input) {
  'use strict'
  const log = []
  if (input === 0) log.push('if')
  else log.push('else')
  for (let i = 0; i < 2; i++)
    log.push(i)
  for (const key in { a: 1, b: 2 })
    log.push(key)
  for (const item of [1, 2])
    if (item === 1)
      continue
    else
      log.push(item)
  let n = 0
  do
    n++
  while (n < 3)
  while (n > 0)
    n -= 1
  outer: for (const a of [1, 2]) {
    for (const b of [1, 2]) {
      if (b === 2) continue outer
      log.push(a * 10 + b)
    }
  }
  switch (n) {
    case 0:
      const inner = 'zero'
      log.push(inner)
      break
    default:
      log.push('never')
  }
  try {
    throw new Error('thrown')
  } catch ({ message }) {
    log.push(message)
  } finally {
    log.push('finally')
  }
  const later = () => {
    return 'later'
  }
  class Own {
    static #count = 1
    static {
      log.push(Own.#count)
    }
    get value() {
      return 1, 2
    }
  }
  log.push(later(), new Own().value)
  const [first, { second = 'two' } = {}, ...rest] = yield log
  return first, [second, rest]
}
module.exports = run`.slice(1)
  const { steps, told } = run(withInspectionProbes(source))
  expect(steps).toEqual(run(source).steps)
  const count = (line: number) => told.lines.filter((each) => each === line).length
  const lineOf = (text: string) => source.split('\n').findIndex((line) => line.includes(text)) + 1
  expect([count(lineOf("log.push('if')")), count(lineOf("log.push('else')"))]).toEqual([1, 0])
  expect(count(lineOf('log.push(i)'))).toBe(2)
  expect(count(lineOf('n++'))).toBe(3)
  expect(count(lineOf('if (b === 2)'))).toBe(4)
  expect(count(lineOf('log.push(a * 10'))).toBe(2)
})

test('a statement of several lines tells all of them, but for the functions inside it', () => {
  const source = [
    'module.exports = function* (input) {', // 1
    '  const tasks = input.map((item) =>', // 2
    '    item + 1)', // 3
    '  const more = input.map((item) => {', // 4
    '    return item', // 5
    '  })', // 6
    '  yield [', // 7
    '    tasks]', // 8
    '}',
  ].join('\n')
  const told: number[] = []
  const probe = Object.assign((value: unknown) => value, {
    end: (value: unknown) => value,
    at: (first: number, last: number) => told.push(first, last),
  })
  const module: { exports: (x: unknown) => Generator } = { exports: function* () {} }
  compileFunction(withInspectionProbes(source), ['module', '__line'])(module, probe)
  module.exports([1]).next()
  expect(told).toEqual([2, 3, 4, 4, 5, 5, 7, 8])
})

test('at each yield and at the end the variables in scope can be read, and no others', () => {
  const code = withInspectionProbes(
    [
      'const moduleLevel = 1',
      'function make(outer) {',
      '  return function* (input) {',
      '    const a = yield 1',
      '    for (const each of [10]) {',
      '      let b = each + 1',
      '      yield b',
      '    }',
      '    const n = 7',
      '    try { throw new Error("x") } catch (error) { yield error }',
      '    var late = 8',
      '    return n',
      '  }',
      '}',
      "module.exports = make('o')",
    ].join('\n'),
  )
  expect(run(code).told.stops.map(({ line, locals }) => [line, locals])).toEqual([
    [4, { outer: 'o', input: 0, late: undefined }],
    [7, { outer: 'o', input: 0, late: undefined, a: 1, each: 10, b: 11 }],
    [10, { outer: 'o', input: 0, late: undefined, a: 1, n: 7, error: new Error('x') }],
    [12, { outer: 'o', input: 0, late: 8, a: 1, n: 7 }],
  ])
})

test('a generator that falls off its end tells its last variables', () => {
  const code = withInspectionProbes('module.exports = function* (x) { const y = yield x }')
  expect(run(code).told.stops.map(({ locals }) => locals)).toEqual([{ x: 0 }, { x: 0, y: 1 }])
})
