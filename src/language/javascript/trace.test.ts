import { expect, test } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { EpisodeTrace } from '#durable/trace.ts'
import { openWorker } from './testing/worker.ts'

// What an episode's trace tells that explanations are made from: rules D of replay/RULES.md.

const at = 1_700_000_000_000 as EpochMs
const begun: HistoryEvent[] = [
  { type: 'OrchestratorStarted', at },
  { type: 'ExecutionStarted', at, name: 'Code', input: null, executionId: 'e' },
]
const again: HistoryEvent[] = [
  { type: 'OrchestratorCompleted', at },
  { type: 'OrchestratorStarted', at },
]
const done = (id: number): HistoryEvent => ({ type: 'TaskCompleted', at, taskScheduledId: id, result: '1' as JsonText })
const raised = (name: string): HistoryEvent => ({ type: 'EventRaised', at, name, input: '1' as JsonText })

const head = `const df = require('durable-functions'); const hello = df.app.activity('Hello', { handler: () => 1 })`

/** The traces of an orchestrator's episodes, each brought on by its events; the worker may forget all in between. */
async function traces(lines: string, episodes: readonly (readonly HistoryEvent[])[], forgets = false) {
  const { language, load } = openWorker()
  await load({
    'code.js': `${head}\ndf.app.orchestration('Code', function* ({ df: c }) {${lines}\n})`,
  })
  const history = [...begun]
  const told: EpisodeTrace[] = []
  const names = { name: 'Code', instanceId: 'i', executionId: 'e', parentInstanceId: null, knownActions: 0 }
  for (const [i, events] of [[], ...episodes].entries()) {
    const fresh = i === 0 ? begun : [...again, ...events]
    if (i > 0) history.push(...fresh)
    const from = i === 0 || forgets ? 0 : history.length - fresh.length
    const answer = await language.call('orchestrate', { callId: `c${i}`, ...names, from, events: history.slice(from) })
    if ('trace' in answer) told.push(answer.trace)
  }
  return told
}

/** The last of the traces. */
const last = async (...given: Parameters<typeof traces>) => (await traces(...given)).at(-1)

test('D1 tells the tasks and events that are still out, through compounds, and where', async () => {
  const code = `
    const [a, b] = [c.callActivity('a'), c.callActivity('b')]
    const due = c.createTimer(new Date(0))
    yield __line(c.Task.all([a, b, c.Task.any([c.waitForExternalEvent('go'), due])]), 5)`
  expect((await last(code, [[done(0)]]))?.awaits).toEqual({
    action: 'WhenAll',
    at: { file: 'code.js', line: 5 },
    whole: {
      action: 'WhenAll',
      of: 3,
      ended: 1,
      open: [1, { action: 'WhenAny', of: 2, ended: 0, open: [{ event: 'go' }, 2] }],
    },
    taskIds: [1, 2],
    events: ['go'],
  })
  expect((await last(code, [[done(0), done(1), raised('go')]]))?.awaits).toBeUndefined()
})

test('D1 C4 tells a compound that never hears of its tasks', async () => {
  const settled = `
    const a = c.callActivity('a')
    yield a
    yield c.Task.all([a])`
  expect((await last(settled, [[done(0)]]))?.awaits).toMatchObject({ trap: 'settled', taskIds: [] })
  const partly = `
    const a = c.callActivity('a')
    yield a
    yield c.Task.any([a, c.callActivity('b')])`
  expect((await last(partly, [[done(0)]]))?.awaits).toMatchObject({ trap: 'partly settled', taskIds: [1] })
  const taken = `
    const [a, b] = [c.callActivity('a'), c.callActivity('b')]
    const both = c.Task.all([a, b])
    c.Task.any([a, b])
    yield both`
  expect((await last(taken, []))?.awaits).toMatchObject({ trap: 'taken over' })
})

test('D2 tells the tasks that were made and not yielded, with the lines that made them', async () => {
  const code = `
    const due = c.createTimer(new Date(0))
    const entity = c.callEntity(new df.EntityId('Counter', 'k'), 'add')
    c.Task.all([c.callActivity('inner')])
    yield c.callActivity('first')
    yield due
    yield c.callActivity('last')`
  const told = [
    { action: 'CreateTimer', at: { file: 'code.js', line: 3 } },
    { action: 'CallEntity', name: '@counter@k', at: { file: 'code.js', line: 4 } },
    { action: 'WhenAll', at: { file: 'code.js', line: 5 } },
  ]
  for (const forgets of [false, true]) {
    const [first, second, third] = await traces(
      code,
      [[done(0)], [{ type: 'TimerFired', at, timerId: 1, fireAt: at }]],
      forgets,
    )
    expect(first?.unasked).toEqual(told)
    expect(second?.unasked).toEqual(told.slice(1))
    expect(third?.unasked).toEqual(told.slice(1))
  }
})

test('D2 a task that got a retry policy is another task, and one of thousands in a compound is none', async () => {
  const code = `
    const tasks = []
    for (let i = 0; i < 1000; i++) tasks.push(c.callActivity('a', i))
    yield c.Task.all(tasks)`
  expect((await last(code, []))?.unasked).toBeUndefined()
  const retried = `
    yield hello('x').withRetry(new df.RetryOptions(1, 2))`
  const told = await last(retried, [])
  expect([told?.awaits?.action, told?.unasked]).toEqual(['CallActivityWithRetry', undefined])
})

test('D3 tells events that came for nobody, and those that a leftover waiter took', async () => {
  const waits = `
    yield c.waitForExternalEvent('Approval')`
  const early = await traces(waits, [[raised('approval'), raised('other')]])
  expect(early.map(({ unclaimedEvents }) => unclaimedEvents)).toEqual([undefined, ['approval', 'other']])
  const stale = `
    const go = c.waitForExternalEvent('go')
    yield c.Task.any([go, c.callActivity('a')])
    yield c.Task.any([go, c.callActivity('b')])
    yield c.waitForExternalEvent('other')
    yield c.waitForExternalEvent('go')`
  const told = await traces(stale, [[done(0)], [raised('go')], [raised('go')], [raised('other')]])
  expect(told.map(({ swallowedEvents }) => swallowedEvents)).toEqual([
    undefined,
    undefined,
    undefined,
    ['go'],
    undefined,
  ])
})
