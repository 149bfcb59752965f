import { expect, onTestFinished, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { Task, WhenAllTask } from '#replay/task.ts'
import { preview } from './preview.ts'
import { watchProxies } from './proxies.ts'

test('values read as they would be written', () => {
  expect(
    [
      undefined,
      null,
      true,
      -0,
      5n,
      'a "b"',
      [1, 'x'],
      ['A', 'B', 'C', 'D'],
      { id: 'r-42', 'a-b': { n: 1 } },
      new Map([['k', { v: 1 }]]),
      new Set([1]),
      new Date(0),
      /a+/gi,
      new RangeError('no'),
      new (class Order {
        id = 1
      })(),
      function named() {},
      () => 1,
      new Uint8Array(3),
      Symbol('s'),
    ].map(preview),
  ).toEqual([
    'undefined',
    'null',
    'true',
    '-0',
    '5n',
    '"a \\"b\\""',
    '[1, "x"]',
    '[4] ["A", "B", "C", "D"]',
    '{ id: "r-42", "a-b": { n: 1 } }',
    'Map(1) { "k" => { v: 1 } }',
    'Set(1) { 1 }',
    '1970-01-01T00:00:00.000Z',
    '/a+/gi',
    'RangeError: no',
    'Order { id: 1 }',
    'ƒ named',
    'ƒ',
    'Uint8Array(3 bytes)',
    'Symbol(s)',
  ])
})

test('a task tells what it asks for and how far it is', () => {
  const [one, other] = ['Tokyo', 'Lima'].map((name) => new Task({ type: 'CallActivity', name, input: null })) as [
    Task,
    Task,
  ]
  one.state = 'completed'
  expect(preview(one)).toBe('Task callActivity("Tokyo"): completed')
  expect(preview(new WhenAllTask([one, other], { type: 'WhenAll', actions: [] }))).toBe('Task Task.all([2]): 1/2')
  const timer = new Task({ type: 'CreateTimer', fireAt: 0 as EpochMs, isCanceled: true })
  expect(preview(timer)).toBe('Task createTimer(1970-01-01T00:00:00.000Z): cancelled')
})

test('large values are cut, deep and circular ones end', () => {
  const texts = [
    'x'.repeat(1e6),
    Array.from({ length: 1e5 }, (_, i) => i),
    Object.fromEntries(Array.from({ length: 1e4 }, (_, i) => [`key${i}`, 'x'.repeat(1000)])),
    new Set(Array.from({ length: 1e5 }, (_, i) => i)),
  ].map(preview)
  for (const text of texts) expect(text.length).toBeLessThan(1000)
  const ring: Record<string, unknown> = {}
  ring['self'] = ring
  expect(preview(ring)).toBe('{ self: [circular] }')
  expect(preview({ a: { b: { c: { d: 1 } } } })).toBe('{ a: { b: { c: {…} } } }')
})

test('no code of the value runs: no getter, no toString, no trap of a proxy', () => {
  onTestFinished(watchProxies())
  const run = () => {
    throw new Error('the value was asked')
  }
  const trapped = new Proxy(
    {},
    { get: run, ownKeys: run, getOwnPropertyDescriptor: run, getPrototypeOf: run, has: run },
  )
  const { proxy } = Proxy.revocable({}, {})
  const hostile = {
    get secret() {
      return run()
    },
    toString: run,
    toJSON: run,
    [Symbol.toPrimitive]: run,
    trapped,
    proxy,
    child: Object.create(trapped) as unknown,
    error: Object.assign(new Error('x'), { toString: run }),
  }
  expect(preview(hostile)).toContain('{ secret: (…), toString: ƒ run')
  expect(preview(hostile)).toContain('trapped: Proxy, proxy: Proxy')
  expect(preview(Object.defineProperty(new Error('x'), 'message', { get: run }))).toBe('Error: ')
  expect(preview(Object.defineProperty([1, 2], '0', { get: run }))).toBe('[(…), 2]')
})
