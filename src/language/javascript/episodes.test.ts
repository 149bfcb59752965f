import { expect, onTestFinished, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { OrchestrateAsk } from '#wire/language-calls.ts'
import process from './node/process.ts'
import { openWorker } from './testing/worker.ts'

const at = 1_700_000_000_000 as EpochMs
const text = (value: unknown) => JSON.stringify(value) as JsonText

const started: HistoryEvent[] = [
  { type: 'OrchestratorStarted', at },
  { type: 'ExecutionStarted', at, name: 'Chain', input: text({ n: 1 }), executionId: 'e1' },
]
const completed = (id: number, result: string): HistoryEvent[] => [
  { type: 'TaskScheduled', at, id, name: 'Hello', input: text('x') },
  { type: 'OrchestratorCompleted', at },
  { type: 'OrchestratorStarted', at },
  { type: 'TaskCompleted', at, taskScheduledId: id, result: text(result) },
]

const ask = (from: number, events: readonly HistoryEvent[], knownActions = 0): OrchestrateAsk => ({
  callId: `call-${from}`,
  name: 'Chain',
  instanceId: 'abc',
  executionId: 'e1',
  parentInstanceId: null,
  from,
  events,
  knownActions,
})

const chain = `
  const df = require('durable-functions')
  const hello = df.app.activity('Hello', { handler: (name) => 'Hello ' + name })
  df.app.orchestration('Chain', function* (context) {
    context.log('begin', context.df.getInput())
    const first = __line(yield __line(hello('Tokyo'), 6), 6)
    console.log('middle', first)
    const second = yield __line(context.df.callActivity('Hello', 'Seattle'), 8)
    return [first, second, context.df.instanceId]
  })`

async function open(code = chain) {
  const worker = openWorker()
  await worker.load({ 'src/chain.ts': code })
  return worker
}

test('episode after episode, history travels once and only new actions come back', async () => {
  const { language, lines } = await open()
  expect(await language.call('orchestrate', ask(0, started))).toMatchObject({
    outcome: { type: 'waiting' },
    actionsFrom: 0,
    actions: [{ type: 'CallActivity', name: 'Hello', input: '"Tokyo"' }],
    sequenceNumber: 1,
    trace: { yields: [{ index: 0, action: 'CallActivity', taskIds: [0], at: { file: 'src/chain.ts', line: 6 } }] },
  })
  expect(await language.call('orchestrate', ask(2, completed(0, 'one'), 1))).toMatchObject({
    actionsFrom: 1,
    actions: [{ type: 'CallActivity', name: 'Hello', input: '"Seattle"' }],
    trace: { replayedYields: 1, yields: [{ index: 1, at: { line: 8 } }] },
  })
  expect(await language.call('orchestrate', ask(6, completed(1, 'two'), 2))).toMatchObject({
    outcome: { type: 'done', output: '["one","two","abc"]' },
    actionsFrom: 2,
    actions: [],
  })
  expect(lines.map(({ callId, text, isReplaying }) => [callId, text, isReplaying])).toEqual([
    ['call-0', 'begin { n: 1 }', false],
    ['call-2', 'begin { n: 1 }', true],
    ['call-2', 'middle one', false],
    ['call-6', 'begin { n: 1 }', true],
    ['call-6', 'middle one', true],
  ])
})

test('a worker that has not been sent the beginning asks for it, and so does one that forgot', async () => {
  const { language } = await open()
  expect(await language.call('orchestrate', ask(2, completed(0, 'one')))).toEqual({ needHistory: true })
  const whole = [...started, ...completed(0, 'one')]
  expect(await language.call('orchestrate', ask(0, whole))).toMatchObject({ actionsFrom: 0, actions: [{}, {}] })
  await language.call('forget', { executionId: 'e1' })
  expect(await language.call('orchestrate', ask(6, completed(1, 'two')))).toEqual({ needHistory: true })
})

test('a host that knows fewer actions than the worker told is sent all of them', async () => {
  const { language } = await open()
  await language.call('orchestrate', ask(0, started))
  const again = await language.call('orchestrate', ask(2, completed(0, 'one'), 0))
  expect(again).toMatchObject({ actionsFrom: 0, actions: [{}, {}] })
})

test('an error in the code fails the episode and tells the line', async () => {
  const { language } = await open(`
    require('durable-functions').app.orchestration('Chain', function* () {
      throw new RangeError('boom')
    })`)
  expect(await language.call('orchestrate', ask(0, started))).toMatchObject({
    outcome: { type: 'failed', error: 'boom' },
    trace: { failedAt: { file: 'src/chain.ts', line: 3 } },
  })
})

test('hooks run around every episode, and one that throws fails it in the words of Azure', async () => {
  const { language, lines } = await open(`${chain}
    const { app } = require('@azure/functions')
    app.hook.preInvocation(({ invocationContext }) => console.log('pre', invocationContext.functionName, invocationContext.invocationId))
    app.hook.postInvocation(({ error }) => { throw new Error('hook') })`)
  expect(await language.call('orchestrate', ask(0, started))).toMatchObject({ outcome: { type: 'waiting' } })
  expect(lines[0]?.text).toBe('pre Chain call-0')

  const broken = await open(`${chain}
    require('@azure/functions').app.hook.preInvocation(() => { throw new Error('hook') })`)
  expect(await broken.language.call('orchestrate', ask(0, started))).toMatchObject({
    outcome: {
      type: 'failed',
      error: expect.stringMatching(/^One or more errors occurred\. \(Result: Failure\nException: hook\nStack: /),
    },
  })
})

test('a function that is no orchestrator cannot be run as one', async () => {
  const { language } = await open()
  await expect(language.call('orchestrate', { ...ask(0, started), name: 'Nobody' })).rejects.toThrow(
    "Function code for 'Nobody' is not loaded",
  )
  const answer = language.call('orchestrate', { ...ask(0, started), name: 'Hello' })
  await expect(answer).rejects.toThrow("'Hello' is no orchestrator function.")
})

test('code that is kept goes on where it stands, and its lines belong to the episode that writes them', async () => {
  process.env['DURABLE_PLAYGROUND_KEEP_GENERATORS'] = 'true'
  onTestFinished(() => void delete process.env['DURABLE_PLAYGROUND_KEEP_GENERATORS'])
  const { language, lines } = await open()
  await language.call('orchestrate', ask(0, started))
  expect(await language.call('orchestrate', ask(2, completed(0, 'one'), 1))).toMatchObject({
    actionsFrom: 1,
    actions: [{ type: 'CallActivity', name: 'Hello', input: '"Seattle"' }],
    trace: { replayedYields: 0, yields: [{ index: 1, at: { line: 8 } }] },
  })
  expect(await language.call('orchestrate', ask(6, completed(1, 'two'), 2))).toMatchObject({
    outcome: { type: 'done', output: '["one","two","abc"]' },
  })
  expect(lines.map(({ callId, text, isReplaying }) => [callId, text, isReplaying])).toEqual([
    ['call-0', 'begin { n: 1 }', false],
    ['call-2', 'middle one', false],
  ])
})

test('code that is kept logs through the context of its current episode, and cancels timers that the host knows', async () => {
  process.env['DURABLE_PLAYGROUND_KEEP_GENERATORS'] = 'true'
  onTestFinished(() => void delete process.env['DURABLE_PLAYGROUND_KEEP_GENERATORS'])
  const { language, lines } = await open(`
  const df = require('durable-functions')
  df.app.orchestration('Chain', function* (context) {
    const due = context.df.createTimer(new Date(9e12))
    yield context.df.Task.any([context.df.callActivity('Hello'), due])
    due.cancel()
    context.log('won', context.invocationId, context.functionName, 'df' in context)
    yield context.df.waitForExternalEvent('go')
  })`)
  await language.call('orchestrate', ask(0, started))
  expect(await language.call('orchestrate', ask(2, completed(0, 'one'), 1))).toMatchObject({
    actionsFrom: 0,
    actions: [{ type: 'WhenAny', actions: [{}, { isCanceled: true }] }, { type: 'WaitForExternalEvent' }],
  })
  expect(lines.map(({ callId, text }) => [callId, text])).toEqual([['call-2', 'won call-2 Chain true']])
})
