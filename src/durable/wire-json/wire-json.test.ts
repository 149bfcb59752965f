import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Action } from '../action.ts'
import type { HistoryEvent } from '../history-event.ts'
import { actionFromJson, actionJson } from './action-json.ts'
import { eventFromJson, eventJson, isoMicroseconds } from './event-json.ts'
import { stateFromJson, stateInFailure, stateJson } from './state-json.ts'
import { triggerJson } from './trigger-json.ts'

const text = (value: unknown) => JSON.stringify(value) as JsonText
const at = Date.UTC(2024, 0, 1) as EpochMs

test('an action is written as durable-functions writes it', () => {
  expect(JSON.stringify(actionJson({ type: 'CallActivity', name: 'Y', input: text('Tokyo') }))).toBe(
    String.raw`{"functionName":"Y","actionType":0,"input":"\"Tokyo\""}`,
  )
  expect(actionJson({ type: 'CallActivity', name: 'Y', input: null })).toEqual({ functionName: 'Y', actionType: 0 })
  expect(actionJson({ type: 'CallSubOrchestrator', name: 'S', input: text('Tokyo'), instanceId: 'i' })).toEqual({
    functionName: 'S',
    actionType: 2,
    input: 'Tokyo',
    instanceId: 'i',
  })
  expect(actionJson({ type: 'CreateTimer', fireAt: at, isCanceled: true })).toEqual({
    fireAt: '2024-01-01T00:00:00.000Z',
    isCanceled: true,
    actionType: 5,
  })
})

const input = fc.option(fc.jsonValue().map((value) => text(value)))
const name = fc.string({ minLength: 1 })
const retry = fc.record({ firstRetryIntervalInMilliseconds: fc.nat(), maxNumberOfAttempts: fc.nat() })
const child = { name, input, instanceId: fc.string(), version: fc.string() }
const entityCall = { instanceId: name, operation: name, input }

