import { expect, test } from 'vitest'
import { csvRows } from './csv.ts'
import { readHistories } from './read-histories.ts'

const types = (text: string) => readHistories(text).map(({ events }) => events.map(({ type }) => type))

const at = (second: number, fraction = '') => `2020-03-18T21:54:${String(second).padStart(2, '0')}${fraction}Z`

// As the documentation of Azure shows it.
const status = {
  name: 'E1_HelloSequence',
  instanceId: '9a528a9e',
  runtimeStatus: 'Completed',
  input: null,
  output: ['Hello Tokyo!'],
  historyEvents: [
    { EventType: 'ExecutionStarted', Input: null, Timestamp: at(49, '.1234567'), FunctionName: 'E1_HelloSequence' },
    {
      EventType: 'TaskCompleted',
      Result: 'Hello Tokyo!',
      Timestamp: at(51, '.3'),
      ScheduledTime: at(50, '.1'),
      FunctionName: 'E1_SayHello',
      Input: '"Tokyo"',
    },
    { EventType: 'TimerCreated', FireAt: at(59), Timestamp: at(51, '.9') },
    { EventType: 'TimerFired', FireAt: at(59), Timestamp: at(59) },
    {
      EventType: 'ExecutionCompleted',
      OrchestrationStatus: 'Completed',
      Result: ['Hello Tokyo!'],
      Timestamp: at(59, '.5'),
    },
  ],
}

test('a status tells what was scheduled with its end, and numbers are given in the order of scheduling', () => {
  const [history] = readHistories(JSON.stringify(status))
  expect(history).toMatchObject({ dialect: 'status with history', name: 'E1_HelloSequence', instanceId: '9a528a9e' })
  expect(history?.events.filter(({ type }) => !type.startsWith('Orchestrator'))).toEqual([
    {
      type: 'ExecutionStarted',
      at: Date.parse(at(49, '.123')),
      name: 'E1_HelloSequence',
      input: null,
      executionId: '',
    },
    { type: 'TaskScheduled', at: Date.parse(at(50, '.100')), id: 0, name: 'E1_SayHello', input: '"Tokyo"' },
    { type: 'TaskCompleted', at: Date.parse(at(51, '.300')), taskScheduledId: 0, result: '"Hello Tokyo!"' },
    { type: 'TimerCreated', at: Date.parse(at(51, '.900')), id: 1, fireAt: Date.parse(at(59)) },
    { type: 'TimerFired', at: Date.parse(at(59)), timerId: 1, fireAt: Date.parse(at(59)) },
    { type: 'ExecutionCompleted', at: Date.parse(at(59, '.500')), status: 'Completed', result: '["Hello Tokyo!"]' },
  ])
  expect(history?.untold).toEqual({ order: [], inputs: [], children: [], times: true })
})

test('its events alone, lists of statuses and keys in lower case are read as well', () => {
  const lower = status.historyEvents.map((event) =>
    Object.fromEntries(
      Object.entries(event).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
    ),
  )
  const [whole] = types(JSON.stringify(status))
  expect(types(JSON.stringify(status.historyEvents))).toEqual([whole])
  expect(types(JSON.stringify(lower))).toEqual([whole])
  expect(types(JSON.stringify([status, status]))).toEqual([whole, whole])
})

