import { expect, test } from 'vitest'
import { isSameButForTimes } from './history-check.ts'

test('payloads that differ in times and ids made of them alone are the same to a replay without exact times', () => {
  const payload = (at: number) =>
    JSON.stringify({
      at,
      iso: new Date(at).toISOString(),
      id: `0b6dcfd5-1f2a-5e33-9c4f-${String(at).slice(-12)}`,
      n: 1,
    })
  expect(isSameButForTimes(payload(1795171975001), payload(1795171975002))).toBe(true)
  expect(isSameButForTimes('{"n":1}', '{"n":2}')).toBe(false)
  expect(isSameButForTimes(null, undefined)).toBe(true)
})
