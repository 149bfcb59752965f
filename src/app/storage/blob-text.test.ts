import { expect, test } from 'vitest'
import { encode } from '#durable/http-message.ts'
import { blobText, typeByName } from './blob-text.ts'

test('text can be edited, bytes that are none cannot', () => {
  expect(blobText(encode('été'))).toBe('été')
  expect(blobText(new Uint8Array([0xff, 0xfe, 0]).buffer)).toBeUndefined()
  expect(blobText(encode('a\0b'))).toBeUndefined()
})

test('a blob that is no longer small is not edited here', () => {
  expect(blobText(new ArrayBuffer(1_000_001))).toBeUndefined()
})

test('a new blob has the type that its name says', () => {
  expect(typeByName('in/a.JSON')).toBe('application/json')
  expect(typeByName('a.unknown')).toBe('application/octet-stream')
  expect(typeByName('constructor')).toBe('application/octet-stream')
})