test('Durable Functions Monitor tells ends where things were scheduled: their times put them in order', () => {
  const row = (EventType: string, second: number, more: object = {}) => ({
    Timestamp: at(second),
    EventType,
    EventId: null,
    Name: null,
    ScheduledTime: null,
    Result: null,
    Details: null,
    DurationInMs: 0,
    SubOrchestrationId: null,
    ...more,
  })
  const history = [
    row('ExecutionStarted', 0, { Name: 'Fan' }),
    row('TaskCompleted', 9, { EventId: 0, Name: 'A', ScheduledTime: at(1), Result: '"a"' }),
    row('SubOrchestrationInstanceCompleted', 5, {
      EventId: 1,
      Name: 'B',
      ScheduledTime: at(2),
      Result: '"b"',
      SubOrchestrationId: 'c',
    }),
    row('ExecutionCompleted', 10, { Result: '[]' }),
  ]
  const [read] = readHistories(JSON.stringify({ count: 4, history }))
  expect(read?.dialect).toBe('Durable Functions Monitor')
  const told = read?.events.flatMap((event) => {
    if ('id' in event) return [`${event.type} ${event.id}`]
    return 'taskScheduledId' in event ? [`${event.type} ${event.taskScheduledId}`] : []
  })
  expect(told).toEqual([
    'TaskScheduled 0',
    'SubOrchestrationInstanceCreated 1',
    'SubOrchestrationInstanceCompleted 1',
    'TaskCompleted 0',
  ])
  expect(read?.untold).toMatchObject({ inputs: [0, 1], children: [] })
})

test('rows of the History table are put in order, by instance and execution, sentinel left out', () => {
  const row = (RowKey: string, EventType: string, more: object = {}) => ({
    PartitionKey: 'i',
    RowKey,
    ExecutionId: 'e',
    EventType,
    EventId: -1,
    _Timestamp: at(1),
    Timestamp: at(5),
    ...more,
  })
  const value = [
    row('0000000000000002', 'TaskScheduled', { EventId: 0, Name: 'A', Input: '1' }),
    row('0000000000000000', 'OrchestratorStarted'),
    row('0000000000000001', 'ExecutionStarted', { Name: 'O', Input: 'null', Version: '' }),
    row('sentinel', ''),
    row('0000000000000003', 'ContinueAsNew', { Result: '2' }),
  ]
  for (const text of [JSON.stringify({ value }), JSON.stringify({ items: value }), JSON.stringify(value)])
    expect(readHistories(text)).toMatchObject([
      {
        dialect: 'History table',
        instanceId: 'i',
        executionId: 'e',
        name: 'O',
        events: [
          { type: 'OrchestratorStarted', at: Date.parse(at(1)) },
          { type: 'ExecutionStarted', input: 'null' },
          { type: 'TaskScheduled', id: 0, name: 'A', input: '1' },
          { type: 'ExecutionCompleted', status: 'ContinuedAsNew', result: '2' },
        ],
      },
    ])
})

test('a CSV field in quotation marks may hold commas, quotation marks and line ends', () => {
  expect(csvRows('\ufeffa,b\r\n"x, ""y""\nz",2\r\n\r\n3,"4"')).toEqual([
    { a: 'x, "y"\nz', b: '2' },
    { a: '3', b: '4' },
  ])
  expect(() => csvRows('a\n"x')).toThrow('A quotation mark is out of place in line 2.')
})

const event = (EventType: string, more: object = {}) => ({ EventType, Timestamp: at(1), ...more })
const started = event('ExecutionStarted', { FunctionName: 'O', Input: null })

