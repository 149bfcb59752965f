import { gzipSync, strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { unpackHistories } from './unpack-histories.ts'

const bytes = (text: string) => strToU8(text)

test('a text is itself, and gzip and zip are unpacked', () => {
  expect(unpackHistories('a.json', bytes('{}'))).toEqual([{ name: 'a.json', text: '{}' }])
  expect(unpackHistories('a.json.gz', gzipSync(bytes('{"a":1}')))).toEqual([{ name: 'a.json.gz', text: '{"a":1}' }])
  const zip = zipSync({
    'x/a.json': bytes('[1]'),
    'b.csv': bytes('c'),
    'readme.txt': bytes('no'),
    '__MACOSX/._a.json': bytes(''),
  })
  expect(unpackHistories('h.zip', zip)).toEqual([
    { name: 'h.zip: x/a.json', text: '[1]' },
    { name: 'h.zip: b.csv', text: 'c' },
  ])
})

test('a byte order mark is no part of the text, in whichever encoding PowerShell wrote it', () => {
  const utf16 = new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])
  expect(unpackHistories('a.json', utf16)).toEqual([{ name: 'a.json', text: '{}' }])
})

test('a bomb is stopped where it grows too large', () => {
  const zeros = new Uint8Array(1_000_000)
  expect(() => unpackHistories('bomb.gz', gzipSync(zeros), 500_000)).toThrow('larger than 0.5 MB')
  expect(() => unpackHistories('bomb.zip', zipSync({ 'a.json': zeros }), 500_000)).toThrow('larger than 0.5 MB')
})

test('what is broken, no text or holds no history says so', () => {
  const packed = gzipSync(bytes('hello'.repeat(1000)))
  packed.fill(0xff, 12, 20)
  expect(() => unpackHistories('a.gz', packed)).toThrow('a.gz cannot be unpacked')
  expect(() => unpackHistories('a.json', new Uint8Array([0xc3, 0x28]))).toThrow('a.json is no text')
  expect(() => unpackHistories('a.zip', zipSync({ 'a.txt': bytes('x') }))).toThrow('holds no .json or .csv file')
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`${i}.json`, bytes('')]))
  expect(() => unpackHistories('a.zip', zipSync(many))).toThrow('more than 1000 files')
})
