import { expect, test, vi } from 'vitest'
import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { gate, starter, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const api = '/runtime/webhooks/durabletask'
const raise = (app: WholeApp, id: string, name: string, value: unknown = 1) =>
  app.send(`POST ${api}/instances/${id}/raiseEvent/${name}`, value)

const scheduled = (history: readonly HistoryEvent[]) =>
  history.flatMap((event) => ('id' in event ? [`${event.id} ${'name' in event ? event.name : 'timer'}`] : []))

const one = (code: string, ...more: string[]) =>
  [starter, ...more, `df.app.orchestration('One', function* (context) {\n${code}\n})`].join('\n')

async function run(code: string, ...more: string[]) {
  const app = await wholeApp(one(code, ...more))
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/One')
  return { app, id, instance: await app.until(id, 'Completed'), history: await app.history(id) }
}

const fails = `df.app.activity('Fails', { handler: (n) => { throw new Error('no ' + n) } })`

test('W1 an action that failed is as resolved as one that succeeded: the next is carried out', async () => {
  const { instance, history } = await run(
    `
    let message
    try { yield context.df.callActivity('Fails', 1) } catch (e) { message = e.message }
    return [message.split('\\n')[0].trim(), yield context.df.callActivity('Hello', 2)]`,
    fails,
  )
  expect(JSON.parse(instance.output ?? '')).toEqual(["Activity function 'Fails' failed:  no 1", 'Hello 2!'])
  expect(scheduled(history)).toEqual(['0 Fails', '1 Hello'])
})

test('W2 children of compounds are numbered depth first, all of them before anything is waited for', async () => {
  const { history } = await run(`
    const { Task, callActivity } = context.df
    const call = (n) => context.df.callActivity('Hello', n)
    yield Task.all([call('a'), Task.any([call('b'), Task.all([call('c'), call('d')])]), call('e')])
    return yield call('f')`)
  const inputs = history.flatMap((event) => (event.type === 'TaskScheduled' ? [[event.id, event.input]] : []))
  expect(inputs).toEqual(['a', 'b', 'c', 'd', 'e', 'f'].map((name, i) => [i, JSON.stringify(name)]))
})

test('W3 activities, children, timers and messages take an id each, waits and compounds none', async () => {
  const { app, id } = await (async () => {
    const running = await wholeApp(
      one(
        `
        yield context.df.callActivity('Hello', 1)
        yield context.df.waitForExternalEvent('go')
        yield context.df.callSubOrchestrator('Child')
        context.df.signalEntity(new df.EntityId('E', 'k'), 'op')
        yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1))
        return yield context.df.callActivity('Hello', 2)`,
        `df.app.orchestration('Child', function* () { return 1 })`,
        `df.app.entity('E', () => {})`,
      ),
    )
    return { app: running, id: await running.start('POST /api/start/One') }
  })()
  await raise(app, id, 'go')
  await app.until(id, 'Completed')
  expect(scheduled(await app.history(id))).toEqual(['0 Hello', '1 Child', '2 op', '3 timer', '4 Hello'])
})

test('W5 completions that nobody waits for, and second ones, change nothing', async () => {
  const app = await wholeApp(one(`return yield context.df.waitForExternalEvent('go')`))
  const id = await app.start('POST /api/start/One')
  await app.until(id, 'Running')
  await app.host.stop({})
  const at = Date.now() as EpochMs
  const stray: HistoryEvent[] = [
    { type: 'TaskCompleted', at, taskScheduledId: 7, result: '1' as JsonText },
    { type: 'TimerFired', at, timerId: 8, fireAt: at },
    { type: 'SubOrchestrationInstanceFailed', at, taskScheduledId: 9, reason: 'r', details: 'd' },
  ]
  await app.db.inbox.bulkAdd(stray.map((event, i) => ({ id: 1000 + i, instanceId: id, event })))
  const again = await app.reopen()
  await raise(again, id, 'go', 'done')
  expect((await again.until(id, 'Completed')).output).toBe('"done"')
})

test('W6 the host takes an event whatever the case of its name, the code does not', async () => {
  const app = await wholeApp(one(`return yield context.df.waitForExternalEvent('Go')`))
  const id = await app.start('POST /api/start/One')
  await raise(app, id, 'go', 'lower')
  await vi.waitUntil(async () => (await app.history(id)).some(({ type }) => type === 'EventRaised'), PATIENCE)
  expect((await app.instance(id)).status).toBe('Running')
  await raise(app, id, 'Go', 'exact')
  expect((await app.until(id, 'Completed')).output).toBe('"exact"')
})

test('W8 events that come early are kept in order; of several waiters the last gets the first', async () => {
  const app = await wholeApp(
    one(`
      yield context.df.waitForExternalEvent('go')
      const early = [yield context.df.waitForExternalEvent('x'), yield context.df.waitForExternalEvent('x')]
      const both = yield context.df.Task.all([context.df.waitForExternalEvent('y'), context.df.waitForExternalEvent('y')])
      return [early, both]`),
  )
  const id = await app.start('POST /api/start/One')
  await raise(app, id, 'x', 1)
  await raise(app, id, 'x', 2)
  await raise(app, id, 'go')
  await vi.waitUntil(async () => (await app.db.inbox.count()) === 0, PATIENCE)
  await raise(app, id, 'y', 3)
  await raise(app, id, 'y', 4)
  expect((await app.until(id, 'Completed')).output).toBe('[[1,2],[4,3]]')
})

test('W8 a waiter of a race that is over does not take the event of the one after it', async () => {
  const app = await wholeApp(
    one(`
      yield context.df.Task.any([context.df.waitForExternalEvent('x'), context.df.callActivity('Hello', 1)])
      return yield context.df.callActivity('Hello', yield context.df.waitForExternalEvent('x'))`),
  )
  const id = await app.start('POST /api/start/One')
  await vi.waitUntil(async () => (await app.instance(id)).episodes === 2, PATIENCE)
  await raise(app, id, 'x', 'Ada')
  expect((await app.until(id, 'Completed')).output).toBe('"Hello Ada!"')
})

test('W9 events that come after continueAsNew go over to the next execution; those kept before it are dropped', async () => {
  const held = gate('next')
  const app = await wholeApp(
    one(
      `
      if (context.df.getInput() === 2) return [yield context.df.waitForExternalEvent('x'), yield context.df.waitForExternalEvent('x')]
      yield context.df.waitForExternalEvent('go')
      context.df.continueAsNew(2)
      const slow = context.df.callActivity('Slow')
      yield slow`,
      `df.app.activity('Slow', { handler: () => globalThis.gates.next })`,
    ),
  )
  const id = await app.start('POST /api/start/One')
  await raise(app, id, 'x', 'dropped')
  await vi.waitUntil(async () => (await app.history(id)).some(({ type }) => type === 'EventRaised'), PATIENCE)
  await app.host.stop({})
  const at = Date.now() as EpochMs
  const event = (name: string, value: string): HistoryEvent => ({
    type: 'EventRaised',
    at,
    name,
    input: JSON.stringify(value) as JsonText,
  })
  const events = [event('go', 'g'), event('x', 'carried'), event('x', 'too')]
  await app.db.inbox.bulkAdd(events.map((each, i) => ({ id: 1000 + i, instanceId: id, event: each })))
  const again = await app.reopen()
  held.resolve(1)
  expect((await again.until(id, 'Completed')).output).toBe('["carried","too"]')
  const history = await again.history(id)
  expect(history.slice(0, 4).map(({ type }) => type)).toEqual([
    ...['OrchestratorStarted', 'ExecutionStarted', 'EventRaised', 'EventRaised'],
  ])
})

test('W11 more actions than maxOrchestrationActions are not carried out, and the instance says so', async () => {
  const app = await wholeApp({
    'host.json': '{ "version": "2.0", "extensions": { "durableTask": { "maxOrchestrationActions": 3 } } }',
    'src/functions/app.js': one(`for (let i = 0; i < 5; i++) yield context.df.callActivity('Hello', i)`),
  })
  const id = await app.start('POST /api/start/One')
  const { diagnoses } = await vi.waitUntil(async () => {
    const instance = await app.instance(id)
    return instance.diagnoses && instance
  }, PATIENCE)
  expect(diagnoses?.[0]).toMatchObject({
    cause: 'too-many-actions',
    message: expect.stringContaining('Maximum amount of orchestration actions (3) has been reached.'),
  })
  expect(scheduled(await app.history(id))).toEqual(['0 Hello', '1 Hello', '2 Hello'])
})

test('W12 a timer beyond six days is made of segments of three; a cancelled one is created and never fires', async () => {
  const day = 86_400_000
  const { app, history } = await run(`
    const begun = context.df.currentUtcDateTime.getTime()
    yield context.df.createTimer(new Date(begun + 10 * ${day}))
    const cancelled = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ${day}))
    yield context.df.Task.any([cancelled, context.df.callActivity('Hello', 1)])
    cancelled.cancel()
    return Math.round((context.df.currentUtcDateTime.getTime() - begun) / ${day})`)
  const timers = history.flatMap((event) => (event.type === 'TimerCreated' ? [event] : []))
  const [start] = history
  expect(timers.map(({ id, fireAt }) => [id, Math.round((fireAt - (start?.at ?? 0)) / day)])).toEqual([
    ...[
      [0, 3],
      [1, 6],
      [2, 10],
      [3, 11],
    ],
  ])
  expect(history.filter(({ type }) => type === 'TimerFired')).toHaveLength(3)
  expect(await app.db.timers.count()).toBe(0)
})

test('O1 an instance that has returned runs on while an activity, a child or a timer of its is open', async () => {
  const held = gate('loser')
  const app = await wholeApp(
    one(
      `
      const winner = yield context.df.Task.any([context.df.callActivity('Hello', 1), context.df.callActivity('Slow')])
      return winner.result`,
      `df.app.activity('Slow', { handler: () => globalThis.gates.loser })`,
    ),
  )
  const id = await app.start('POST /api/start/One')
  await vi.waitUntil(async () => (await app.history(id)).some(({ type }) => type === 'TaskCompleted'), PATIENCE)
  expect((await app.instance(id)).status).toBe('Running')
  held.resolve(2)
  expect((await app.until(id, 'Completed')).output).toBe('"Hello 1!"')
})

test('O2 a wait for an external event keeps nothing open', async () => {
  const { instance } = await run(`
    const winner = yield context.df.Task.any([context.df.callActivity('Hello', 1), context.df.waitForExternalEvent('never')])
    return winner.result`)
  expect(instance.output).toBe('"Hello 1!"')
})

test('O3 an error wins over continueAsNew, and that over what is returned', async () => {
  const failing = await wholeApp(one(`context.df.continueAsNew(1); throw new Error('after')`))
  const id = await failing.start('POST /api/start/One')
  expect((await failing.until(id, 'Completed')).output).toBe("Orchestrator function 'One' failed: after")
  const { instance, history } = await run(`
    if (context.df.getInput() === 'again') return context.df.getInput()
    context.df.continueAsNew('again')
    return 'ignored'`)
  expect(instance.output).toBe('"again"')
  expect(history.map(({ type }) => type)).toEqual([
    ...['OrchestratorStarted', 'ExecutionStarted', 'ExecutionCompleted', 'OrchestratorCompleted'],
  ])
})

test('O5 what was meant for an execution that is over does not reach the one after it', async () => {
  const held = gate('old')
  const app = await wholeApp(
    one(
      `
      if (context.df.getInput() === 'second') return yield context.df.waitForExternalEvent('go')
      return yield context.df.callActivity('Slow')`,
      `df.app.activity('Slow', { handler: () => globalThis.gates.old })`,
    ),
  )
  const start = (input: string) => app.send(`POST ${api}/orchestrators/One/same`, input)
  await start('first')
  await vi.waitUntil(async () => (await app.db.workItems.count()) === 1, PATIENCE)
  await app.send(`POST ${api}/instances/same/terminate`)
  await app.until('same', 'Terminated')
  await start('second')
  await app.until('same', 'Running')
  held.resolve('late')
  await new Promise((resolve) => setTimeout(resolve, 20))
  await raise(app, 'same', 'go', 'on time')
  expect((await app.until('same', 'Completed')).output).toBe('"on time"')
  expect((await app.history('same')).some(({ type }) => type === 'TaskCompleted')).toBe(false)
})

test('O5 a child of an execution that is over does not answer the one after it', async () => {
  const [first, second] = [gate('first'), gate('second')]
  const app = await wholeApp(
    one(
      `return yield context.df.callSubOrchestrator('Child', context.df.getInput())`,
      `df.app.activity('Slow', { handler: (name) => globalThis.gates[name] })
       df.app.orchestration('Child', function* (context) { return yield context.df.callActivity('Slow', context.df.getInput()) })`,
    ),
  )
  await app.send(`POST ${api}/orchestrators/One/same`, 'first')
  await vi.waitUntil(async () => (await app.db.workItems.count()) === 1, PATIENCE)
  await app.send(`POST ${api}/instances/same/terminate`)
  await app.until('same', 'Terminated')
  await app.send(`POST ${api}/orchestrators/One/same`, 'second')
  await vi.waitUntil(async () => (await app.db.workItems.count()) === 2, PATIENCE)
  first.resolve('of the first')
  await vi.waitUntil(async () => (await app.db.workItems.count()) === 1, PATIENCE)
  second.resolve('of the second')
  expect((await app.until('same', 'Completed')).output).toBe('"of the second"')
})

test('O6 a child is not begun under an id that is in use; its parent waits and says so', async () => {
  const app = await wholeApp(
    one(
      `return yield context.df.callSubOrchestrator('Child', 1, 'taken')`,
      `df.app.orchestration('Child', function* (context) { return yield context.df.waitForExternalEvent('go') })`,
    ),
  )
  await app.send(`POST ${api}/orchestrators/Child/taken`)
  const { executionId } = await app.until('taken', 'Running')
  const id = await app.start('POST /api/start/One')
  const { diagnoses } = await app.until(id, 'Running')
  expect(diagnoses?.map(({ cause }) => cause)).toEqual(['child-id-in-use'])
  await raise(app, id, 'anything')
  await vi.waitUntil(async () => (await app.instance(id)).episodes === 2, PATIENCE)
  expect((await app.instance(id)).diagnoses?.map(({ cause }) => cause)).toEqual(['child-id-in-use'])
  await raise(app, 'taken', 'go', 2)
  expect((await app.until('taken', 'Completed')).executionId).toBe(executionId)
})

test('O7 a child has an id made of its parent’s execution and its number, and knows its parent', async () => {
  const { app, instance, history } = await run(
    `return [context.df.parentInstanceId ?? null, yield context.df.callSubOrchestrator('Child')]`,
    `df.app.orchestration('Child', function* (context) { return [context.df.instanceId, context.df.parentInstanceId] })`,
  )
  const { instanceId, executionId } = instance
  expect(JSON.parse(instance.output ?? '')).toEqual([null, [`${executionId}:0`, instanceId]])
  expect((await app.instance(`${executionId}:0`)).parent).toEqual({
    name: 'One',
    instanceId,
    executionId,
    taskScheduledId: 0,
  })
  expect(history.filter(({ type }) => type === 'SubOrchestrationInstanceCompleted')).toHaveLength(1)
})

test('O7 a child that continues as new still answers its parent, and one that is terminated fails it', async () => {
  const { instance } = await run(
    `return yield context.df.callSubOrchestrator('Child', 0)`,
    `df.app.orchestration('Child', function* (context) {
      const n = context.df.getInput()
      if (n < 3) context.df.continueAsNew(n + 1)
      else return n
    })`,
  )
  expect(instance.output).toBe('3')
  const app = await wholeApp(
    one(
      `try { yield context.df.callSubOrchestrator('Child', 0, 'child') } catch (e) { return e.message }`,
      `df.app.orchestration('Child', function* (context) { yield context.df.waitForExternalEvent('never') })`,
    ),
  )
  const id = await app.start('POST /api/start/One')
  await vi.waitUntil(async () => (await app.db.instances.get('child'))?.status === 'Running', PATIENCE)
  await app.send(`POST ${api}/instances/child/terminate?reason=enough`)
  expect((await app.until(id, 'Completed')).output).toContain('enough')
})

test('O8 all messages that wait are taken by one episode, in order of arrival', async () => {
  const app = await wholeApp(
    one(`
      const seen = []
      for (let i = 0; i < 3; i++) seen.push(yield context.df.waitForExternalEvent('x'))
      return seen`),
  )
  const id = await app.start('POST /api/start/One')
  await app.until(id, 'Running')
  await app.host.stop({})
  const at = Date.now() as EpochMs
  const events = [1, 2, 3].map((n): HistoryEvent => ({ type: 'EventRaised', at, name: 'x', input: `${n}` as JsonText }))
  await app.db.inbox.bulkAdd(events.map((event, i) => ({ id: 1000 + i, instanceId: id, event })))
  const again = await app.reopen()
  const { output, episodes } = await again.until(id, 'Completed')
  expect([output, episodes]).toEqual(['[1,2,3]', 2])
})

test('M1 a terminated instance ends without its code being asked; what it had begun is not stopped', async () => {
  const held = gate('running')
  const app = await wholeApp(
    one(
      `return yield context.df.callActivity('Slow')`,
      `df.app.activity('Slow', { handler: async () => { await globalThis.gates.running; globalThis.finished = true } })`,
    ),
  )
  const id = await app.start('POST /api/start/One')
  await vi.waitUntil(async () => (await app.db.workItems.count()) === 1, PATIENCE)
  await app.send(`POST ${api}/instances/${id}/terminate?reason=no%20more`)
  expect((await app.until(id, 'Terminated')).output).toBe('no more')
  held.resolve(1)
  await vi.waitUntil(() => (globalThis as { finished?: boolean }).finished, PATIENCE)
  expect((await app.history(id)).map(({ type }) => type).slice(-4)).toEqual([
    ...['OrchestratorStarted', 'ExecutionTerminated', 'ExecutionCompleted', 'OrchestratorCompleted'],
  ])
  expect(await app.db.workItems.count()).toBe(0)
})

test('M1 an instance that is held because its code hung the worker can be terminated', async () => {
  gate('hang')
  const app = await wholeApp(
    one(
      `return 1`,
      `app.hook.preInvocation(async ({ invocationContext }) => {
        if (invocationContext.functionName === 'One') await globalThis.gates.hang
      })`,
    ),
  )
  const id = await app.start('POST /api/start/One')
  await new Promise((resolve) => setTimeout(resolve, 50))
  await app.host.hung({ decision: 'stop now' })
  await vi.waitUntil(async () => (await app.instance(id)).diagnoses?.[0]?.cause === 'held', PATIENCE)
  expect((await app.send(`POST ${api}/instances/${id}/terminate?reason=held`)).status).toBe(202)
  expect((await app.until(id, 'Terminated')).output).toBe('held')
})

test('A1 what an activity is given and gives back travels as JSON, whatever its size', async () => {
  const { instance } = await run(
    `
    const small = yield context.df.callActivity('Big', 65 * 1024)
    const large = yield context.df.callActivity('Big', 4.5 * 1024 * 1024)
    const back = yield context.df.callActivity('Length', large)
    const nothing = yield context.df.callActivity('Nothing')
    return [small.length, large.length, back, nothing, large]`,
    `df.app.activity('Big', { handler: (n) => 'x'.repeat(n) })
     df.app.activity('Length', { handler: (text) => text.length })
     df.app.activity('Nothing', { handler: () => undefined })`,
  )
  const [small, large, back, nothing] = JSON.parse(instance.output ?? '') as unknown[]
  expect([small, large, back, nothing]).toEqual([65 * 1024, 4.5 * 1024 * 1024, 4.5 * 1024 * 1024, null])
})

test('A2 inputs keep their types, and a string that looks like a number becomes one', async () => {
  const { instance } = await run(
    `
    const seen = []
    for (const input of ['a', '5', 5, true, null, [1, 'b'], { c: { d: 1 } }, undefined]) seen.push(yield context.df.callActivity('Type', input))
    return seen`,
    `df.app.activity('Type', { handler: (input) => [typeof input, input] })`,
  )
  expect(JSON.parse(instance.output ?? '')).toEqual([
    ['string', 'a'],
    ['number', 5],
    ['number', 5],
    ['boolean', true],
    ['object', null],
    ['object', [1, 'b']],
    ['object', { c: { d: 1 } }],
    ['object', null],
  ])
})

test('A3 details of a failure reach the orchestrator when the app has a provider for them', async () => {
  const { instance } = await run(
    `
    try { yield context.df.callActivity('Fails', 1) } catch (e) {
      return [e instanceof df.TaskFailedError, e.message, e.failureDetails.properties]
    }`,
    `df.app.setExceptionPropertiesProvider({ getExceptionProperties: (error) => ({ code: error.code }) })
     df.app.activity('Fails', { handler: () => { throw Object.assign(new TypeError('bad input'), { code: 7 }) } })`,
  )
  expect(JSON.parse(instance.output ?? '')).toEqual([true, 'TypeError: bad input', { code: 7 }])
})
