import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import type { Fault } from '#durable/fault.ts'
import { linesOf, seen, starter, type WholeApp, wholeApp } from './whole-app.ts'

const fault = (
  functionName: string,
  does: Fault['does'] | Fault['does']['kind'],
  more: Partial<Fault> = {},
): Fault => ({
  id: 'f',
  functionName,
  when: { kind: 'always' },
  does: typeof does === 'string' ? ({ kind: does } as Fault['does']) : does,
  isOn: true,
  ...more,
})

const code = `${starter}
  const note = (what) => { globalThis.seen = [...(globalThis.seen ?? []), what] }
  df.app.activity('Note', { handler: (n) => { note(n); return n * 2 } })
  df.app.orchestration('Chain', function* (context) {
    const first = yield context.df.callActivity('Note', 1)
    return [first, yield context.df.callActivity('Note', 2)]
  })
  df.app.orchestration('Retry', function* (context) {
    return yield context.df.callActivityWithRetry('Note', new df.RetryOptions(1000, 5), 1)
  })
  df.app.orchestration('Child', function* (context) { return yield context.df.callActivity('Note', 5) })
  df.app.orchestration('Parent', function* (context) {
    const child = yield context.df.callSubOrchestratorWithRetry('Child', new df.RetryOptions(1000, 3), null)
    return [child, yield context.df.callActivity('Note', 6)]
  })
  df.app.entity('Counter', (context) => {
    note(context.df.operationName)
    context.df.setState((context.df.getState(() => 0)) + 1)
    context.df.return(context.df.getState(() => 0))
  })
  df.app.orchestration('Count', function* (context) {
    const id = new df.EntityId('Counter', 'k')
    return [yield context.df.callEntity(id, 'up'), yield context.df.callEntity(id, 'up')]
  })`

beforeEach(() => {
  delete (globalThis as { seen?: unknown }).seen
})

async function withFaults(...faults: Fault[]): Promise<WholeApp> {
  const app = await wholeApp(code)
  await app.host.clock({ mode: 'virtual' })
  await app.host.faults({ faults })
  return app
}

async function play(app: WholeApp, name: string) {
  const id = await app.start(`POST /runtime/webhooks/durabletask/orchestrators/${name}`, null)
  const { status, output } = await app.until(id, 'Completed')
  const history = await app.history(id)
  return { id, status, output, types: history.map(({ type }) => type), history }
}

const marks = async ({ db }: WholeApp) =>
  (await db.marks.toArray()).map((mark) =>
    mark.kind === 'fault' ? `${mark.effect} ${mark.work.replace(/^\w* /, '')}` : mark.kind,
  )

test('X3 the first two attempts fail, say that it was injected, and the third succeeds', async () => {
  const app = await withFaults(fault('note', 'fail', { when: { kind: 'first', count: 2 } }))
  const { output, history } = await play(app, 'Retry')
  expect([output, seen()]).toEqual(['2', [1]])
  const failed = history.filter((event) => event.type === 'TaskFailed')
  expect(failed.map(({ reason }) => reason)).toEqual(
    Array(2).fill(expect.stringContaining("Activity function 'Note' failed:  Injected fault:")),
  )
  expect(await marks(app)).toEqual(['fail task 0', 'fail task 2'])
  expect((await linesOf(app)).filter((line) => line.startsWith('Injected fault:'))).toHaveLength(2)
})

test('X1 only the call with that number fails, and only when it is switched on', async () => {
  const second = fault('Note', 'fail', { orchestrator: 'chain', taskId: 1 })
  const app = await withFaults(second)
  const { status, output } = await play(app, 'Chain')
  expect([status, output, seen()]).toEqual(['Failed', expect.stringContaining('Injected fault'), [1]])
  await app.host.faults({ faults: [{ ...second, orchestrator: 'Other' }] })
  expect((await play(app, 'Chain')).output).toBe('[2,4]')
  await app.host.faults({ faults: [{ ...second, isOn: false }] })
  expect((await play(app, 'Chain')).output).toBe('[2,4]')
})

test('X2 a coin falls alike when the same instance is run again', async () => {
  const outcomes: string[] = []
  for (let time = 0; time < 2; time++) {
    const app = await withFaults(fault('Note', 'fail', { when: { kind: 'chance', probability: 0.5, seed: 3 } }))
    for (const id of ['a', 'b', 'c', 'd'])
      await app.send(`POST /runtime/webhooks/durabletask/orchestrators/Chain/${id}`, null)
    for (const id of ['a', 'b', 'c', 'd']) outcomes.push((await app.until(id, 'Completed')).status)
  }
  expect(outcomes.slice(4)).toEqual(outcomes.slice(0, 4))
  expect(new Set(outcomes).size).toBe(2)
})

