import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import { linesOf, seen, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const head = `
  const { app, output } = require('@azure/functions')
  const df = require('durable-functions')
  globalThis.seen = []
`

/** An orchestration that pulls the virtual clock on by so many minutes. */
const wait = `
  df.app.orchestration('Wait', function* (context) {
    yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + context.df.getInput() * 60000))
  })
`
/** When a function began, in hub time. */
const runsOf = async (app: WholeApp, name: string) => {
  await linesOf(app)
  const lines = (await app.db.logs.toArray()).flatMap((row) => row.lines)
  return lines.filter(({ text }) => text.startsWith(`Executing 'Functions.${name}'`)).map(({ at }) => at)
}
const pass = async (app: WholeApp, minutes: number) => {
  const { status } = await app.send('POST /runtime/webhooks/durabletask/orchestrators/Wait/w', minutes)
  expect(status).toBe(202)
  await app.until('w', 'Completed')
}

test('a timer runs on the hub clock, once an occurrence, and what it ran at is kept', async () => {
  const app = await wholeApp(`${head}${wait}
    const ticks = output.storageQueue({ queueName: 'ticks', connection: '' })
    app.timer('Tick', { schedule: '0 */10 * * * *', return: ticks, handler: (timer) => { globalThis.seen.push(timer); return 'tick' } })`)
  await app.host.clock({ mode: 'virtual' })
  await pass(app, 60)
  expect(seen()).toHaveLength(6)
  const [, timer] = seen() as { isPastDue: boolean; schedule: object; scheduleStatus: Record<string, string> }[]
  const [, at = 0] = await runsOf(app, 'Tick')
  expect(new Date(at).getUTCMinutes() % 10).toBe(0)
  expect(timer).toMatchObject({ isPastDue: false, schedule: { adjustForDST: true } })
  expect(Date.parse(timer?.scheduleStatus['next'] ?? '')).toBe(Math.floor(at / 60_000) * 60_000)
  expect(Date.parse(timer?.scheduleStatus['last'] ?? '')).toBeGreaterThan(at - 601_000)
  expect(await app.db.queueMessages.count()).toBe(6)
  expect((await linesOf(app)).join('\n')).toMatch(
    /The next 5 occurrences of the 'Tick' schedule \(Cron: '0 \*\/10 \* \* \* \*'\) will be:\n/,
  )
  expect((await linesOf(app)).join('\n')).toMatch(/Executing 'Functions.Tick' \(Reason='Timer fired at .+\+00:00', Id=/)
})

test('a schedule alone does not pull a virtual clock', async () => {
  const app = await wholeApp(
    `${head}app.timer('Tick', { schedule: '0 0 0 1 1 *', handler: () => globalThis.seen.push(1) })`,
  )
  await app.host.clock({ mode: 'virtual' })
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(seen()).toEqual([])
})

test('a run that was missed while no tab was open is made up for once, and is past due', async () => {
  const code = `${head}app.timer('Tick', { schedule: '0 */10 * * * *', handler: (timer) => globalThis.seen.push(timer.isPastDue) })`
  const app = await wholeApp(code)
  await vi.waitUntil(async () => (await app.db.schedules.count()) === 1, PATIENCE)
  const row = await app.db.schedules.get('Tick')
  if (row) await app.db.schedules.put({ ...row, next: (row.next - 3_600_000) as EpochMs })
  const again = await app.reopen()
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  expect(seen()).toEqual([true])
  expect((await linesOf(again)).join('\n')).toContain('UnscheduledInvocationReason: IsPastDue')
})

test('a timer runs on startup when it says so, and now when somebody says so', async () => {
  const app = await wholeApp(`${head}
    app.timer('Tick', { schedule: '0 0 0 1 1 *', runOnStartup: true, handler: (timer) => globalThis.seen.push(timer.isPastDue) })`)
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  await app.host.fire({ functionName: 'Tick', payload: null })
  await vi.waitUntil(() => seen().length === 2, PATIENCE)
  expect(seen()).toEqual([false, false])
})

test('the schedule may be an app setting; a typo in it is said, and the other functions run', async () => {
  const app = await wholeApp({
    'local.settings.json': '{ "Values": { "EVERY": "0 */5 * * * *" } }',
    'src/functions/app.js': `${head}
      app.timer('Good', { schedule: '%EVERY%', handler: () => {} })
      app.timer('Typo', { schedule: '0 */5 * * *  * *', handler: () => {} })
      app.timer('Unset', { schedule: '%NEVER%', handler: () => {} })
      app.http('Hello', { handler: () => ({ body: 'hi' }) })`,
  })
  const lines = await linesOf(app)
  expect(lines).toContain(
    "The 'Typo' function is in error: The schedule expression '0 */5 * * *  * *' was not recognized as a valid cron expression or timespan string.",
  )
  expect(lines).toContain("The 'Unset' function is in error: '%NEVER%' does not resolve to a value.")
  expect((await app.send('GET /api/Hello')).status).toBe(200)
  const state = await app.host.state({})
  expect(state.phase === 'running' && state.functions.map(({ name, error }) => [name, error !== undefined])).toEqual([
    ['Good', false],
    ['Hello', false],
    ['Typo', true],
    ['Unset', true],
  ])
})

test('a timer that fails is tried again as its policy says, on the hub clock, and knows which attempt it is', async () => {
  const app = await wholeApp(`${head}${wait}
    app.timer('Fixed', { schedule: '0 0 0 1 1 *', retry: { strategy: 'fixedDelay', delayInterval: { minutes: 5 }, maxRetryCount: 2 },
      handler: (timer, context) => { globalThis.seen.push(context.retryContext); throw new Error('no') } })`)
  await app.host.clock({ mode: 'virtual' })
  await app.host.fire({ functionName: 'Fixed', payload: null })
  await vi.waitUntil(() => seen().length === 3, PATIENCE)
  expect(seen()).toEqual([
    { retryCount: 0, maxRetryCount: 2 },
    { retryCount: 1, maxRetryCount: 2, exception: { message: 'no' } },
    { retryCount: 2, maxRetryCount: 2, exception: { message: 'no' } },
  ])
  const [first = 0, , third = 0] = await runsOf(app, 'Fixed')
  expect(third - first).toBeGreaterThanOrEqual(600_000)
  expect((await linesOf(app)).join('\n')).toContain(
    "Waiting for `00:05:00` before retrying function execution. Next attempt: '1'. Max retry count: '2'",
  )
})

test('an exponential policy waits longer each time; one that Azure does not honour is said', async () => {
  const app = await wholeApp(`${head}
    const retry = { strategy: 'exponentialBackoff', minimumInterval: { seconds: 10 }, maximumInterval: { minutes: 15 }, maxRetryCount: 4 }
    app.eventHub('Hub', { eventHubName: 'x', connection: '', cardinality: 'many', retry, handler: (events, context) => {
      if (context.retryContext.retryCount < 4) throw new Error('no')
      globalThis.seen.push(events)
    } })
    app.http('Web', { handler: () => ({}), retry })`)
  await app.host.clock({ mode: 'virtual' })
  await app.host.fire({ functionName: 'Hub', payload: '{"a":1}' })
  await vi.waitUntil(() => seen().length === 1, PATIENCE)
  const times = await runsOf(app, 'Hub')
  expect(times).toHaveLength(5)
  const waits = times.slice(1).map((at, i) => at - (times[i] ?? 0))
  for (const [i, each] of waits.entries()) expect(each).toBeGreaterThanOrEqual((waits[i - 1] ?? 9_000) - 1000)
  expect(waits[3]).toBeGreaterThan(50_000)
  expect(seen()).toEqual([[{ a: 1 }]])
  expect(await linesOf(app)).toContain(
    "The retry policy of 'Web' has no effect: a httpTrigger has none of its own on Azure.",
  )
})