const { action } = fc.letrec<{ action: Action }>((tie) => ({
  action: fc.oneof(
    { maxDepth: 3 },
    fc.record({ type: fc.constant('CallActivity' as const), name, input }),
    fc.record({ type: fc.constant('CallActivityWithRetry' as const), name, input, retry }),
    fc.record({ type: fc.constant('CallSubOrchestrator' as const), name, input }),
    fc.record({ type: fc.constant('CallSubOrchestratorWithRetry' as const), ...child, retry }),
    fc.record({ type: fc.constant('ContinueAsNew' as const), input }),
    fc.record({
      type: fc.constant('CreateTimer' as const),
      fireAt: fc.nat({ max: 2 ** 40 }).map((ms) => ms as EpochMs),
      isCanceled: fc.boolean(),
    }),
    fc.record({ type: fc.constant('WaitForExternalEvent' as const), name }),
    fc.record({ type: fc.constantFrom('CallEntity' as const, 'SignalEntity' as const), ...entityCall }),
    fc.constant<Action>({ type: 'ReleaseEntities' }),
    fc.record({
      type: fc.constant('LockEntities' as const),
      lockRequestId: name,
      lockSet: fc.array(fc.record({ name, key: name })),
    }),
    fc.record({
      type: fc.constantFrom('WhenAll' as const, 'WhenAny' as const),
      actions: fc.array(tie('action'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}))

test('whatever an action is, it comes back from the wire as it was', () => {
  const there = fc.property(action, (asked) => {
    expect(actionFromJson(JSON.parse(text(actionJson(asked))))).toEqual(asked)
  })
  fc.assert(there)
})

test('a number that names no action is refused', () => {
  expect(() => actionFromJson({ actionType: 10 })).toThrow('there is no action of type 10')
})

test('a state has one inner list of actions and comes back as it was, also out of a failure', () => {
  const state = {
    isDone: false,
    actions: [{ type: 'CallActivity', name: 'a', input: text({ n: 1 }) }],
    output: null,
    customStatus: text('half'),
    error: 'boom',
  } as const
  const json = stateJson(state)
  expect(json).toBe(
    '{"isDone":false,"actions":[[{"functionName":"a","actionType":0,"input":{"n":1}}]],"schemaVersion":3,"error":"boom","customStatus":"half"}',
  )
  expect(stateFromJson(json)).toEqual(state)
  expect(stateInFailure(`false\n\n$OutOfProcData$:${json}`)).toBe(json)
  expect(stateInFailure('Cannot read properties of undefined')).toBeUndefined()
})

test('a trigger numbers its events and marks those of earlier episodes as played', () => {
  const history: HistoryEvent[] = [
    { type: 'OrchestratorStarted', at },
    { type: 'ExecutionStarted', at, name: 'chain', input: text(7), executionId: 'e' },
    { type: 'TaskScheduled', at, id: 0, name: 'Hello', input: text(['Tokyo']) },
    { type: 'OrchestratorCompleted', at },
    { type: 'OrchestratorStarted', at: (at + 1) as EpochMs },
    { type: 'TaskCompleted', at, taskScheduledId: 0, result: text('Hello Tokyo!') },
  ]
  const trigger = JSON.parse(triggerJson(history, { instanceId: 'i', parentInstanceId: null, input: text(7) }))
  expect(trigger).toMatchObject({ input: 7, instanceId: 'i', parentInstanceId: null, upperSchemaVersionNew: 3 })
  expect(trigger.history.map((event: { EventType: number }) => event.EventType)).toEqual([12, 0, 4, 13, 12, 5])
  expect(trigger.history.map((event: { IsPlayed: boolean }) => event.IsPlayed)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
  expect(trigger.history[2]).toEqual({
    EventType: 4,
    EventId: 0,
    IsPlayed: true,
    Timestamp: '2024-01-01T00:00:00.000Z',
    Name: 'Hello',
    Version: null,
    Input: '["Tokyo"]',
  })
  expect(trigger.history[5]).toMatchObject({ EventId: -1, TaskScheduledId: 0, Result: '"Hello Tokyo!"' })
  expect(isoMicroseconds(at)).toBe('2024-01-01T00:00:00.000000Z')
})

test('whatever an event is, it comes back from the wire as it was, in either spelling of time', () => {
  const failure = { reason: 'r', details: 'd' }
  const failureDetails = { ErrorType: 'E', ErrorMessage: 'm' }
  const parent = { name: 'p', instanceId: 'pi', executionId: 'pe', taskScheduledId: 3 }
  const events: HistoryEvent[] = [
    { type: 'ExecutionStarted', at, name: 'o', input: text(1), executionId: 'e' },
    { type: 'ExecutionStarted', at, name: 'o', input: null, executionId: 'e', version: '1', parent },
    { type: 'ExecutionCompleted', at, status: 'Failed', result: 'x', failureDetails },
    { type: 'ExecutionTerminated', at, reason: 'because' },
    { type: 'ExecutionSuspended', at, reason: 'because' },
    { type: 'ExecutionResumed', at, reason: 'because' },
    { type: 'ExecutionRewound', at, reason: 'because' },
    { type: 'OrchestratorStarted', at },
    { type: 'OrchestratorCompleted', at },
    { type: 'TaskScheduled', at, id: 7, name: 'a', input: text(['x']) },
    { type: 'TaskCompleted', at, taskScheduledId: 7, result: text('x') },
    { type: 'TaskFailed', at, taskScheduledId: 7, ...failure },
    { type: 'SubOrchestrationInstanceCreated', at, id: 8, name: 's', instanceId: 'i', input: null, version: '2' },
    { type: 'SubOrchestrationInstanceCompleted', at, taskScheduledId: 8, result: null },
    { type: 'SubOrchestrationInstanceFailed', at, taskScheduledId: 8, ...failure, failureDetails },
    { type: 'TimerCreated', at, id: 9, fireAt: at },
    { type: 'TimerFired', at, timerId: 9, fireAt: at },
    { type: 'EventSent', at, id: 10, instanceId: '@c@k', name: 'op', input: text({}) },
    { type: 'EventRaised', at, name: 'go', input: text('now') },
    { type: 'GenericEvent', at, data: 'x' },
  ]
  for (const time of [undefined, isoMicroseconds])
    for (const event of events) expect(eventFromJson(JSON.parse(text(eventJson(event, false, time))))).toEqual(event)
  expect(() => eventFromJson({ EventType: 99, EventId: -1, Timestamp: '' })).toThrow('no history event of type 99')
})
