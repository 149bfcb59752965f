import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { eventText } from './event-text.ts'

const at = Date.UTC(2026, 10, 20, 4, 5, 6, 789) as EpochMs

test('a payload is shown as the JSON it spells, digit for digit', () => {
  const input = '{"n":1.0}' as JsonText
  expect(eventText({ at, type: 'TaskScheduled', id: 0, name: 'Hello', input })).toBe(
    '{"at":"2026-11-20T04:05:06.789Z","type":"TaskScheduled","id":0,"name":"Hello","input":{"n":1.0}}',
  )
})

test('a failure, which is no JSON, is shown as text', () => {
  expect(eventText({ at, type: 'ExecutionCompleted', status: 'Failed', result: 'no "luck"' })).toContain(
    String.raw`"result":"no \"luck\""`,
  )
})
