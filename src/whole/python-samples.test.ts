import { expect, test, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import { bodyText } from '#durable/http-message.ts'
import { sharedPython } from '#language/python/testing/worker.ts'
import { filesOf, sampleApp } from './sample-app.ts'
import { buildOf, linesOf, type WholeApp } from './whole-app.ts'

await sharedPython()

/** A sample of Python; of the v1 model it has one ending more. */
const idIn = (id: string, model: string) => (model === 'v1' ? `${id}-python-v1` : `${id}-python`)
const sample = (id: string, model: string) => sampleApp(idIn(id, model))

/** Starts an instance, waits for its end, and answers with its output. */
async function outcome(app: WholeApp, request: string, body?: unknown): Promise<unknown> {
  const { status, output, findings } = await app.until(await app.start(request, body), 'Completed')
  expect(findings).toBeUndefined()
  return status === 'Completed' ? JSON.parse(output ?? 'null') : `${status}: ${output}`
}

const raise = (id: string, event: string) => `POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/${event}`
const cities = ['Hello Tokyo!', 'Hello Seattle!', 'Hello London!']
const models = test.each(['v2', 'v1'])

models('the quickstart in %s greets three cities', async (model) => {
  const app = await sample('hello', model)
  expect(await outcome(app, 'GET /api/orchestrators/HelloOrchestrator')).toEqual(cities)
})

models('Hello Cities in %s chains, and fans out and in', async (model) => {
  const app = await sample('hello-cities', model)
  expect(await outcome(app, 'POST /api/StartChaining')).toEqual(cities)
  expect(await outcome(app, 'POST /api/StartFanOutFanIn')).toEqual([...cities, 'Hello Paris!', 'Hello Berlin!'])
})

models('fan-out in %s: as many copies as there are files', async (model) => {
  const app = await sample('fan-out', model)
  expect(await outcome(app, 'POST /api/backup/photos')).toEqual({ files: 6, bytes: 7200 })
})

models('human interaction in %s: approved in time, refused, or nobody answers', async (model) => {
  const app = await sample('human-interaction', model)
  expect(await outcome(app, 'POST /api/orders/late/approve')).toBe('nobody approved late in 72 hours')
  await app.host.clock({ mode: 'real' })
  const answered = async (order: string, approval: boolean) => {
    const id = await app.start(`POST /api/orders/${order}/approve`)
    await app.send(raise(id, 'Approval'), approval)
    return (await app.until(id, 'Completed')).output
  }
  expect(await answered('fine', true)).toBe('"fine is on its way"')
  expect(await answered('dear', false)).toBe('"dear was refused"')
})

models('monitor in %s: three looks, two hours apart in all', async (model) => {
  const app = await sample('monitor', model)
  const { output, createdAt, updatedAt } = await app.until(await app.start('POST /api/jobs/j1/monitor'), 'Completed')
  expect(output).toBe('"j1 is completed."')
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(2 * 3_600_000)
})

models('retry in %s: two refusals, and the third attempt', async (model) => {
  const app = await sample('retry', model)
  const id = await app.start('POST /api/orders/o1/pay')
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toEqual({ receipt: 'r-o1' })
  const failures = (await app.history(id)).filter(({ type }) => type === 'TaskFailed')
  expect(failures).toHaveLength(2)
})

models('sub-orchestration in %s: a child for each device', async (model) => {
  const app = await sample('sub-orchestration', model)
  const id = await app.start('POST /api/devices', ['lamp', 'door'])
  const installed = ['package for lamp installed', 'package for door installed']
  expect(JSON.parse((await app.until(id, 'Completed')).output ?? '')).toEqual(installed)
  expect((await app.instance(`${id}-lamp`)).parent?.instanceId).toBe(id)
})

models('counter in %s: signals add up, and an orchestrator doubles', async (model) => {
  const app = await sample('counter', model)
  expect((await app.send('GET /api/counters/clicks')).status).toBe(404)
  for (const amount of [2, 3]) expect((await app.send(`POST /api/counters/clicks/${amount}`)).status).toBe(202)
  await expect.poll(async () => bodyText(await app.send('GET /api/counters/clicks'))).toBe('5')
  expect(await outcome(app, 'POST /api/counters/clicks/double')).toBe(10)
})

models('custom status in %s: tells how far it is', async (model) => {
  const app = await sample('custom-status', model)
  const { customStatus, output } = await app.until(await app.start('POST /api/films'), 'Completed')
  expect(JSON.parse(customStatus ?? '')).toEqual({ progress: '4 of 4' })
  expect(JSON.parse(output ?? '')).toEqual(['scene 1', 'scene 2', 'scene 3', 'scene 4'])
})

models('queue and blobs in %s: the order becomes a receipt', async (model) => {
  const app = await sample('queue-blob', model)
  expect((await app.send('GET /api/receipts/o1')).status).toBe(404)
  expect((await app.send('POST /api/orders/o1', 'tea')).status).toBe(202)
  await expect.poll(async () => bodyText(await app.send('GET /api/receipts/o1')), PATIENCE).toBe('"tea" for o1')
  await vi.waitUntil(async () => (await linesOf(app)).includes('receipts/o1.txt has 12 bytes.'), PATIENCE)
})

models('the timer extension in %s tells how long a function took', async (model) => {
  const app = await sample('timer-extension', model)
  const text = bodyText(await app.send('GET /api/HttpTrigger?name=Ada'))
  expect(text).toMatch(/^Hello, Ada\. \(TimeElapsed: [\d.e-]+ sec\)$/)
  const name = model === 'v1' ? 'HttpTrigger' : 'http_trigger'
  const lines = await linesOf(app)
  expect(lines).toContain(`Recording start time of ${name}`)
  expect(lines).toContainEqual(expect.stringMatching(`^Time taken to execute ${name} is [\\d.e-]+ sec$`))
})

models('unit tests in %s pass, and their functions run', async (model) => {
  const app = await sample('unit-tests', model)
  expect(bodyText(await app.send('GET /api/greet?name=Ada'))).toBe('Hello Ada')
  const { tests } = await app.host.findTests({ build: await buildOf(await filesOf(idIn('unit-tests', model))) })
  const outcomes = []
  for (const { id } of tests) outcomes.push((await app.host.runTest({ id, isLast: false })).outcome)
  expect(outcomes).toEqual(['passed', 'passed', 'passed'])
})

test('blueprints of two files become one app', async () => {
  const app = await sample('blueprint', 'v2')
  expect(bodyText(await app.send('GET /api/health'))).toBe('well')
  expect(await outcome(app, 'POST /api/greet/Oslo')).toBe('Hello Oslo!')
})
