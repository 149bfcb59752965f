import { expect, test } from 'vitest'
import { checkOrchestrators } from '#compile/determinism/check.ts'
import { bodyText } from '#durable/http-message.ts'
import { samples } from '#samples/samples.ts'
import { sampleApp as sample } from './sample-app.ts'
import type { WholeApp } from './whole-app.ts'

/** Starts an instance, waits for its end, and answers with its output. */
async function outcome(app: WholeApp, request: string, body?: unknown): Promise<unknown> {
  const { status, output, findings } = await app.until(await app.start(request, body), 'Completed')
  expect(findings).toBeUndefined()
  return status === 'Completed' ? JSON.parse(output ?? 'null') : `${status}: ${output}`
}

/** The lines of history that tell what was done, in order, with names. */
async function deeds(app: WholeApp, id: string): Promise<string[]> {
  return (await app.history(id)).flatMap((event) => {
    if (event.type === 'TaskScheduled' || event.type === 'SubOrchestrationInstanceCreated')
      return [`${event.type} ${event.name}`]
    return /^(?:Task|Timer|Event|Sub)/.test(event.type) ? [event.type] : []
  })
}

test.each(samples)('$id: nothing is wrong with its orchestrators', async (sample) => {
  expect(await checkOrchestrators(await sample.load())).toEqual([])
})

const cities = ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!']

test.each(['hello-cities-typescript', 'hello-cities-javascript'])('%s chains, and fans out and in', async (id) => {
  const app = await sample(id)
  expect(await outcome(app, 'POST /api/StartChaining')).toEqual(cities)
  expect(await outcome(app, 'POST /api/StartFanOutFanIn')).toEqual([...cities, 'Hello Paris!', 'Hello Berlin!'])
})

test('retry: two refusals, each with its timer, and the third attempt', async () => {
  const app = await sample('retry')
  const id = await app.start('POST /api/orders/o1/pay')
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toEqual({ receipt: 'r-o1' })
  const refused = ['TaskScheduled chargeCard', 'TaskFailed', 'TimerCreated', 'TimerFired']
  expect(await deeds(app, id)).toEqual([...refused, ...refused, 'TaskScheduled chargeCard', 'TaskCompleted'])
})

test('sub-orchestration: one child for each device', async () => {
  const app = await sample('sub-orchestration')
  const id = await app.start('POST /api/devices', ['a', 'b'])
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toHaveLength(2)
  expect((await app.instance(`${id}-a`)).parent?.instanceId).toBe(id)
})

test('monitor: three looks, two hours apart in all', async () => {
  const app = await sample('monitor')
  const id = await app.start('POST /api/jobs/j1/monitor')
  const { output, createdAt, updatedAt } = await app.until(id, 'Completed')
  expect(output).toBe('"j1 is completed."')
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(2 * 3_600_000)
})

test('human interaction: approved in time, or escalated after 72 hours', async () => {
  const app = await sample('human-interaction')
  expect(await outcome(app, 'POST /api/orders/late/approve')).toBe('nobody approved late in 72 hours')
  await app.host.clock({ mode: 'real' })
  const id = await app.start('POST /api/orders/fine/approve')
  await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/Approval`, true)
  expect((await app.until(id, 'Completed')).output).toBe('"fine is on its way"')
})

test('async HTTP API: the progress is the custom status, and a caller may wait', async () => {
  const app = await sample('async-http-api')
  const id = await app.start('POST /api/films')
  expect(await app.until(id, 'Completed')).toMatchObject({ customStatus: '{"progress":"4 of 4"}' })
  expect(JSON.parse(bodyText(await app.send('POST /api/films/wait')))).toHaveLength(4)
})

test('durable HTTP: the answer 202 is asked again, a minute apart, until there is another', async () => {
  const app = await sample('durable-http')
  const id = await app.start('POST /api/films/alien')
  const { output, createdAt, updatedAt } = await app.until(id, 'Completed')
  expect(output).toBe('"94 minutes"')
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(3 * 60_000)
})

test('aggregator: signals add up', async () => {
  const app = await sample('aggregator')
  for (const amount of [2, 3]) expect((await app.send(`POST /api/counters/clicks/${amount}`)).status).toBe(202)
  const value = async () => bodyText(await app.send('GET /api/counters/clicks'))
  await expect.poll(value).toBe('{"value":5}')
})

test('critical section: money moves whole, or not at all', async () => {
  const app = await sample('critical-section')
  expect(await outcome(app, 'POST /api/transfers')).toEqual({ transferred: true, ada: 70, bob: 130 })
  const tooMuch = { from: 'ada', to: 'bob', amount: 500 }
  expect(await outcome(app, 'POST /api/transfers', tooMuch)).toEqual({ transferred: false, balance: 70 })
})

test('saga: what was booked is cancelled in the reverse order', async () => {
  const app = await sample('saga')
  expect(await outcome(app, 'POST /api/trips')).toEqual({
    booked: ['flight in Lisbon', 'hotel in Lisbon', 'car in Lisbon'],
  })
  expect(await outcome(app, 'POST /api/trips', { city: 'Oslo', refuses: 'Car' })).toEqual({
    cancelled: ['hotel in Oslo', 'flight in Oslo'],
    because: expect.stringContaining('no car in Oslo'),
  })
})

test('eternal: five executions, each with a short history', async () => {
  const app = await sample('eternal')
  const id = await app.start('POST /api/cleanup')
  expect((await app.until(id, 'Completed')).output).toBe('"5 rounds"')
  expect((await app.history(id)).length).toBeLessThan(10)
  const rows = await app.db.history.toArray()
  expect(new Set(rows.map(({ executionId }) => executionId)).size).toBe(5)
})

test('singleton: while one is going on no second begins', async () => {
  const app = await sample('singleton')
  const id = await app.start('POST /api/reports/sales')
  expect((await app.send('POST /api/reports/sales')).status).toBe(409)
  await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/Publish`, null)
  await app.until(id, 'Completed')
  expect((await app.send('POST /api/reports/sales')).status).toBe(202)
})

test('versioned: each instance keeps the version it began with', async () => {
  const app = await sample('versioned')
  expect(await outcome(app, 'POST /api/welcome/Ada')).toBe('Hello Ada!')
  expect(await outcome(app, 'POST /api/welcome/Ada/2.0')).toBe('Bonjour Ada !')
})

test('limited parallelism: never more than three at once', async () => {
  const app = await sample('limited-parallelism')
  const id = await app.start('POST /api/images')
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toHaveLength(10)
  let open = 0
  let most = 0
  for (const { type } of await app.history(id)) {
    if (type === 'TaskScheduled') most = Math.max(most, ++open)
    if (type === 'TaskCompleted') open--
  }
  expect(most).toBe(3)
})
