import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { HTTP_ACTIVITY } from '#durable/durable-http.ts'
import { messageEvent } from '#durable/entity-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Awaited, EpisodeTrace } from '#durable/trace.ts'
import { type WaitingFor, waitingOf } from './waiting.ts'

const at = 0 as EpochMs
const here = { file: 'a.ts', line: 7 }
const activity = (id: number, name = 'A'): HistoryEvent => ({ type: 'TaskScheduled', at, id, name, input: null })
const failed = (taskScheduledId: number): HistoryEvent => ({
  type: 'TaskFailed',
  at,
  taskScheduledId,
  reason: 'no',
  details: '',
})
const timer = (id: number, fireAt = 5): HistoryEvent => ({ type: 'TimerCreated', at, id, fireAt: fireAt as EpochMs })
const fired = (timerId: number): HistoryEvent => ({ type: 'TimerFired', at, timerId, fireAt: 5 as EpochMs })

function told(awaits: Partial<Awaited> | undefined, history: HistoryEvent[], more: Partial<EpisodeTrace> = {}) {
  const trace: EpisodeTrace = {
    replayedYields: 0,
    yields: [],
    ...(awaits && { awaits: { action: 'CallActivity', taskIds: [], events: [], at: here, ...awaits } }),
    ...more,
  }
  return waitingOf({ status: 'Running', history, episodes: [{ trace }] })
}

/** `all [1/3]: activity #1, event X`. */
function inWords(node: WaitingFor | undefined): string {
  if (!node) return ''
  if ('parts' in node) return `${node.kind} [${node.ended}/${node.of}]: ${node.parts.map(inWords).join(', ')}`
  if (node.kind === 'event') return `event ${node.name}`
  const tried = 'attempt' in node ? ` attempt ${node.attempt} of ${node.mostAttempts}` : ''
  return `${node.kind} #${node.id}${tried}`
}

test('one call is one leaf, with the line that waits', () => {
  const waiting = told({ taskIds: [0] }, [activity(0)])
  expect(waiting).toEqual({
    why: 'awaits',
    isSuspended: false,
    root: { kind: 'activity', name: 'A', input: null, id: 0, since: 0, at: here },
    aside: [],
  })
})

test('compounds are told as they were built, with what has ended counted', () => {
  const race = { action: 'WhenAny', of: 2, ended: 0, open: [2, { event: 'Approval' }] } as const
  const whole = { action: 'WhenAll', of: 3, ended: 1, open: [1, race] } as const
  const history = [activity(0), activity(1), timer(2), failed(0)]
  expect(inWords(told({ action: 'WhenAll', whole }, history)?.root)).toBe(
    'all [1/3]: activity #1, any [0/2]: timer #2, event Approval',
  )
})

test('a call that is tried again tells its attempt, and its back-off timer the one that follows', () => {
  const retry = (ended: number, id: number) =>
    ({
      action: 'CallActivityWithRetry',
      whole: { action: 'CallActivityWithRetry', of: ended + 1, ended, open: [id], mostAttempts: 3 },
    }) as const
  expect(inWords(told(retry(1, 1), [activity(0), failed(0), timer(1)])?.root)).toBe('timer #1 attempt 2 of 3')
  const second = [activity(0), failed(0), timer(1), fired(1), activity(2)]
  expect(inWords(told(retry(2, 2), second)?.root)).toBe('activity #2 attempt 2 of 3')
})

test('a segment of a long timer tells when the whole of it ends', () => {
  const whole = { action: 'CreateTimer', of: 2, ended: 1, open: [1], fireAt: 9 as EpochMs } as const
  expect(told({ whole }, [timer(0), fired(0), timer(1, 8)])?.root).toMatchObject({ kind: 'timer', fireAt: 8, until: 9 })
})

test('of an HTTP call that polls, the call that is not made yet is left out', () => {
  const whole = { action: 'CallHttp', of: 3, ended: 1, open: [1, 2] } as const
  const history: HistoryEvent[] = [
    activity(0, HTTP_ACTIVITY),
    { type: 'TaskCompleted', at, taskScheduledId: 0, result: null },
    timer(1),
  ]
  expect(told({ whole }, history)?.root).toMatchObject({ kind: 'timer', id: 1, backOff: 'poll' })
})

test('what history knows nothing of is not scheduled', () => {
  expect(inWords(told({ taskIds: [3] }, [activity(0), failed(0)])?.root)).toBe('unscheduled #3')
})

test('a loser of a race stands aside, and a timer that was cancelled is gone', () => {
  const waiting = told({ taskIds: [2] }, [activity(0), timer(1), activity(2)], { cancelledTimers: [1] })
  expect(waiting?.aside.map(inWords)).toEqual(['activity #0'])
})

test('code that has ended waits for what it left open', () => {
  const waiting = told(undefined, [timer(0)])
  expect([waiting?.why, waiting?.aside.map(inWords)]).toEqual(['code has ended', ['timer #0']])
})

test('calls of entities and locks are told with their entities; signals are nobody’s wait', () => {
  const sent = (id: number, message: Parameters<typeof messageEvent>[0]): HistoryEvent => ({
    type: 'EventSent',
    at,
    id,
    instanceId: '@counter@k',
    ...messageEvent(message),
  })
  const lockset = [{ name: 'Counter', key: 'k' }]
  const history = [
    sent(0, { kind: 'operation', message: { op: 'add', id: 'r0', signal: true } }),
    sent(1, { kind: 'operation', message: { op: 'get', id: 'r1' } }),
    sent(2, { kind: 'lock', message: { lockset, pos: 0, id: 'r2', parent: 'i' } }),
  ]
  const whole = { action: 'WhenAll', of: 2, ended: 0, open: [1, 2] } as const
  expect(told({ whole }, history)).toMatchObject({
    root: {
      parts: [
        { kind: 'entity', entityId: '@counter@k', operation: 'get' },
        { kind: 'lock', entityIds: ['@counter@k'] },
      ],
    },
    aside: [],
  })
  const answered: HistoryEvent = { type: 'EventRaised', at, name: 'r1', input: 'null' as JsonText }
  expect(told({ taskIds: [2] }, [...history, answered])?.aside).toEqual([])
})

test('an instance that is suspended, or has not begun, says so; one that has ended waits for nothing', () => {
  const suspended: HistoryEvent = { type: 'ExecutionSuspended', at, reason: '' }
  expect(told({ taskIds: [0] }, [activity(0), suspended])?.isSuspended).toBe(true)
  const resumed: HistoryEvent = { type: 'ExecutionResumed', at, reason: '' }
  expect(told({ taskIds: [0] }, [activity(0), suspended, resumed])?.isSuspended).toBe(false)
  expect(waitingOf({ status: 'Pending', history: [], episodes: [] })?.why).toBe('not begun')
  expect(waitingOf({ status: 'Completed', history: [], episodes: [] })).toBeUndefined()
})
