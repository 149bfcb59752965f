import { expect, test } from 'vitest'
import { emptyResponse, encode, jsonResponse, type HttpResponseMessage } from '#durable/http-message.ts'
import { bodyOf } from './body.ts'

test('a body that spells text is text', () => {
  expect(bodyOf(jsonResponse(200, { a: 1 }))).toEqual({ kind: 'text', text: '{"a":1}', size: 7 })
  expect(bodyOf(response(encode('<b>é</b>'), 'text/html'))).toEqual({ kind: 'text', text: '<b>é</b>', size: 9 })
  expect(bodyOf(response(bytes(0xe9), 'text/plain; charset=latin1'))).toEqual({ kind: 'text', text: 'é', size: 1 })
})

test('bytes that are no text are told by type and size', () => {
  expect(bodyOf(response(bytes(0xff, 0xfe, 0xfd), 'text/plain'))).toEqual({
    kind: 'binary',
    type: 'text/plain',
    size: 3,
  })
  expect(bodyOf(response(bytes(65, 0, 66), ''))).toEqual({ kind: 'binary', type: '', size: 3 })
  expect(bodyOf(response(encode('PNG'), 'image/png'))).toEqual({ kind: 'binary', type: 'image/png', size: 3 })
})

test('an unknown charset falls back to UTF-8', () => {
  expect(bodyOf(response(encode('é'), 'text/plain; charset=klingon'))).toMatchObject({ kind: 'text', text: 'é' })
  expect(bodyOf(response(bytes(0xff), 'text/plain; charset=klingon'))).toMatchObject({ kind: 'binary' })
})

test('no body, and one of no bytes, is none', () => {
  expect(bodyOf(emptyResponse(204))).toEqual({ kind: 'none' })
  expect(bodyOf(response(bytes(), 'text/plain'))).toEqual({ kind: 'none' })
})

function response(body: ArrayBuffer, type: string): HttpResponseMessage {
  return { status: 200, headers: type === '' ? [] : [['content-type', type]], body }
}

function bytes(...values: number[]): ArrayBuffer {
  return new Uint8Array(values).buffer
}