test('X3 a child that fails by a fault is a new one for its parent’s next attempt', async () => {
  const app = await withFaults(fault('Child', 'fail', { when: { kind: 'first', count: 1 } }))
  const { output, types } = await play(app, 'Parent')
  expect(output).toBe('[10,12]')
  expect(types.filter((type) => type.startsWith('Sub'))).toEqual([
    ...['SubOrchestrationInstanceCreated', 'SubOrchestrationInstanceFailed'],
    ...['SubOrchestrationInstanceCreated', 'SubOrchestrationInstanceCompleted'],
  ])
})

test.each([
  ['Note', 'Chain'],
  ['Chain', 'Chain'],
  ['Counter', 'Count'],
])('X4 an hour’s delay of %s passes at once on the virtual clock', async (name, orchestrator) => {
  const app = await withFaults(fault(name, { kind: 'delay', ms: 3_600_000 }, { when: { kind: 'first', count: 1 } }))
  const { id, status } = await play(app, orchestrator)
  const { createdAt, updatedAt } = await app.instance(id)
  expect(status).toBe('Completed')
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(3_600_000)
  expect(updatedAt - createdAt).toBeLessThan(7_200_000)
})

test('X4 who is delayed takes nobody’s place: of two activities of which one may run, the other does, and time goes on', async () => {
  const app = await wholeApp({
    'host.json': '{"version":"2.0","extensions":{"durableTask":{"maxConcurrentActivityFunctions":1}}}',
    'src/functions/app.js': `${starter}
      df.app.orchestration('Both', function* (context) {
        return yield context.df.Task.all([1, 2].map((n) => context.df.callActivity('Hello', n)))
      })`,
  })
  await app.host.clock({ mode: 'virtual' })
  const delay = fault('Hello', { kind: 'delay', ms: 3_600_000 }, { when: { kind: 'first', count: 1 } })
  await app.host.faults({ faults: [delay] })
  const { output, history } = await play(app, 'Both')
  expect(output).toBe('["Hello 1!","Hello 2!"]')
  expect(history.flatMap((event) => (event.type === 'TaskCompleted' ? [event.taskScheduledId] : []))).toEqual([1, 0])
})

test.each([
  ['Note', 'Chain', 'TaskCompleted', 4],
  ['Child', 'Parent', 'SubOrchestrationInstanceCompleted', 2],
  ['Counter', 'Count', 'EventRaised', 4],
] as const)('X5 the answer of %s comes twice: history has it twice, the code once', async (name, by, type, most) => {
  const app = await withFaults(fault(name, 'twice'))
  const { output, types } = await play(app, by)
  expect(output).toBe({ Chain: '[2,4]', Parent: '[10,12]', Count: '[1,2]' }[by])
  const count = types.filter((each) => each === type).length
  expect(count).toBeGreaterThan(most / 2) // the last one may come when the instance has ended
  expect(count).toBeLessThanOrEqual(most)
})

const losses = ['worker lost before', 'worker lost after', 'tab closed'] as const
const lost = [
  ['Note', 'Chain', [1, 2]],
  ['Chain', 'Chain', [1, 2]],
  ['Parent', 'Parent', [5, 6]],
  ['Child', 'Parent', [5, 6]],
  ['Counter', 'Count', ['up', 'up']],
] as const

test.each(losses.flatMap((kind) => lost.map(([name, by, ran]) => [kind, name, by, ran] as const)))(
  'X6 X7 %s, of %s: %s ends as it would have, and history knows everything once',
  async (kind, name, by, ran) => {
    const app = await wholeApp(code)
    await app.host.clock({ mode: 'virtual' })
    const plain = await play(app, by)
    const before = seen().length
    await app.host.faults({ faults: [fault(name, kind)] })
    const struck = await play(app, by)
    const told = (types: readonly string[]) => types.filter((type) => !type.startsWith('Orchestrator')).toSorted()
    expect(told(struck.types)).toEqual(told(plain.types))
    expect(struck.status).toBe('Completed')
    if (by !== 'Count') expect(struck.output).toBe(plain.output)
    const works = (await app.db.marks.toArray()).flatMap((mark) => (mark.kind === 'fault' ? mark.work : []))
    expect(works.length).toBeGreaterThan(0)
    expect(new Set(works).size).toBe(works.length)
    const times = seen().length - before
    const isAgain = kind !== 'worker lost after' && (name === 'Note' || name === 'Counter')
    if (isAgain) expect(times).toBeGreaterThan(ran.length)
  },
)

