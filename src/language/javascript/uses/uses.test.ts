import { expect, test } from 'vitest'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { EpochMs } from '#base/units.ts'
import { openWorker } from '../testing/worker.ts'
import { SeenUses } from './seen-uses.ts'
import { noteUse, unwatched, watchedBy } from './watch.ts'

const at = 1_700_000_000_000 as EpochMs
const started: HistoryEvent[] = [
  { type: 'OrchestratorStarted', at },
  { type: 'ExecutionStarted', at, name: 'O', input: null, executionId: 'e' },
]

/** What an orchestrator with this body is found to use in its first episode: cause, call and line of the body. */
async function usesOf(body: string, events = started): Promise<unknown[]> {
  const { language, load } = openWorker()
  await load({ 'app.js': appOf(body) })
  const answer = await language.call('orchestrate', {
    callId: 'c',
    name: 'O',
    instanceId: 'i',
    executionId: 'e',
    parentInstanceId: null,
    from: 0,
    events,
    knownActions: 0,
  })
  if ('needHistory' in answer) throw new Error('asks for history')
  return (answer.trace.findings ?? []).map(({ cause, call, at: place }) => `${cause} ${call} ${(place?.line ?? 0) - 3}`)
}

const appOf = (body: string) => `const df = require('durable-functions')
const node = require('crypto')
df.app.orchestration('O', function* (context) {
${body}
})`

test('D5 what an orchestrator uses is told with its line, in all its spellings', async () => {
  expect(
    await usesOf(`Date.now()
new Date()
Date()
performance.now()
Math.random()
node.randomUUID()
crypto.getRandomValues(new Uint8Array(1))
node.randomBytes(4)
node.randomInt(4)
process.env.MODE
process.hrtime()
setTimeout(() => {}, 0)
Promise.all([])
fetch('http://nowhere/').catch(() => {})`),
  ).toEqual([
    'clock Date.now() 1',
    'clock new Date() 2',
    'clock Date() 3',
    'clock performance.now() 4',
    'random Math.random() 5',
    'uuid crypto.randomUUID() 6',
    'random crypto.getRandomValues() 7',
    'random crypto.randomBytes() 8',
    'random crypto.randomInt() 9',
    'environment process.env.MODE 10',
    'clock process.hrtime() 11',
    'timer setTimeout() 12',
    'async Promise.all() 13',
    'network fetch() 14',
  ])
})

test('D5 what is the same in every replay is not told', async () => {
  expect(
    await usesOf(`new Date(5)
context.df.currentUtcDateTime
context.df.newGuid('x')
console.log('a', new Date(7)); console.time('t'); context.log('b')
Math.max(1, 2)
JSON.stringify({ a: [1] })
yield context.df.callActivity('A')`),
  ).toEqual([])
})

test('D5 each place is told once, however often it runs', async () => {
  expect(await usesOf('for (let i = 0; i < 1000; i++) Math.random()')).toEqual(['random Math.random() 1'])
})

test('what runs only when nothing is replayed is not told, unless a replay runs it too', async () => {
  const body = `if (!context.df.isReplaying) console.log(Date.now())
yield context.df.callActivity('A')
Math.random()`
  const done: HistoryEvent[] = [
    ...started,
    { type: 'TaskScheduled', at, id: 0, name: 'A', input: null },
    { type: 'OrchestratorCompleted', at },
    { type: 'OrchestratorStarted', at },
    { type: 'TaskCompleted', at, taskScheduledId: 0, result: null },
  ]
  expect(await usesOf(body)).toEqual([])
  expect(await usesOf(body, done)).toEqual(['random Math.random() 3'])
})

test('D5 having asked whether it is replaying excuses the code until its next yield, and no longer', () => {
  const uses = new SeenUses()
  const at = { file: 'app.js', line: 1 }
  uses.guard(false)
  uses.note('clock', 'Date.now()', at)
  expect(uses.list).toEqual([])
  uses.passYield()
  uses.note('clock', 'Date.now()', at)
  expect(uses.list).toEqual([{ cause: 'clock', call: 'Date.now()', at }])
})

test('what our own code uses on behalf of the person’s is not told', () => {
  const uses = new SeenUses()
  const at = { file: 'app.js', line: 1 }
  watchedBy(uses, () => unwatched(() => noteUse('clock', 'Date.now()', at)))
  expect(uses.list).toEqual([])
  watchedBy(uses, () => noteUse('clock', 'Date.now()', at))
  expect(uses.list).toEqual([{ cause: 'clock', call: 'Date.now()', at }])
})

test('activities and code that is being loaded are not watched', async () => {
  const { language, load } = openWorker()
  const { functions } = await load({
    'app.js': `const df = require('durable-functions')
const loadedAt = Date.now()
df.app.activity('A', { handler: () => [typeof Math.random(), typeof Date.now(), process.env.GREETING] })`,
  })
  const [trigger = ''] = Object.keys(functions[0]?.bindings ?? {})
  const inputs = { [trigger]: { kind: 'none' as const } }
  const { result } = await language.call('invoke', { callId: 'c', functionName: 'A', inputs })
  expect(result).toEqual({ kind: 'json', text: '["number","number","Hello"]' })
})
