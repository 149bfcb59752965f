import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { bytes, clockTime, duration, elapsed, isoTime, shortId } from './format.ts'

const at = Date.UTC(2026, 10, 20, 4, 5, 6, 789) as EpochMs

test('times are told to the millisecond in UTC, and by the clock where the reader sits', () => {
  expect(isoTime(at)).toBe('2026-11-20T04:05:06.789Z')
  expect(clockTime(at, 'nl', 'Europe/Amsterdam')).toBe('05:05:06')
  expect(clockTime(at, 'en', 'America/Los_Angeles')).toBe('20:05:06')
  expect(isoTime(1e20 as EpochMs)).toBe('100000000000000000000')
})

test('elapsed time lines up to the millisecond', () => {
  expect([0, 6789, 62_345, 3_723_456, -5].map(elapsed)).toEqual([
    '0:00.000',
    '0:06.789',
    '1:02.345',
    '1:02:03.456',
    '-0:00.005',
  ])
})

test('durations and sizes come in the unit one would say', () => {
  expect([13.6, 2345, 180_000].map(duration)).toEqual(['14 ms', '2.3 s', '3 min'])
  expect([512, 4200, 1_572_864].map(bytes)).toEqual(['512 B', '4.1 KB', '1.5 MB'])
})

test('a GUID is shortened to its first digits, a name only when it is long', () => {
  expect(shortId('5f2c9d1e0000000000000000000000aa')).toBe('5f2c9d1e')
  expect(shortId('order-1234')).toBe('order-1234')
  expect(shortId('a-rather-long-instance-id')).toBe('a-rather-lo…')
})
