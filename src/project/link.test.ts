import { readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fault } from '#durable/fault.ts'
import { decodeProject, encodeProject, type LinkedProject, LinkError, type LinkProblem } from './link.ts'
import { linkDictionary1 } from './link-dictionary-1.ts'

const project: LinkedProject = {
  name: 'Hello Cities',
  files: [
    { path: 'host.json', text: '{ "version": "2.0" }' },
    {
      path: 'src/functions/hello.ts',
      text: "df.app.activity('sayHello', { handler: (city: string) => `Hello ${city}!` })\n",
    },
  ],
}

const golden = (name: string) => readFileSync(new URL(`golden-links/${name}`, import.meta.url), 'utf8').trim()

/** As another program would write a link, with nothing but zlib. */
const codec0 = (contents: unknown) =>
  `0.${deflateRawSync(typeof contents === 'string' ? contents : JSON.stringify(contents)).toString('base64url')}`

const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8)

const problemOf = (payload: string): LinkProblem | 'opened' => {
  try {
    decodeProject(payload)
    return 'opened'
  } catch (error) {
    if (error instanceof LinkError) return error.problem
    throw error
  }
}

test.each(['0', '1'])('the golden link of codec %s opens as it always did', (codec) => {
  expect(decodeProject(golden(`codec-${codec}.txt`))).toEqual(JSON.parse(golden('project.json')))
})

test('dictionary 1 never changes', () => {
  expect(linkDictionary1.length).toBe(7378)
  expect(createHash('sha256').update(linkDictionary1).digest('hex')).toBe(
    'f420a42f9bfecf87d69422b4fb3f2bed1433c5fb0365a06f025b55016030a78c',
  )
})

test('a link made by any program with zlib opens', () => {
  const c = sha('Named\0a.ts\0x\0b.ts\0é\0')
  const made = codec0({ v: 1, n: 'Named', f: { 'b.ts': 'é', 'a.ts': 'x' }, c })
  const files = [
    { path: 'a.ts', text: 'x' },
    { path: 'b.ts', text: 'é' },
  ]
  expect(decodeProject(made)).toEqual({ name: 'Named', files })
  const ours = encodeProject({ name: 'Named', files }).slice(2)
  const json = inflateRawSync(Buffer.from(ours, 'base64url'), { dictionary: linkDictionary1 }).toString()
  expect(JSON.parse(json)).toEqual({ v: 1, n: 'Named', f: { 'a.ts': 'x', 'b.ts': 'é' }, c })
})

const segment = fc.stringMatching(/^[\w-]{1,12}(\.[a-z]{1,4})?$/).filter((text) => text !== '__proto__')
const paths = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'))
const wellFormed = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units).toWellFormed())
const texts = fc.oneof(wellFormed, fc.constantFrom(...project.files.map(({ text }) => text)))
const faults: fc.Arbitrary<Fault> = fc.record({
  id: fc.uuid(),
  functionName: fc.string({ minLength: 1, maxLength: 20 }),
  when: fc.oneof(
    fc.constant({ kind: 'always' } as const),
    fc.record({ kind: fc.constant('first' as const), count: fc.integer({ min: 1, max: 10 }) }),
  ),
  does: fc.oneof(
    fc.constant({ kind: 'twice' } as const),
    fc.record({ kind: fc.constant('delay' as const), ms: fc.nat(1000) }),
  ),
  isOn: fc.boolean(),
})
const projects: fc.Arbitrary<LinkedProject> = fc.record({
  name: fc.string({ unit: 'grapheme', maxLength: 20 }),
  files: fc.uniqueArray(fc.record({ path: paths, text: texts }), { selector: (file) => file.path, maxLength: 20 }),
})

test('every project comes out of a link as it went in, its files by path', () => {
  fc.assert(
    fc.property(projects, ({ name, files }) => {
      const payload = encodeProject({ name, files })
      const byPath = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
      expect(decodeProject(payload)).toEqual({ name, files: byPath })
    }),
  )
})

test('faults travel in the link; one without them is written as it always was', () => {
  fc.assert(
    fc.property(projects, fc.array(faults, { minLength: 1, maxLength: 5 }), (one, list) => {
      const distinct = list.map((fault, i) => ({ ...fault, id: `${i}` }))
      expect(decodeProject(encodeProject({ ...one, faults: distinct })).faults).toEqual(distinct)
      const otherwise = distinct.map(({ id, ...rest }) => ({ ...rest, id }))
      expect(encodeProject({ ...one, faults: otherwise })).toBe(encodeProject({ ...one, faults: distinct }))
      expect(encodeProject({ ...one, faults: [] })).toBe(encodeProject(one))
    }),
    { numRuns: 30 },
  )
})

