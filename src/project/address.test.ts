import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { type Address, formatAddress, parseAddress, type View, type What } from './address.ts'

const id = '0123456789abcdef0123456789abcdef'

test('an address is readable and says what is looked at', () => {
  const address: Address = {
    what: { kind: 'project', projectId: id },
    view: { instance: 'order 7', tab: 'history', file: 'src/functions/a.ts', step: 17, line: 3, norun: true },
  }
  const hash = `#p/${id}?instance=order%207&tab=history&file=src/functions/a.ts&step=17&line=3&norun`
  expect(formatAddress(address)).toBe(hash)
  expect(parseAddress(hash)).toEqual(address)
})

test.each<[string, What]>([
  ['', { kind: 'none' }],
  ['#', { kind: 'none' }],
  ['#p/../../x', { kind: 'none' }],
  [`#p/${id.toUpperCase()}`, { kind: 'none' }],
  ['#ex/__proto__/x', { kind: 'none' }],
  ['#%E0%A4%A', { kind: 'none' }],
  [`#p%2F${id}`, { kind: 'project', projectId: id }],
  ['#ex/hello-cities-typescript', { kind: 'sample', sample: 'hello-cities-typescript' }],
  ['#1.abc-_', { kind: 'link', payload: '1.abc-_' }],
  ['#0.', { kind: 'link', payload: '0.' }],
  ['#99.later', { kind: 'link', payload: '99.later' }],
])('%s is understood', (hash, what) => {
  expect(parseAddress(hash)).toEqual({ what, view: {} })
})

test('of a view only what makes sense is kept', () => {
  const { view } = parseAddress(`#?episode=-1&step=1.5&line=x&from=1e3&to=99999999999999999&norun=0&embed&tab=&x=1`)
  expect(view).toEqual({ embed: true })
  expect(parseAddress(`#?instance=${'x'.repeat(600)}`).view).toEqual({})
  expect(formatAddress({ what: { kind: 'none' }, view: { line: Number.NaN, step: -1 } })).toBe('#')
})

const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
const position = fc.maxSafeNat()
const time = position.map((ms) => ms as EpochMs)
const views: fc.Arbitrary<View> = fc.record(
  {
    instance: someText,
    execution: someText,
    tab: someText,
    file: someText,
    episode: position,
    step: position,
    line: position,
    from: time,
    to: time,
    embed: fc.constant(true),
    norun: fc.constant(true),
  },
  { requiredKeys: [] },
)
const hex = fc.stringMatching(/^[0-9a-f]{32}$/)
const whats: fc.Arbitrary<What> = fc.oneof(
  fc.constant<What>({ kind: 'none' }),
  fc.constant<What>({ kind: 'marks' }),
  hex.map((projectId): What => ({ kind: 'project', projectId })),
  fc.stringMatching(/^[01]\.[\w-]{0,60}$/).map((payload): What => ({ kind: 'link', payload })),
  fc.stringMatching(/^[\w-]{1,64}$/).map((sample): What => ({ kind: 'sample', sample })),
)

test('every address reads back as it was written, through a URL', () => {
  fc.assert(
    fc.property(whats, views, (what, view) => {
      const url = new URL(`https://playground.example/base/${formatAddress({ what, view })}`)
      expect(parseAddress(url.hash)).toEqual({ what, view })
    }),
  )
})

/** Half a pair of surrogates too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units))

test('no hash throws', () => {
  fc.assert(fc.property(anyText, (hash) => void parseAddress(hash)))
})
