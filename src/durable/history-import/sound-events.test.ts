import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHistories } from './read-histories.ts'

const started = { type: 'ExecutionStarted', at: 1, name: 'A', input: null, executionId: 'e' }
const scheduled = { type: 'TaskScheduled', at: 2, id: 0, name: 'B', input: null }
const completed = { type: 'ExecutionCompleted', at: 3, status: 'Completed', result: null }

const read = (...history: readonly object[]) => {
  const file = { format: 'durable-playground/run', version: 1, instance: { instanceId: 'i' }, history }
  return readHistories(JSON.stringify(file))[0]
}

test.each([
  [{ ...started, at: 1e300 }, 'has no time that a calendar holds'],
  [{ ...scheduled, id: -1 }, 'has no sequence number'],
  [{ ...scheduled, id: 0.5 }, 'has no sequence number'],
  [{ ...completed, status: 'Lost' }, 'has no status in which an orchestration ends: "Lost"'],
  [{ type: 'TimerCreated', at: 1, id: 0, fireAt: -9e15 }, 'has no time that a calendar holds'],
])('%j is refused, and the event is named', (event, message) => {
  expect(() => read(started, event)).toThrow(message)
  expect(() => read(started, event)).toThrow('Event 1')
})

test('what is optional and something else is left out', () => {
  const failed = { type: 'TaskFailed', at: 2, taskScheduledId: 0, reason: 'no', details: '' }
  const history = read(
    { ...started, version: 7, parent: { name: 'P', instanceId: {}, executionId: '', taskScheduledId: 0 } },
    { ...failed, failureDetails: { ErrorType: 'E', ErrorMessage: {} }, startedAt: 'now' },
    { ...failed, failureDetails: { ErrorType: 'E', ErrorMessage: 'm', InnerFailure: 5, StackTrace: null } },
  )
  expect(history?.events).toEqual([
    started,
    failed,
    { ...failed, failureDetails: { ErrorType: 'E', ErrorMessage: 'm' } },
  ])
  expect(history?.parent).toBeUndefined()
})

test('whatever stands in the fields of an event, it is read as a history or refused as none', () => {
  const field = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('Completed', 'A', 0, null))
  const events = fc.array(
    fc.tuple(
      fc.constantFrom(scheduled, completed, { type: 'TaskFailed', at: 1, taskScheduledId: 0, reason: '', details: '' }),
      fc.dictionary(
        fc.constantFrom('at', 'id', 'name', 'input', 'status', 'result', 'failureDetails', 'version', 'reason'),
        field,
      ),
    ),
  )
  fc.assert(
    fc.property(events, (all) => {
      try {
        const history = read(started, ...all.map(([event, other]) => ({ ...event, ...other })))
        for (const event of history?.events ?? []) {
          expect(() => new Date(event.at).toISOString()).not.toThrow()
          if ('failureDetails' in event) expect(typeof event.failureDetails?.ErrorMessage).toBe('string')
        }
      } catch (error) {
        expect((error as Error).name).toBe('NoHistoryError')
      }
    }),
  )
})
