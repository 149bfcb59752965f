import { expect, test } from 'vitest'
import { emptyResponse, textResponse } from '#durable/http-message.ts'
import { cookieHeader, odditiesOf } from './oddities.ts'

test('a usual answer is not odd', () => {
  expect(odditiesOf(textResponse(404, 'no'))).toEqual([])
  expect(odditiesOf(emptyResponse(204))).toEqual([])
})

test('cookies, statuses out of range and bodies where none may be are told of', () => {
  const cookies = [
    ['Set-Cookie', 'a=1; Path=/'],
    ['set-cookie', 'b=2'],
  ] as const
  expect(odditiesOf(emptyResponse(200, cookies))).toEqual([{ kind: 'cookies', cookies: ['a=1; Path=/', 'b=2'] }])
  expect(odditiesOf(emptyResponse(103))).toEqual([{ kind: 'status', status: 103 }])
  expect(odditiesOf(textResponse(204, 'x'))).toEqual([{ kind: 'body', status: 204 }])
})

test('cookies are sent back as a client sends them', () => {
  expect(cookieHeader(['a=1; Path=/; HttpOnly', 'b=2'])).toBe('a=1; b=2')
})