test('X6 what the code wrote before its worker was lost stands in the console', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Writes', function* (context) { context.log('written'); return yield context.df.callActivity('Hello', 1) })`)
  await app.host.faults({ faults: [fault('Writes', 'worker lost before', { episode: 0 })] })
  await play(app, 'Writes')
  expect((await linesOf(app)).filter((line) => line === 'written')).toHaveLength(3)
})

test('X7 an operation that comes after a reload is a piece of work of its own', async () => {
  const app = await withFaults(fault('Counter', 'worker lost before'))
  await play(app, 'Count')
  const before = (await marks(app)).length
  const again = await app.reopen()
  await play(again, 'Count')
  expect((await marks(again)).length).toBe(2 * before)
})

test('X3 a function that nothing durable calls fails too', async () => {
  const app = await withFaults(fault('Start', 'fail', { when: { kind: 'first', count: 1 } }))
  expect((await app.send('POST /api/start/Chain')).status).toBe(500)
  expect((await app.send('POST /api/start/Chain')).status).toBe(202)
})

test('the faults of a hub are still there when its tab comes back', async () => {
  const app = await withFaults(fault('Note', 'fail'))
  const again = await app.reopen()
  expect((await play(again, 'Chain')).status).toBe('Failed')
})

test('X9 a crash ends what is under way, and it goes on by itself', async () => {
  const app = await wholeApp(`${starter}
    df.app.activity('Slow', { handler: async (n) => { globalThis.ran = (globalThis.ran ?? 0) + 1; if (globalThis.ran === 1) await new Promise(() => {}); return n } })
    df.app.orchestration('Long', function* (context) { return [yield context.df.callActivity('Hello', 1), yield context.df.callActivity('Slow', 2)] })`)
  const scope = globalThis as { ran?: number }
  delete scope.ran
  const id = await app.start('POST /api/start/Long')
  await vi.waitUntil(() => scope.ran === 1, PATIENCE)
  await app.host.crash({})
  expect((await app.until(id, 'Completed')).output).toBe('["Hello 1!",2]')
  expect(await marks(app)).toEqual(['crash'])
  expect(await linesOf(app)).toContainEqual(expect.stringContaining('as if the tab was closed'))
})

test('X9 a crash goes on by itself also where its mark cannot be written', async () => {
  const app = await wholeApp(code)
  const full = new DOMException('The quota has been exceeded.', 'QuotaExceededError')
  vi.spyOn(app.db.marks, 'add').mockRejectedValueOnce(full)
  const { host } = app
  await host.crash({})
  await vi.waitUntil(() => app.host !== host, PATIENCE)
  expect((await play(app, 'Chain')).output).toBe('[2,4]')
})

const anything = fc.record({
  functionName: fc.constantFrom('Note', 'Chain', 'Parent', 'Child', 'Retry'),
  does: fc.constantFrom<Fault['does']>(
    { kind: 'fail' },
    { kind: 'twice' },
    { kind: 'delay', ms: 60_000 },
    { kind: 'worker lost before' },
    { kind: 'worker lost after' },
    { kind: 'tab closed' },
  ),
  when: fc.oneof(
    fc.constant({ kind: 'always' } as const),
    fc.record({ kind: fc.constant('first' as const), count: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('chance' as const), probability: fc.constant(0.5), seed: fc.nat(1000) }),
  ),
})

test('X8 whatever strikes, every episode is on disk whole: its history, its row and its instance agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anything, { minLength: 1, maxLength: 4 }), async (list) => {
      const app = await withFaults(...list.map((each, i) => ({ ...each, id: `${i}`, isOn: true })))
      for (const name of ['Chain', 'Parent', 'Retry']) await play(app, name)
      for (const instance of await app.db.instances.toArray()) {
        const { instanceId, executionId, historyLength, episodes } = instance
        const rows = await app.db.history
          .where(':id')
          .between([instanceId, executionId], [instanceId, executionId, []])
          .toArray()
        const told = await app.db.episodes
          .where(':id')
          .between([instanceId, executionId], [instanceId, executionId, []])
          .toArray()
        expect([rows.length, told.length]).toEqual([episodes, episodes])
        expect(rows.reduce((sum, { events }) => sum + events.length, 0)).toBe(historyLength)
        for (const [i, { from, events }] of rows.entries()) {
          expect([events[0]?.type, events.at(-1)?.type]).toEqual(['OrchestratorStarted', 'OrchestratorCompleted'])
          expect([told[i]?.from, told[i]?.to]).toEqual([from, from + events.length])
        }
      }
      expect(await app.db.workItems.count()).toBe(0)
      await app.host.stop({})
    }),
    { numRuns: 12 },
  )
})
