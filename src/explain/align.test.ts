import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { type AskedTask, MOST_ASKED } from '#durable/trace.ts'
import { align, scheduledIn } from './align.ts'

const at = 0 as EpochMs

const activity = (id: number, name: string, input: string | null = null): HistoryEvent => ({
  type: 'TaskScheduled',
  at,
  id,
  name,
  input: input as JsonText | null,
})
const timer = (id: number, fireAt: number): HistoryEvent => ({
  type: 'TimerCreated',
  at,
  id,
  fireAt: fireAt as EpochMs,
})
const child = (id: number, instanceId: string): HistoryEvent => ({
  type: 'SubOrchestrationInstanceCreated',
  at,
  id,
  name: 'Child',
  instanceId,
  input: null,
})
const asked = (...events: HistoryEvent[]): readonly AskedTask[] => scheduledIn(events)

const verdicts = (history: HistoryEvent[], now: readonly AskedTask[]) => {
  const { rows, stopsAt, passesAt } = align(history, now)
  return [rows.map(({ id, verdict }) => `${id} ${verdict}`), stopsAt, passesAt]
}

test('the same tasks are the same, case of names apart', () => {
  const history = [activity(0, 'Hello', '1'), timer(1, 5)]
  expect(verdicts(history, asked(activity(0, 'hello', '1'), timer(1, 5)))).toEqual([
    ['0 same', '1 same'],
    undefined,
    undefined,
  ])
})

test('another name and another kind stop the instance at the first of them', () => {
  const history = [activity(0, 'A'), activity(1, 'B'), activity(2, 'C')]
  expect(verdicts(history, asked(activity(0, 'A'), activity(1, 'X'), timer(2, 5)))).toEqual([
    ['0 same', '1 other name', '2 other kind'],
    1,
    undefined,
  ])
})

test('what history tells first is what stops it, whatever its number', () => {
  const history = [activity(1, 'B'), activity(0, 'A')]
  expect(align(history, asked(activity(0, 'X'), activity(1, 'X'))).stopsAt).toBe(1)
})

test('inputs, times and ids of children are let pass', () => {
  const history = [activity(0, 'A', '1'), timer(1, 5), child(2, 'x')]
  expect(verdicts(history, asked(activity(0, 'A', '2'), timer(1, 6), child(2, 'y')))).toEqual([
    ['0 other input', '1 other time', '2 other instance'],
    undefined,
    0,
  ])
})

test('no input and null are one input', () => {
  expect(align([activity(0, 'A', null)], asked(activity(0, 'A', 'null'))).rows[0]?.verdict).toBe('same')
})

test('what is not asked for stops it, and so does what is asked for too late', () => {
  expect(verdicts([activity(0, 'A'), activity(1, 'B')], asked(activity(0, 'A')))).toEqual([
    ['0 same', '1 not asked'],
    1,
    undefined,
  ])
  const late = asked(activity(0, 'A'), activity(1, 'B')).map((task) =>
    task.id ? { ...task, isLate: true as const } : task,
  )
  expect(verdicts([activity(0, 'A'), activity(1, 'B')], late)).toEqual([['0 same', '1 asked too late'], 1, undefined])
})

test('what is asked for beyond the end of history is new', () => {
  expect(verdicts([activity(0, 'A')], asked(activity(0, 'A'), activity(1, 'B')))).toEqual([
    ['0 same', '1 new'],
    undefined,
    undefined,
  ])
})

test('a part of a long list is held against that part of history', () => {
  const history = Array.from({ length: 10 }, (_, id) => activity(id, 'A'))
  const part = asked(...history).slice(4, 7)
  expect(align(history, part).rows.map(({ id }) => id)).toEqual([4, 5, 6])
})

test('of so many that the rest was left out, the first are held against the first of history', () => {
  const history = Array.from({ length: MOST_ASKED + 5 }, (_, id) => activity(id, 'A'))
  const { rows, stopsAt } = align(history, asked(...history).slice(0, MOST_ASKED))
  expect([rows.length, stopsAt]).toEqual([MOST_ASKED, undefined])
})
