import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { compareRuns } from './compare.ts'

const at = 0 as EpochMs
const asked = (id: number, name: string): HistoryEvent => ({ type: 'TaskScheduled', at, id, name, input: null })
const done = (taskScheduledId: number, result: string): HistoryEvent => ({
  type: 'TaskCompleted',
  at,
  taskScheduledId,
  result: result as JsonText,
})
const failed = (taskScheduledId: number, reason: string): HistoryEvent => ({
  type: 'TaskFailed',
  at,
  taskScheduledId,
  reason,
  details: '',
})
const ended = (result: string): HistoryEvent => ({ type: 'ExecutionCompleted', at, status: 'Completed', result })

const told = (one: HistoryEvent[], other: HistoryEvent[], hasTimes = true) => {
  const { rows, differsAt } = compareRuns(one, other, hasTimes)
  return [rows.map(({ id, verdict }) => `${id} ${verdict}`), differsAt]
}

test('two runs that asked for the same and were told the same do not differ', () => {
  const run = [asked(0, 'A'), done(0, '1'), asked(1, 'B'), ended('2')]
  expect(told(run, run)).toEqual([['0 same', '1 same'], undefined])
})

test('what came of the same task differs, also when one had not ended or failed', () => {
  const run = [asked(0, 'A'), asked(1, 'B'), asked(2, 'C'), done(0, '1'), done(1, '1'), done(2, '1')]
  const other = [asked(0, 'A'), asked(1, 'B'), asked(2, 'C'), done(0, '2'), failed(1, 'no')]
  const comparison = compareRuns(run, other, true)
  expect(comparison.rows.map(({ verdict }) => verdict)).toEqual(['other result', 'other result', 'other result'])
  expect(comparison.rows[1]).toMatchObject({ askedEnd: { hasFailed: true, text: 'no' } })
  expect(comparison.rows[2]?.askedEnd).toBeUndefined()
})

test('a task of one run alone is told as that, whichever it is', () => {
  const run = [asked(0, 'A'), asked(1, 'B')]
  expect(told(run, [asked(0, 'A')])).toEqual([['0 same', '1 not asked'], 1])
  expect(told([asked(0, 'A')], run)).toEqual([['0 same', '1 only here'], 1])
})

test('results that differ in times count where times are told exactly', () => {
  const run = (time: string) => [asked(0, 'A'), done(0, `"${time}"`)]
  const [one, other] = [run('2026-01-01T00:00:00Z'), run('2026-01-01T00:00:01Z')]
  expect(told(one, other)[1]).toBe(0)
  expect(told(one, other, false)[1]).toBeUndefined()
})

test('how the runs ended stands beside each other', () => {
  expect(compareRuns([ended('1')], [], true).ends).toEqual([{ status: 'Completed', text: '1' }, undefined])
})

test('two runs of very many tasks are compared to the end', () => {
  const long = (length: number) => Array.from({ length }, (_, id) => asked(id, 'A'))
  expect(compareRuns(long(1_502), long(1_501), true).differsAt).toBe(1_501)
})