test('faults that make no sense, or are too many, close the link', () => {
  const c = sha('N\0')
  expect(problemOf(codec0({ v: 2, n: 'N', f: {}, x: [{ id: 'a' }], c }))).toBe('not a project')
  expect(problemOf(codec0({ v: 2, n: 'N', f: {}, x: Array(1000).fill({}), c }))).toBe('not a project')
  expect(problemOf(codec0({ v: 2, n: 'N', f: {}, c }))).toBe('not a project')
})

test('a link ends in a letter or a digit, which no chat program leaves out', () => {
  fc.assert(fc.property(projects, (any) => /^1\.[\w-]*[a-zA-Z0-9]$/.test(encodeProject(any))))
})

test('a link cut off anywhere says so, and never opens as something else', () => {
  for (const whole of [encodeProject(project), golden('codec-0.txt'), golden('codec-1.txt')]) {
    const problems = new Set(Array.from({ length: whole.length - 2 }, (_, i) => problemOf(whole.slice(0, i + 2))))
    expect(problems).toEqual(new Set(['truncated']))
  }
})

test('a link with one character changed opens as it was or not at all', () => {
  const whole = encodeProject(project)
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: whole.length - 1 }),
      fc.constantFrom('A', 'x', '7', '-', '_', '%'),
      (at, char) => {
        const changed = whole.slice(0, at) + char + whole.slice(at + 1)
        if (problemOf(changed) === 'opened') expect(decodeProject(changed)).toEqual(project)
      },
    ),
  )
})

test('a text of any kind is refused in our own words', () => {
  fc.assert(fc.property(fc.string(), fc.constantFrom('', '0.', '1.'), (text, prefix) => void problemOf(prefix + text)))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('0.', '1.'), (bytes, prefix) => {
      expect(problemOf(prefix + Buffer.from(bytes).toString('base64url'))).not.toBe('opened')
    }),
  )
})

test('a bomb of 50 MB is put down after the first', () => {
  const bomb = codec0(Buffer.alloc(50_000_000, ' ').toString())
  expect(bomb.length).toBeLessThan(100_000)
  const before = performance.now()
  expect(problemOf(bomb)).toBe('too large')
  expect(performance.now() - before).toBeLessThan(2000)
})

const signed = (f: Record<string, unknown>) => {
  const parts = Object.entries(f).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { v: 1, n: '', f, c: sha(['', ...parts.flat()].map((part) => `${String(part)}\0`).join('')) }
}

test.each<[string, unknown, LinkProblem]>([
  ['no JSON', '{"v":1', 'damaged'],
  ['JSON of something else', [1], 'not a project'],
  ['a later version', { v: 2 }, 'not a project'],
  ['no files', { v: 1, n: '', c: '' }, 'not a project'],
  ['a list of files', { v: 1, n: '', f: ['x'], c: '' }, 'not a project'],
  ['a file that is no text', signed({ 'a.ts': 7 }), 'not a project'],
  ['an endless name', { ...signed({}), n: 'x'.repeat(101) }, 'not a project'],
  ['a wrong checksum', { ...signed({ 'a.ts': 'x' }), c: '00000000' }, 'damaged'],
  ['51 files', signed(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${i}.ts`, '']))), 'too large'],
  ['a way out', signed({ '../../etc/passwd': '' }), 'file name'],
  ['an absolute path', signed({ '/etc/passwd': '' }), 'file name'],
  ['a path with a space', signed({ 'a b': '' }), 'file name'],
  ['a long path', signed({ ['a'.repeat(81)]: '' }), 'file name'],
])('%s is refused', (_, contents, problem) => {
  expect(problemOf(codec0(contents))).toBe(problem)
})

test.each(['__proto__', 'a/__proto__/b'])('a file called %s is refused and changes no prototype', (path) => {
  const json = `{"v":1,"n":"","f":{"${path}":"x"},"c":"${sha(`\0${path}\0x\0`)}"}`
  expect(problemOf(codec0(json))).toBe('file name')
  const inherited = `{"__proto__":{"v":1,"n":"","f":{},"c":"${sha('\0')}"}}`
  expect(problemOf(codec0(inherited))).toBe('not a project')
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('a codec we do not know is named, and a hash that is no link is none', () => {
  expect(() => decodeProject('7.abc')).toThrow(/codec 7/)
  expect(problemOf('7.abc')).toBe('unknown codec')
  expect(problemOf('p/abc')).toBe('not a project')
})

test('a project that no link can hold is refused before it is sent', () => {
  const encode = (files: LinkedProject['files']) => () => encodeProject({ name: '', files })
  expect(encode([{ path: 'é.ts', text: '' }])).toThrow(/"é.ts"/)
  expect(encode([{ path: 'big.txt', text: 'x'.repeat(1_000_000) }])).toThrow(/at most 1 MB/)
  expect(encode(Array.from({ length: 51 }, (_, i) => ({ path: `${i}.ts`, text: '' })))).toThrow(
    /at most 50 files, not 51/,
  )
  expect(decodeProject(encodeProject({ name: 'n'.repeat(300), files: [] })).name).toBe('n'.repeat(100))
})
