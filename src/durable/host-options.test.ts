import { expect, test } from 'vitest'
import type { SourceFile } from './build.ts'
import { hostOptionsOf, runningProcesses, settingsProblems } from './host-options.ts'

const host = (text: string): SourceFile => ({ path: 'host.json', text })
const problems = (text: string) =>
  settingsProblems([host(text)]).map(
    ({ severity, message, line, column }) => `${severity} ${line}:${column} ${message}`,
  )

test('an app without settings has what Core Tools have', () => {
  expect(hostOptionsOf([], {})).toEqual({
    cors: { origins: [], credentials: false },
    customHeaders: [],
    queues: {
      batchSize: 16,
      newBatchThreshold: 8,
      maxDequeueCount: 5,
      visibilityTimeout: 0,
      messageEncoding: 'base64',
    },
    blobs: { maxDegreeOfParallelism: 8, poisonBlobThreshold: 5 },
    logLevels: [],
    storageProvider: null,
    workerProcesses: 1,
    maxConcurrent: { activities: 64, orchestrators: Infinity, entities: Infinity },
  })
})

test('what is wrong has its default, and an app setting comes first', () => {
  const file = host(
    '{ "extensions": { "queues": { "batchSize": "8", "maxDequeueCount": -1, "visibilityTimeout": "soon" } } }',
  )
  const env = {
    AzureFunctionsJobHost__extensions__queues__messageEncoding: 'None',
    FUNCTIONS_WORKER_PROCESS_COUNT: '99',
  }
  expect(hostOptionsOf([file], env)).toMatchObject({
    queues: { batchSize: 8, newBatchThreshold: 4, maxDequeueCount: 5, visibilityTimeout: 0, messageEncoding: 'none' },
    workerProcesses: 10,
  })
})

test('a name that means nothing is a warning at its place, a value that cannot be is an error', () => {
  expect(problems('{ "version": "2.0", "loging": {} }')).toEqual([
    "warning 1:21 'loging' means nothing here. Did you mean 'logging'?",
  ])
  expect(
    problems('{ "version": "2.0", "logging": { "logLevel": { "default": "Loud" }, "fileLoggingMode": true } }'),
  ).toEqual([
    'error 1:59 logging.logLevel.default must be one of Trace, Debug, Information, Warning, Error, Critical, None.',
    'error 1:88 logging.fileLoggingMode must be a string.',
  ])
  expect(
    problems('{ "version": "2.0", "extensions": { "queues": [], "durableTask": { "maxOrchestrationActions": 1.5 } } }'),
  ).toEqual([
    'error 1:95 extensions.durableTask.maxOrchestrationActions must be a whole number above 0.',
    'error 1:47 extensions.queues must be an object.',
  ])
})

test('what .NET reads is fine: any case, numbers and truths as text, extensions that are not ours', () => {
  expect(
    problems(`{ "Version": "2.0", "EXTENSIONS": { "Queues": { "BatchSize": "4" }, "serviceBus": { "x": 1 }, "myOwn": {} },
      "concurrency": { "dynamicConcurrencyEnabled": "True" }, "logging": { "logLevel": { "default": "information" } } }`),
  ).toEqual([])
})

test('what somebody else wrote is refused quickly, however deep it is', () => {
  const started = performance.now()
  problems(`{ "extensions": ${'{"a":'.repeat(2000)}1${'}'.repeat(2000)} }`)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('as many language workers run as are asked for, of Python at most four', () => {
  const options = hostOptionsOf([], { FUNCTIONS_WORKER_PROCESS_COUNT: '8' })
  expect([runningProcesses(options, 'javascript'), runningProcesses(options, 'python')]).toEqual([8, 4])
})