test.each([
  ['', 'The file is empty.'],
  ['<html>', 'This is neither JSON nor CSV'],
  ['7', 'This is 7.'],
  ['[]', 'This is an empty list.'],
  ['[7]', 'This is a list of 7 and the like.'],
  ['[[[[{}]]]]', 'and the like'],
  ['{"version":"2.0","functionTimeout":"00:05:00"}', 'This is a host.json.'],
  ['{"id":"1","statusQueryGetUri":"http://x"}', 'This is the answer to a start'],
  [JSON.stringify({ ...status, historyEvents: undefined }), 'This is a status without its history.'],
  ['{"a":1}', 'This is an object with ["a"]. Expected is'],
  ['{"historyEvents":[]}', 'This history is empty'],
  [JSON.stringify([event('TaskCompleted')]), 'This is half a history: its first event, ExecutionStarted, is missing.'],
  [JSON.stringify([started, 5]), 'Event 1 of the history is no object: 5.'],
  [JSON.stringify([started, event('Party')]), 'Event 1 (Party) is of a type that no history of Durable Functions has.'],
  [JSON.stringify([started, { EventType: 'TimerFired' }]), 'has no time: nothing.'],
  [JSON.stringify([started, event('TaskCompleted', { FunctionName: 'A' })]), 'showHistoryOutput=true was missing'],
  [JSON.stringify([started, event('EventRaised', { Name: 'A' })]), 'showInput=true was missing'],
  ['{"format":"durable-playground/run","version":2}', 'This run was saved in version 2 of the format'],
  ['{"format":"durable-playground/run","version":1,"instance":{},"history":[{"type":"constructor"}]}', 'Event 0 of'],
  [
    '{"format":"durable-playground/run","version":1,"instance":{},"history":[{"type":"TaskScheduled","at":1,"id":"0"}]}',
    'Event 0 (TaskScheduled): id is "0".',
  ],
  ['[{"PartitionKey":"p","RowKey":"r","text":"x"}]', 'These are rows of another table'],
  [
    JSON.stringify([{ PartitionKey: 'p', RowKey: '1', EventType: 'TaskScheduled', _Timestamp: at(1) }]),
    'has no sequence number',
  ],
  [
    JSON.stringify([{ PartitionKey: 'p', RowKey: '1', EventType: 'OrchestratorStarted', _Timestamp: at(1) }]),
    "of instance 'p' the event ExecutionStarted is missing",
  ],
  [
    JSON.stringify([{ PartitionKey: 'p', RowKey: '1', EventType: 'TaskCompleted', ResultBlobName: 'p/x.json.gz' }]),
    'keeps its result in a blob (p/x.json.gz)',
  ],
  [`[${'{"EventType":"x"},'.repeat(200_000)}{}]`, 'This list has 200001 rows; at most 200000 are taken.'],
])('what is no history, or half of one, is told for what it is: %.60s', (text, message) => {
  expect(() => readHistories(text)).toThrow(message)
})

test('a history whose events are out of order is read in the order of their times, where it tells no other', () => {
  const late = [status.historyEvents[2], ...status.historyEvents.filter((_, i) => i !== 2)]
  expect(() => readHistories(JSON.stringify(late))).not.toThrow()
})

const run = (...history: readonly object[]) =>
  JSON.stringify({ format: 'durable-playground/run', version: 1, instance: {}, history })
const begun = { type: 'ExecutionStarted', at: 1, name: 'O', input: null, executionId: 'e' }

test('of a run file that somebody wrote by hand nothing is taken that is not of its kind', () => {
  const failed = { type: 'TaskFailed', at: 2, taskScheduledId: 0, reason: 'r', details: 'd' }
  const described = { ErrorType: 'E', ErrorMessage: 'm', StackTrace: {}, InnerFailure: { ErrorMessage: [] }, extra: 1 }
  const [history] = readHistories(
    run(
      { ...begun, parent: { instanceId: {} }, version: 2, __proto__: 1, odd: {} },
      { ...failed, failureDetails: { ErrorType: 'E', ErrorMessage: {} } },
      { ...failed, failureDetails: described },
    ),
  )
  const plain = { ErrorType: 'E', ErrorMessage: 'm' }
  expect(history?.events).toEqual([begun, failed, { ...failed, failureDetails: plain }])
  expect(history?.parent).toBeUndefined()
})

test.each([
  run(begun, { type: 'ExecutionCompleted', at: 2, status: 'Wonderful', result: null }),
  JSON.stringify({
    ...status,
    historyEvents: [status.historyEvents[0], { ...status.historyEvents[4], OrchestrationStatus: 'Wonderful' }],
  }),
])('an end that no orchestration has is none', (text) => {
  expect(() => readHistories(text)).toThrow(
    '(ExecutionCompleted) has no status in which an orchestration ends: "Wonderful".',
  )
})
