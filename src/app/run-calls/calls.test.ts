import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { callsOf } from './calls.ts'

const at = 0 as EpochMs

test('each call goes from the event that began it to the one that ended it', () => {
  const history: HistoryEvent[] = [
    { type: 'TaskScheduled', at, id: 0, name: 'A', input: null },
    { type: 'TimerCreated', at, id: 1, fireAt: at },
    { type: 'SubOrchestrationInstanceCreated', at, id: 2, name: 'Child', instanceId: 'c', input: null },
    { type: 'TaskFailed', at, taskScheduledId: 0, reason: 'no', details: '' },
    { type: 'EventRaised', at, name: 'Go', input: null },
    { type: 'SubOrchestrationInstanceCompleted', at, taskScheduledId: 2, result: null },
    { type: 'TaskCompleted', at, taskScheduledId: 0, result: null }, // too late: it has failed
    { type: 'ExecutionCompleted', at, status: 'Completed', result: null },
  ]
  expect(
    callsOf(history).map(({ kind, name, status, begunBy, endedBy }) => [kind, name, status, begunBy, endedBy]),
  ).toEqual([
    ['activity', 'A', 'failed', 0, 3],
    ['timer', '', 'cancelled', 1, 7],
    ['subOrchestration', 'Child', 'completed', 2, 5],
    ['externalEvent', 'Go', 'completed', 4, 4],
  ])
})

test('an entity’s answer ends its call and is no external event; a signal has no answer', () => {
  const sent = (id: string, more: object): HistoryEvent => ({
    type: 'EventSent',
    at,
    id: 0,
    instanceId: '@counter@k',
    name: 'op',
    input: toJsonText({ op: 'add', id, ...more }),
  })
  const history: HistoryEvent[] = [
    sent('r1', { input: '1' }),
    sent('r2', { signal: true }),
    { type: 'EventRaised', at, name: 'r1', input: toJsonText({ result: '2' }) },
    { type: 'EventSent', at, id: 3, instanceId: '@counter@k', name: 'op', input: toJsonText('what is this') },
  ]
  expect(callsOf(history).map(({ kind, name, status, endedBy }) => [kind, name, status, endedBy])).toEqual([
    ['entity', 'counter.add', 'completed', 2],
    ['signal', 'counter.add', 'completed', 1],
    ['signal', 'counter', 'completed', 3],
  ])
})
