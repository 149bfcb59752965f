import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { completeBuffer } from './buffer.ts'

const { Buffer: Plain } = createRequire(import.meta.url)('buffer/') as { Buffer: typeof Buffer }
completeBuffer(Plain)

test('base64url is written without padding, in its own alphabet, and read again, as Node.js does', () => {
  for (const bytes of [[], [255], [251, 255, 190], [1, 2, 3, 4, 5]]) {
    const text = Plain.from(bytes).toString('base64url')
    expect(text).toBe(Buffer.from(bytes).toString('base64url'))
    expect([...Plain.from(text, 'base64url')]).toEqual(bytes)
    expect(Plain.byteLength(text, 'base64url')).toBe(bytes.length)
  }
  expect(Plain.alloc(3).write('-_-_', 'base64url')).toBe(3)
  expect([Plain.isEncoding('base64url'), Plain.isEncoding('hex'), Plain.isEncoding('x')]).toEqual([true, true, false])
})

test('all else stays as it is', () => {
  expect(Plain.from('é').toString()).toBe('é')
  expect(Plain.from('00ff', 'hex').toString('base64')).toBe('AP8=')
  expect(Plain.from(new Uint8Array([1, 2]).buffer, 1, 1)).toHaveLength(1)
})
