import { expect, test, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import type { Step } from '#wire/host-calls.ts'
import { seen, starter, type WholeApp, wholeApp } from './whole-app.ts'

const sleeper = `${starter}
  df.app.orchestration('Sleep', function* (context) {
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + context.df.getInput() * 3600000))
    return 'woken'
  })`

test('C1 at 3600 times the speed half an hour passes in half a second', async () => {
  const app = await wholeApp(sleeper)
  await app.host.clock({ mode: '3600x' })
  const id = await app.start('POST /api/start/Sleep', 0.5)
  const { createdAt, updatedAt } = await app.until(id, 'Completed')
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(1_800_000)
})

test('C2 one question takes the clock to the next timer, three days away, whatever its mode', async () => {
  const app = await wholeApp(sleeper)
  for (const mode of ['real', 'paused'] as const) {
    await app.host.clock({ mode })
    const id = await app.start('POST /api/start/Sleep', 72)
    await vi.waitUntil(async () => (await app.db.timers.count()) === 1, PATIENCE)
    const { at } = await app.host.nextDue({})
    const { createdAt, updatedAt } = await app.until(id, 'Completed')
    expect(updatedAt - createdAt).toBeGreaterThanOrEqual(72 * 3_600_000)
    expect(at).toBeLessThanOrEqual(updatedAt)
  }
  expect(await app.host.nextDue({})).toEqual({ at: null })
})

/** Steps until one has taken something: what it asked for may still be on its way. */
async function step(app: WholeApp): Promise<Step> {
  for (;;) {
    const taken = await app.host.step({})
    if (taken.kind !== 'busy') return taken
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}

test('C3 step by step the host takes one message, activity or timer at a time, and says which', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Two', function* (context) {
      yield context.df.Task.all([context.df.callActivity('Hello', 1), context.df.callActivity('Hello', 2)])
      yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 3600000))
      return 'done'
    })`)
  expect(await app.host.step({})).toEqual({ kind: 'begun' })
  const id = await app.start('POST /api/start/Two')
  expect((await app.instance(id)).status).toBe('Pending')
  const taken: Step[] = []
  while ((await app.instance(id)).status !== 'Completed') taken.push(await step(app))
  const hello = { kind: 'activity', what: 'Hello', instanceId: id }
  const message = (what: string) => ({ kind: 'message', what, instanceId: id })
  expect(taken.slice(0, 3)).toEqual([message('ExecutionStarted'), hello, hello])
  expect(taken.filter(({ kind }) => kind !== 'nothing').slice(3)).toEqual([
    message('TaskCompleted'),
    message('TaskCompleted'),
    message('TimerFired'),
  ])
  expect((await app.instance(id)).episodes).toBe(4)
})

test('C3 an entity takes one operation at a time; leaving the steps lets all go on', async () => {
  const app = await wholeApp(`${starter}
    globalThis.seen = []
    df.app.entity('Counter', (context) => { globalThis.seen.push(context.df.operationName) })
    df.app.orchestration('Signals', function* (context) {
      for (const name of ['a', 'b', 'c']) context.df.signalEntity(new df.EntityId('Counter', 'k'), name)
      return 'sent'
    })`)
  await app.host.step({})
  const id = await app.start('POST /api/start/Signals')
  await step(app)
  await app.until(id, 'Completed')
  expect(seen()).toEqual([])
  expect(await step(app)).toEqual({ kind: 'entity', what: 'a', instanceId: '@counter@k' })
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  await app.host.clock({ mode: 'real' })
  await vi.waitUntil(() => seen().length === 3, PATIENCE)
  expect(seen()).toEqual(['a', 'b', 'c'])
})
