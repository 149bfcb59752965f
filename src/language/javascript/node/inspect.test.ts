import { format as nodeFormat, inspect as nodeInspect } from 'node:util'
import { expect, test } from 'vitest'
import { format, inspect } from './inspect.ts'

class City {
  name = 'Tokyo'
  #hidden = 1
  get size() {
    return this.#hidden
  }
}

const ring: Record<string, unknown> = { a: 1 }
ring['self'] = ring
const failure = new RangeError('no such city')

const accessors = {
  get a() {
    return 1
  },
  set b(_value: number) {},
  get c() {
    return 1
  },
  set c(_value: number) {},
}

const sparse: unknown[] = [1]
sparse[3] = 4

const values: readonly unknown[][] = [
  [undefined, null, true, 0, -0, 1.5, NaN, 10n, Symbol('s'), '', 'text', "it's", `it's "so"`, 'two\nlines', '\\'],
  [
    [],
    {},
    [1, 2, 3],
    [[1], [[2]], [[[3]]]],
    sparse,
    { a: 1, 'b-c': 'x', [Symbol('k')]: 2 },
    { a: { b: { c: { d: 1 } } } },
  ],
  [new Map<unknown, unknown>([['a', { b: 1 }]]), new Set([1, 'x']), new Map(), new Set()],
  [new City(), Object.create(null), new (class extends Array<number> {})(), new Date(0), new Date(NaN), /x/gi],
  [() => 1, function named() {}, class {}, City, class Big extends City {}, async () => {}, function* gen() {}],
  [new Uint8Array([1, 2]), Buffer.from('ab'), new Number(3), new String('abc'), new Boolean(false)],
  [
    ring,
    failure,
    { error: failure },
    Object.assign(new Error('x'), { code: 7 }),
    new Error('outer', { cause: 'inner' }),
  ],
  [accessors, { [Symbol.toStringTag]: 'Tagged' }, { [nodeInspect.custom]: () => 'as I like' }],
  [
    {
      name: 'Tokyo',
      country: 'Japan',
      population: 13_960_000,
      districts: ['Shibuya', 'Shinjuku', 'Minato', 'Chiyoda'],
    },
  ],
  [Array.from({ length: 3 }, (_, i) => ({ id: i, name: `item ${i}`, tags: ['a', 'b'] }))],
]

test('values read as Node writes them', () => {
  for (const value of values.flat()) expect(inspect(value)).toBe(nodeInspect(value))
})

test('format fills its directives as Node does', () => {
  const cases: unknown[][] = [
    [],
    [undefined],
    ['a', 'b'],
    [1, 'a', { b: 1 }],
    ['%s is %d years', 'Ada', 36, 'extra', { a: 1 }],
    ['100%', 1],
    ['%%', 1],
    ['%i %f %j %o', 3.7, '2.5', { a: [1] }, 'x'],
    ['%s', { a: { b: 1 } }],
    ['%s %s', new Date(0)],
    ['%O', { a: { b: { c: { d: 1 } } } }],
    ['%d', '0x10'],
    ['%d', {}],
    ['%s', 5n, -0],
    ['%c styled', 'color: red'],
    ['%s', () => 1],
    ['%x', 1],
    ['%s', new City()],
  ]
  for (const args of cases) expect(format(...args)).toBe(nodeFormat(...args))
})

test('long things are cut', () => {
  expect(inspect(Array.from({ length: 1000 }, (_, i) => i))).toMatch(
    /^\[\n {2}0, 1, 2,[^]*99,\n? ?.*\.\.\. 900 more items\n\]$/,
  )
  expect(inspect('x'.repeat(20_000))).toHaveLength(10_000 + "''... 10000 more characters".length)
  expect(inspect(new Uint8Array(1e6)).length).toBeLessThan(1000)
})
