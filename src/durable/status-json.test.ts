import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from './history-event.ts'
import { bodyText } from './http-message.ts'
import type { Instance } from './instance.ts'
import { statusJson, statusResponse, statusViewOf } from './status-json.ts'

const at = (second: number, ms = 0) => (Date.UTC(2020, 2, 18, 21, 54, second) + ms) as EpochMs
const text = (value: unknown) => JSON.stringify(value) as JsonText
const instance: Instance = {
  instanceId: '9a52',
  executionId: 'e',
  name: 'HelloOrchestrator',
  status: 'Completed',
  input: '"in"',
  customStatus: '{"done":1}',
  output: '["Hello Tokyo!"]',
  createdAt: at(49, 999),
  updatedAt: at(54, 1),
  historyLength: 8,
  episodes: 2,
}
const view = (query = '') => statusViewOf(new URLSearchParams(query))

test('a status has the keys of the quickstart in their order, and times cut to seconds', () => {
  expect(JSON.stringify(statusJson(instance, view()))).toBe(
    '{"name":"HelloOrchestrator","instanceId":"9a52","runtimeStatus":"Completed","input":"in","customStatus":{"done":1},' +
      '"output":["Hello Tokyo!"],"createdTime":"2020-03-18T21:54:49Z","lastUpdatedTime":"2020-03-18T21:54:54Z"}',
  )
})

test('what is no JSON is shown as the text it is, and the input not at all when that was asked', () => {
  const ended = { ...instance, output: 'out of cities', input: null, customStatus: null }
  expect(statusJson(ended, view())).toMatchObject({ output: 'out of cities', input: null, customStatus: null })
  expect(statusJson({ ...instance, output: '123' }, view())).toMatchObject({ output: 123 })
  expect(statusJson(instance, view('showInput=FALSE'))).toMatchObject({ input: null })
})

test('who runs on is answered 202 with where to ask again; who has ended, 200', () => {
  for (const status of ['Pending', 'Running', 'Suspended', 'ContinuedAsNew'] as const) {
    const response = statusResponse({ ...instance, status }, view(), 'http://host/status')
    expect([response.status, ...response.headers.slice(-2)]).toEqual([
      202,
      ['Location', 'http://host/status'],
      ['Retry-After', '5'],
    ])
  }
  for (const status of ['Completed', 'Failed', 'Terminated', 'Canceled'] as const)
    expect(statusResponse({ ...instance, status }, view(), 'u').status).toBe(200)
})

test('a failed one is 500 only for those who asked for it', () => {
  const failed = { ...instance, status: 'Failed' } as const
  const asked = view('returnInternalServerErrorOnFailure=true')
  expect(statusResponse(failed, asked, 'u').status).toBe(500)
  expect(statusResponse({ ...failed, status: 'Terminated' }, asked, 'u').status).toBe(200)
  expect(view('returnInternalServerErrorOnFailure=yes&showHistory=')).toEqual(view())
})

const history: HistoryEvent[] = [
  { type: 'OrchestratorStarted', at: at(49) },
  { type: 'ExecutionStarted', at: at(49), name: 'HelloOrchestrator', input: text('in'), executionId: 'e' },
  { type: 'TaskScheduled', at: at(50), id: 0, name: 'Hello', input: text('Tokyo') },
  { type: 'TaskScheduled', at: at(50), id: 1, name: 'Hello', input: text('Seattle') },
  { type: 'TimerCreated', at: at(50), id: 2, fireAt: at(59) },
  { type: 'OrchestratorCompleted', at: at(50) },
  { type: 'OrchestratorStarted', at: at(51) },
  { type: 'TaskCompleted', at: at(51), taskScheduledId: 0, result: text('Hello Tokyo!') },
  { type: 'EventRaised', at: at(52), name: 'go', input: text(1) },
  { type: 'ExecutionCompleted', at: at(53), status: 'Completed', result: text([1]) },
]
const shown = (query: string) =>
  (JSON.parse(bodyText(statusResponse(instance, view(query), 'u', history))) as { historyEvents: unknown[] })
    .historyEvents

test('a history folds what was scheduled into what became of it, and leaves the bookkeeping out', () => {
  expect(shown('showHistory=true&showHistoryOutput=true&showInput=false')).toEqual([
    { EventType: 'ExecutionStarted', Timestamp: '2020-03-18T21:54:49.000Z', FunctionName: 'HelloOrchestrator' },
    { EventType: 'TaskScheduled', Name: 'Hello', Timestamp: '2020-03-18T21:54:50.000Z' },
    { EventType: 'TimerCreated', FireAt: '2020-03-18T21:54:59.000Z', Timestamp: '2020-03-18T21:54:50.000Z' },
    {
      EventType: 'TaskCompleted',
      Result: 'Hello Tokyo!',
      Timestamp: '2020-03-18T21:54:51.000Z',
      ScheduledTime: '2020-03-18T21:54:50.000Z',
      FunctionName: 'Hello',
    },
    { EventType: 'EventRaised', Name: 'go', Timestamp: '2020-03-18T21:54:52.000Z' },
    {
      EventType: 'ExecutionCompleted',
      OrchestrationStatus: 'Completed',
      Result: [1],
      Timestamp: '2020-03-18T21:54:53.000Z',
    },
  ])
})

test('results are in a history only when they were asked for, inputs unless they were declined', () => {
  const completed = { FunctionName: 'Hello', Input: '"Tokyo"', ScheduledTime: '2020-03-18T21:54:50.000Z' }
  expect(shown('')[3]).toEqual({ EventType: 'TaskCompleted', Timestamp: '2020-03-18T21:54:51.000Z', ...completed })
  expect(shown('showHistoryOutput=true')[3]).toMatchObject({ ...completed, Result: 'Hello Tokyo!' })
  expect(shown('')[0]).toMatchObject({ Input: '"in"' })
})
