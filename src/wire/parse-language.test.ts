import { expect, test } from 'vitest'
import type { OrchestrateAnswer } from './language-calls.ts'
import { limits } from './limits.ts'
import { languageAnswers } from './parse-language.ts'
import { serviceAsks } from './parse-services.ts'

const call = { type: 'CallActivity', name: 'Hello', input: '"Tokyo"' }
const retry = { firstRetryIntervalInMilliseconds: 1, maxNumberOfAttempts: 2, backoffCoefficient: 1.5 }
const child = { name: 'Child', input: null, instanceId: 'abc' }
const entity = { instanceId: '@counter@k', operation: 'add', input: '1' }
const http = {
  method: 'GET',
  uri: 'http://x',
  content: null,
  headers: { a: 'b' },
  tokenSource: null,
  asynchronousPatternEnabled: true,
}

const everyAction = [
  call,
  { type: 'CallActivityWithRetry', name: 'Hello', input: null, retry },
  { type: 'CallSubOrchestrator', ...child },
  { type: 'CallSubOrchestratorWithRetry', ...child, retry },
  { type: 'ContinueAsNew', input: null },
  { type: 'CreateTimer', fireAt: 1, isCanceled: false },
  { type: 'WaitForExternalEvent', name: 'Approval' },
  { type: 'CallEntity', ...entity },
  { type: 'SignalEntity', ...entity },
  { type: 'CallHttp', request: http },
  { type: 'LockEntities', lockRequestId: 'x', lockSet: [{ name: 'a', key: '1' }] },
  { type: 'ReleaseEntities' },
  { type: 'WhenAll', actions: [call, { type: 'WhenAny', actions: [call] }] },
]

const answer = {
  outcome: { type: 'waiting' },
  actionsFrom: 0,
  actions: everyAction,
  customStatus: null,
  sequenceNumber: 3,
  trace: {
    replayedYields: 0,
    yields: [{ index: 0, action: 'WhenAll', taskIds: [0, 1], at: { file: 'a.ts', line: 3 } }],
  },
}

const orchestrate = (raw: unknown) => languageAnswers.orchestrate(structuredClone(raw)) as OrchestrateAnswer
const withActions = (actions: unknown) => () => orchestrate({ ...answer, actions })

test('an honest episode comes through as it is', () => {
  expect(orchestrate(answer)).toEqual(answer)
  expect(orchestrate({ needHistory: true })).toEqual({ needHistory: true })
  const failed = {
    type: 'failed',
    error: 'x',
    failureDetails: { ErrorType: 'E', ErrorMessage: 'x', InnerFailure: null },
  }
  expect(orchestrate({ ...answer, outcome: failed }).outcome).toEqual(failed)
})

test('what the protocol does not know is left behind', () => {
  expect(orchestrate({ ...answer, actions: [{ ...call, extra: 1 }], more: 2 })).toEqual({ ...answer, actions: [call] })
})

test('every malformed action is refused with the name of the wrong thing', () => {
  expect(withActions([{ ...call, name: 5 }])).toThrow('name is not text')
  expect(withActions([{ ...call, input: { a: 1 } }])).toThrow('input is not text')
  expect(withActions([{ type: 'CreateTimer', fireAt: NaN, isCanceled: false }])).toThrow(
    'fireAt is not a finite number',
  )
  expect(withActions([{ type: 'toString' }])).toThrow("there is no action 'toString'")
  expect(withActions([null])).toThrow('is not an object')
  expect(withActions(Object.assign([], { length: 4_000_000_000 }))).toThrow('over the limit of 16 MB')
})

test('more actions than allowed fail that call, also inside compounds', () => {
  const many = Array.from({ length: limits.actions / 2 + 1 }, () => ({ type: 'ReleaseEntities' }))
  expect(
    withActions([
      { type: 'WhenAll', actions: many },
      { type: 'WhenAny', actions: many },
    ]),
  ).toThrow('100000 (actions)')
})

test('nesting beyond measure is refused, not overflowed', () => {
  let nested: unknown = call
  for (let i = 0; i < 1000; i++) nested = { type: 'WhenAll', actions: [nested] }
  expect(withActions([nested])).toThrow('256 (depth)')
})

test('an answer of more than 16 MB is refused, and one that bites its tail ends too', () => {
  expect(withActions([{ ...call, input: 'x'.repeat(17 * 2 ** 20) }])).toThrow('over the limit of 16 MB (answer)')
  const ring: Record<string, unknown> = {}
  ring['self'] = ring
  expect(() => languageAnswers.ping(ring)).toThrow()
  expect(() => languageAnswers.load({ functions: [], ring })).toThrow('16 MB')
})

test('a key __proto__ stays a key', () => {
  const evil = JSON.parse('{"__proto__":{"kind":"none"}}') as unknown
  const { outputs } = languageAnswers.invoke({ result: { kind: 'none' }, outputs: evil })
  expect(Object.keys(outputs)).toEqual(['__proto__'])
  expect(Object.getPrototypeOf(outputs)).toBe(Object.prototype)
})

test('functions come with their bindings, options kept as JSON', () => {
  const bindings = { input: { type: 'httpTrigger', direction: 'in', methods: ['GET'], route: undefined } }
  expect(languageAnswers.load({ functions: [{ name: 'A', bindings }] })).toEqual({
    functions: [{ name: 'A', bindings: { input: { type: 'httpTrigger', direction: 'in', methods: ['GET'] } } }],
  })
  const wrong = { functions: [{ name: 'A', bindings: { input: { type: 'x', direction: 'up' } } }] }
  expect(() => languageAnswers.load(wrong)).toThrow('bindings.input.direction is none of in')
})

test('an HTTP answer keeps its bytes and its repeated headers', () => {
  const result = {
    kind: 'http response',
    status: 200,
    headers: [
      ['Set-Cookie', 'a'],
      ['Set-Cookie', 'b'],
    ],
    body: new ArrayBuffer(3),
  }
  expect(languageAnswers.invoke({ result, outputs: {} })).toEqual({ result, outputs: {} })
  expect(() => languageAnswers.invoke({ result: { ...result, headers: { a: 'b' } }, outputs: {} })).toThrow(
    'is not a list',
  )
})

const line = (text: string) => ({ callId: null, level: 'information', text, at: 5 })

test('a log line beyond its limit is cut and says so', () => {
  const [only] = serviceAsks(() => 0).log({ lines: [line('x'.repeat(10_000_000))] }).lines
  expect(only?.text).toHaveLength(limits.logLine + '… (10000000 characters; the limit is 32768)'.length)
})

test('lines beyond a thousand a second are dropped, said once, and the next second starts anew', () => {
  let now = 0
  const { log } = serviceAsks(() => now)
  const batch = (n: number) =>
    log({ lines: Array.from({ length: n }, (_, i) => line(`${i}`)) }).lines.map(({ text }) => text)
  expect(batch(999)).toHaveLength(999)
  expect(batch(3)).toEqual(['0', 'More than 1000 log lines in a second: the rest of this second is not shown.'])
  expect(batch(500)).toEqual([])
  now = 1000
  expect(batch(1000)).toHaveLength(1000)
})
