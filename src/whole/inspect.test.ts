import { expect, test } from 'vitest'
import { toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { compileApp } from '#compile/compile.ts'
import { inspectedBuild } from '#compile/inspected-build.ts'
import type { Build } from '#durable/build.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Inspection, Stretch } from '#durable/inspection.ts'
import { entryFiles } from '#project/function-app.ts'
import { wholeApp, type WholeApp } from './whole-app.ts'

const path = 'src/functions/app.js'
const starter = `const df = require('durable-functions'); const { app } = require('@azure/functions')
df.app.activity('echo', { handler: (value) => value })
df.app.activity('fail', { handler: () => { throw new Error('no ' + 'luck') } })
app.http('Start', { methods: ['POST'], extraInputs: [df.input.durableClient()], handler: async (request, context) => {
  const client = df.getClient(context)
  return client.createCheckStatusResponse(request, await client.startNew('run', { input: await request.json() }))
} })
`
const lead = starter.split('\n').length

/** The app with this orchestrator, whose first line is line 1 in what the tests say. */
const appWith = (code: string) => `${starter}df.app.orchestration('run', ${code})`

async function lookedAt(code: string): Promise<Build> {
  const files = [{ path, text: code }]
  const compiled = await compileApp(files, entryFiles(files))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
  return inspectedBuild(compiled.build)
}

interface Question {
  readonly position?: number
  readonly until?: number
}

async function inspect(
  app: WholeApp,
  id: string,
  code: string,
  { position, until }: Question = {},
): Promise<Inspection> {
  const { executionId } = await app.instance(id)
  const { length } = await app.history(id)
  const build = await lookedAt(code)
  const ask = { instanceId: id, executionId, position: position ?? length, until: until ?? length, buildId: build.id }
  const answer = await app.host.inspect({ ...ask, build })
  if ('needBuild' in answer) throw new Error('asks for what it was sent')
  return answer
}

const line = (at: { line: number } | undefined) => (at ? at.line - lead + 1 : undefined)
const lines = (runs: Stretch['lines']) =>
  runs.map(({ line: at, times }) => `${at - lead + 1}${times > 1 ? `×${times}` : ''}`).join(' ')
const locals = (stretch: Stretch) => Object.fromEntries(stretch.locals.map(({ name, text }) => [name, text]))

test('a chain: each stretch with its lines, its answer and its variables', async () => {
  const code = appWith(`function* (context) {
    const input = context.df.getInput()
    const first = yield context.df.callActivity('echo', input.a)
    const second = yield context.df.callActivity('echo', first + 1)
    return { first, second }
  }`)
  const app = await wholeApp(code)
  const id = await app.start('POST api/Start', { a: 1 })
  await app.until(id, 'Completed')
  const { stretches, from, to } = await inspect(app, id, code)
  expect(from).toBe(0)
  expect(to).toBe((await app.history(id)).length)
  expect(
    stretches.map((stretch) => [
      line(stretch.at),
      lines(stretch.lines),
      stretch.end,
      stretch.answer?.text,
      locals(stretch),
    ]),
  ).toEqual([
    [3, '2 3', { kind: 'yielded', awaited: 'callActivity("echo")' }, '1', { input: '{ a: 1 }' }],
    [4, '4', { kind: 'yielded', awaited: 'callActivity("echo")' }, '2', { input: '{ a: 1 }', first: '1' }],
    [
      5,
      '5',
      { kind: 'returned', text: '{ first: 1, second: 2 }' },
      undefined,
      { input: '{ a: 1 }', first: '1', second: '2' },
    ],
  ])
  const history = await app.history(id)
  expect(stretches.map(({ event }) => history[event]?.type)).toEqual([
    'ExecutionStarted',
    'TaskCompleted',
    'TaskCompleted',
  ])
  expect(stretches[0]?.answer?.event).toBe(stretches[1]?.event)
})

test('a fan-out tells where its tasks were made, a failure what was thrown, a replayed line that it is none', async () => {
  const code = appWith(`function* (context) {
    const tasks = [1, 2, 3].map((n) =>
      context.df.callActivity('echo', n))
    if (!context.df.isReplaying)
      context.log('once')
    const all = yield context.df.Task.all(tasks)
    try {
      yield context.df.callActivity('fail')
    } catch (error) {
      throw new RangeError(all.length + ' lost')
    }
  }`)
  const app = await wholeApp(code)
  const id = await app.start('POST api/Start', {})
  await app.until(id, 'Failed')
  const { stretches } = await inspect(app, id, code)
  expect(stretches.map(({ end }) => end)).toEqual([
    { kind: 'yielded', awaited: 'Task.all([3])' },
    { kind: 'yielded', awaited: 'callActivity("fail")' },
    { kind: 'threw', text: 'RangeError: 3 lost' },
  ])
  const [fanOut, failing] = stretches
  expect(fanOut && [lines(fanOut.lines), lines(fanOut.linesAgain)]).toEqual(['2 3 4 5 6', '2 3 4 6'])
  expect(fanOut?.made.map(line)).toEqual([2])
  expect(fanOut && locals(fanOut)).toEqual({
    tasks:
      '[Task callActivity("echo"): running, Task callActivity("echo"): running, Task callActivity("echo"): running]',
  })
  expect(failing?.answer).toMatchObject({ isFailure: true, text: expect.stringContaining('no luck') as string })
  expect(failing && locals(failing)).toMatchObject({ all: '[1, 2, 3]' })
})

test('of a hundred thousand events only what is around the position comes with its variables, the rest is added up', async () => {
  const calls = 14_000
  const code = appWith(`function* (context) {
    let sum = 0
    for (let i = 0; i < ${calls}; i++) {
      sum += yield context.df.callActivity('echo', 1)
    }
    return sum
  }`)
  const app = await wholeApp(code)
  await app.db.history.add({ instanceId: 'long', executionId: 'e', from: 0, build: 'b', events: chainOf(calls) })
  const build = await lookedAt(code)
  const ask = { instanceId: 'long', executionId: 'e', until: 7 * calls, buildId: build.id, build }
  const answer = await app.host.inspect({ ...ask, position: 7 * 9000 })
  if ('needBuild' in answer) throw new Error('asks for what it was sent')
  const { stretches, earlier, from, to } = answer
  expect(from).toBeLessThan(7 * 9000)
  expect(to).toBeGreaterThanOrEqual(7 * 9000)
  expect(stretches.length).toBeLessThanOrEqual(1500)
  const yields = earlier.find(({ line: at }) => at - lead + 1 === 4)
  const dropped = yields?.first ?? 0
  expect(stretches[0]?.locals).toEqual([
    { name: 'sum', text: String(dropped) },
    { name: 'i', text: String(dropped) },
  ])
  expect(stretches[0]?.event).toBe(from - 1)
  expect(yields?.again).toBe(dropped)
  expect(yields?.weighed).toBe((dropped * (dropped - 1)) / 2) // stretch i ran first in episode i
  expect(await app.host.inspect({ ...ask, position: 7 * calls })).toMatchObject({ to: 7 * calls })
})

/** What a chain of `echo` writes, in episodes of 7 events. */
function chainOf(calls: number): HistoryEvent[] {
  const at = 0 as EpochMs
  const start = { type: 'ExecutionStarted', at, name: 'run', input: null, executionId: 'e' } as const
  return Array.from({ length: calls }, (_, id): HistoryEvent[] => [
    { type: 'OrchestratorStarted', at },
    id === 0 ? start : { type: 'TaskCompleted', at, taskScheduledId: id - 1, result: toJsonText(1) },
    { type: 'TaskScheduled', at, id, name: 'echo', input: toJsonText(1) },
    { type: 'GenericEvent', at, data: '' },
    { type: 'GenericEvent', at, data: '' },
    { type: 'GenericEvent', at, data: '' },
    { type: 'OrchestratorCompleted', at },
  ]).flat()
}

test('it answers for an instance that waits, also about a position before its end, without moving it', async () => {
  const code = appWith(`function* (context) {
    const a = yield context.df.callActivity('echo', 1)
    const b = yield context.df.waitForExternalEvent('Go')
    return a + b
  }`)
  const app = await wholeApp(code)
  const id = await app.start('POST api/Start', {})
  await app.until(id, 'Running')
  await new Promise((resolve) => setTimeout(resolve, 200))
  const before = await app.history(id)
  const { stretches } = await inspect(app, id, code)
  expect(stretches.map(({ end }) => end)).toEqual([
    { kind: 'yielded', awaited: 'callActivity("echo")' },
    { kind: 'yielded', awaited: 'waitForExternalEvent("Go")' },
  ])
  expect((await inspect(app, id, code, { position: 3, until: 4 })).stretches).toHaveLength(1)
  expect(await app.history(id)).toEqual(before)
})

test('what cannot be looked at says why', async () => {
  const code = appWith(`function* (context) { yield context.df.callActivity('echo', 1) }`)
  const app = await wholeApp(code)
  const id = await app.start('POST api/Start', {})
  await app.until(id, 'Completed')
  const { executionId } = await app.instance(id)
  const ask = { instanceId: id, executionId, position: 1, until: 1, buildId: 'unknown', build: null }
  expect(await app.host.inspect(ask)).toEqual({ needBuild: true })
  const build = await lookedAt(code)
  const gone = { ...ask, instanceId: 'nobody', buildId: build.id, build }
  await expect(app.host.inspect(gone)).rejects.toThrow('was purged')
  const broken = await lookedAt(`throw new Error('at load')`)
  await expect(app.host.inspect({ ...ask, buildId: broken.id, build: broken })).rejects.toThrow('at load')
})
