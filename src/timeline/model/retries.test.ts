import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { FirstYield } from '#durable/trace.ts'
import { episode } from '../testing.ts'
import { modelOf } from './model.ts'

const at = (n: number) => n as EpochMs
const asks = (...taskIds: number[]): { yields: FirstYield[] } => ({
  yields: [{ index: 0, action: 'CallActivityWithRetry', taskIds }],
})
const silent = { yields: [] }

const scheduled = (when: number, id: number, name = 'Charge'): HistoryEvent => ({
  type: 'TaskScheduled',
  at: at(when),
  id,
  name,
  input: null,
})
const failed = (when: number, taskScheduledId: number): HistoryEvent => ({
  type: 'TaskFailed',
  at: at(when),
  taskScheduledId,
  reason: 'declined',
  details: '',
})
const completed = (when: number, taskScheduledId: number): HistoryEvent => ({
  type: 'TaskCompleted',
  at: at(when),
  taskScheduledId,
  result: null,
})
const timer = (when: number, id: number, due: number): HistoryEvent => ({
  type: 'TimerCreated',
  at: at(when),
  id,
  fireAt: at(due),
})
const fired = (when: number, timerId: number): HistoryEvent => ({
  type: 'TimerFired',
  at: at(when),
  timerId,
  fireAt: at(when),
})

const toSpans = (...run: Parameters<typeof modelOf>) => modelOf(...run).spans

const told = (span: ReturnType<typeof toSpans>[number]) =>
  [
    `${span.name || span.kind} ${span.status} ${span.start}..${span.end ?? ''}`,
    ...(span.segments ?? []).map(
      (each) => `${each.kind === 'backOff' ? '~' : each.status} ${each.start}..${each.end ?? ''}`,
    ),
  ].join(' | ')
const tasks = (...run: Parameters<typeof toSpans>) =>
  toSpans(...run)
    .filter(({ kind }) => kind !== 'episode')
    .map(told)

test('a task that is tried again is one span with its attempts and back-offs', () => {
  const events = [
    scheduled(1, 0),
    failed(5, 0),
    timer(6, 1, 16),
    fired(16, 1),
    scheduled(17, 2),
    failed(20, 2),
    timer(21, 3, 41),
    fired(41, 3),
    scheduled(42, 4),
    completed(50, 4),
  ]
  const episodes = [
    episode(0, 0, 1, asks(0)),
    episode(1, 1, 3, silent),
    episode(2, 3, 5, silent),
    episode(3, 5, 7, silent),
    episode(4, 7, 9, silent),
    episode(5, 9, 10, silent),
  ]
  expect(tasks(events, episodes)).toEqual([
    'Charge completed 1..50 | failed 1..5 | ~ 5..17 | failed 17..20 | ~ 20..42 | completed 42..50',
  ])
  expect(tasks(events.slice(0, 3), episodes.slice(0, 2))).toEqual(['Charge waiting 1.. | failed 1..5 | ~ 5..'])
  expect(tasks(events.slice(0, 5), episodes.slice(0, 3))).toEqual([
    'Charge running 1.. | failed 1..5 | ~ 5..17 | running 17..',
  ])
})

test('what no attempt follows has failed: the host waits once more after the last one', () => {
  const events = [scheduled(1, 0), failed(5, 0), timer(6, 1, 16), fired(16, 1)]
  expect(tasks(events, [episode(0, 0, 1, asks(0)), episode(1, 1, 3, silent), episode(2, 3, 4, silent)])).toEqual([
    'Charge failed 1..16 | failed 1..5 | ~ 5..16',
  ])
})

test('of two tasks that fail together each goes on in its own timer', () => {
  const events = [
    scheduled(1, 0, 'A'),
    scheduled(1, 1, 'B'),
    failed(5, 1),
    failed(6, 0),
    timer(7, 2, 17),
    timer(7, 3, 18),
    fired(17, 2),
    fired(18, 3),
    scheduled(19, 4, 'B'),
    scheduled(19, 5, 'A'),
    completed(30, 4),
    completed(31, 5),
  ]
  const episodes = [
    episode(0, 0, 2, asks(0, 1)),
    episode(1, 2, 6, silent),
    episode(2, 6, 10, silent),
    episode(3, 10, 12, silent),
  ]
  expect(tasks(events, episodes)).toEqual([
    'A completed 1..31 | failed 1..6 | ~ 6..19 | completed 19..31',
    'B completed 1..30 | failed 1..5 | ~ 5..19 | completed 19..30',
  ])
})

test('a timer that the code asked for after a failure is its own', () => {
  const events = [scheduled(1, 0), failed(5, 0), timer(6, 1, 16)]
  expect(tasks(events, [episode(0, 0, 1, asks(0)), episode(1, 1, 3, asks(1))])).toEqual([
    'Charge failed 1..5',
    'timer waiting 6..',
  ])
})

test('a retry that is given up ends where the execution does', () => {
  const events: HistoryEvent[] = [
    scheduled(1, 0),
    failed(5, 0),
    timer(6, 1, 16),
    { type: 'ExecutionCompleted', at: at(9), status: 'Completed', result: null },
  ]
  expect(tasks(events, [episode(0, 0, 1, asks(0)), episode(1, 1, 4, silent)])).toEqual([
    'Charge cancelled 1..9 | failed 1..5 | ~ 5..9',
  ])
})

test('how often it is tried at most is known, also when the host wrote it down an episode after the code asked', () => {
  const yields: FirstYield[] = [{ index: 1, action: 'CallActivityWithRetry', taskIds: [0], mostAttempts: 5 }]
  const [, , span] = toSpans(
    [fired(0, 7), scheduled(1, 0), failed(5, 0), timer(6, 1, 16)],
    [episode(0, 0, 1, { yields }), episode(1, 1, 2, silent), episode(2, 2, 4, silent)],
  )
  expect(span).toMatchObject({ name: 'Charge', mostAttempts: 5 })
})
