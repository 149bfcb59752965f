import * as real from 'node:crypto'
import { expect, test } from 'vitest'
import * as ours from './crypto.ts'
import { isIP } from './net.ts'
import * as url from './url.ts'
import util from './util.ts'

test('hashes and HMACs are those of Node', () => {
  for (const name of ['md5', 'sha1', 'SHA256', 'sha384', 'sha512', 'RSA-SHA256', 'sha3-256', 'ripemd160']) {
    const words = ['', 'abc', 'ü'.repeat(1000)]
    for (const word of words)
      expect(ours.createHash(name).update(word).update(Buffer.from('x')).digest('base64')).toBe(
        real.createHash(name).update(word).update(Buffer.from('x')).digest('base64'),
      )
    expect(ours.createHmac(name, 'key').update('abc').digest('hex')).toBe(
      real.createHmac(name, 'key').update('abc').digest('hex'),
    )
  }
  expect(ours.createHash('sha1').update('616263', 'hex').digest()).toEqual(
    real.createHash('sha1').update('abc').digest(),
  )
})

test('what is not there says so', () => {
  expect(() => ours.createHash('whirlpool')).toThrow('Digest method not supported: whirlpool. Here there are: md5, ')
  const hash = ours.createHash('md5')
  hash.digest()
  expect(() => hash.update('x')).toThrow('Digest already called')
})

test('randomness has the shape it should', () => {
  expect(ours.randomUUID()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(ours.randomBytes(100_000)).toHaveLength(100_000)
  const drawn = Array.from({ length: 200 }, () => ours.randomInt(3, 6))
  expect(new Set(drawn)).toEqual(new Set([3, 4, 5]))
  expect(ours.timingSafeEqual(Buffer.from('a'), Buffer.from('a'))).toBe(true)
  expect(ours.timingSafeEqual(Buffer.from('a'), Buffer.from('b'))).toBe(false)
})

test('url, util and net have what Node’s have and the packages lack', () => {
  expect(new url.URLSearchParams({ a: '1' }).get('a')).toBe('1')
  expect(url.parse('http://a:1/b?c=d', true)).toMatchObject({ port: '1', pathname: '/b', query: { c: 'd' } })
  expect([url.fileURLToPath('file:///a%20b'), url.pathToFileURL('/a b%').href]).toEqual(['/a b', 'file:///a%20b%25'])
  expect(url.format(new URL('http://x/'))).toBe('http://x/')
  expect(util.isDeepStrictEqual({ a: [new Map([[1, { b: 2 }]])] }, { a: [new Map([[1, { b: 2 }]])] })).toBe(true)
  expect(util.isDeepStrictEqual({ a: 1 }, { a: '1' })).toBe(false)
  expect(['1.2.3.4', '::1', '1.2.3', 'x:y'].map(isIP)).toEqual([4, 6, 0, 0])
})

test('what there is not says what there is instead', () => {
  expect(() => ours.scryptSync()).toThrow('There is crypto.subtle.deriveBits with PBKDF2.')
})
