import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { schedule } from './schedule.ts'

const from = Date.parse('2026-11-20T04:05:06Z') as EpochMs // a Friday
const next = (expression: string, timeZone?: string) => {
  const at = schedule(expression, timeZone).nextAfter(from)
  return at === undefined ? undefined : new Date(at).toISOString().replace('.000Z', 'Z')
}

test.each([
  ['0 */5 * * * *', '2026-11-20T04:10:00Z'],
  ['*/10 * * * * *', '2026-11-20T04:05:10Z'],
  ['0 0 * * * *', '2026-11-20T05:00:00Z'],
  ['0 30 9 * * Mon-Fri', '2026-11-20T09:30:00Z'],
  ['0 30 3 * * monday', '2026-11-23T03:30:00Z'],
  ['0 30 9 * Jan *', '2027-01-01T09:30:00Z'],
  ['5,8,10 * * * * *', '2026-11-20T04:05:08Z'],
  ['0 5/20 * * * *', '2026-11-20T04:25:00Z'],
  ['*/5 * * * *', '2026-11-20T04:10:00Z'],
  ['00:00:30', '2026-11-20T04:05:36Z'],
  ['1.00:00:00', '2026-11-21T04:05:06Z'],
])('%s runs next at %s', (expression, expected) => {
  expect(next(expression)).toBe(expected)
})

test('the day of the month and the day of the week must both fit', () => {
  expect(next('0 0 0 13 * 5')).toBe('2027-08-13T00:00:00Z')
})

test('a time zone moves it', () => {
  expect(next('0 30 9 * * *', 'Europe/Paris')).toBe('2026-11-20T08:30:00Z')
})

test('a day that never comes has no next run', () => {
  expect(next('0 0 0 30 2 *')).toBeUndefined()
})

test.each([
  '0 */5 * * *  * *',
  '61 * * * * *',
  '* * * * * 7',
  '0 0 L * * *',
  '*/0 * * * * *',
  'every 5 minutes',
  '',
  '1-2-3 * * * * *',
  '5- * * * * *',
])('what is no NCRONTAB expression is said so: %s', (expression) => {
  expect(() => schedule(expression)).toThrow(
    `The schedule expression '${expression}' was not recognized as a valid cron expression or timespan string.`,
  )
})

test('a time zone that is none is said so', () => {
  expect(() => schedule('* * * * * *', 'Mars/Olympus')).toThrow("WEBSITE_TIME_ZONE 'Mars/Olympus'")
})
