import { beforeAll, expect, test, vi } from 'vitest'
import { PATIENCE } from '#base/patience.ts'
import { bodyText } from '#durable/http-message.ts'
import { type StartJavascript, starter, type WholeApp, wholeApp } from './whole-app.ts'
import { onThreads } from './worker-thread.ts'

let threads: StartJavascript
beforeAll(async () => {
  threads = await onThreads()
})

const code = `${starter}
  const worker = Math.random().toString(36).slice(2)
  let calls = 0
  app.http('Count', { handler: () => ({ jsonBody: [worker, ++calls] }) })
  df.app.orchestration('Waiter', function* (context) {
    console.log(context.df.instanceId + ' in ' + worker)
    if ((yield context.df.waitForExternalEvent('go')) === 'hang') for (;;);
    const greeting = yield context.df.callActivity('Hello', 'you')
    return greeting
  })`

function appWith(processes: number): Promise<WholeApp> {
  const files = {
    'local.settings.json': JSON.stringify({ Values: { FUNCTIONS_WORKER_PROCESS_COUNT: String(processes) } }),
    'src/functions/app.js': code,
  }
  return wholeApp(files, undefined, threads)
}

const count = async (app: WholeApp) => JSON.parse(bodyText(await app.send('GET /api/Count'))) as [string, number]

/** Which worker ran the episodes of each instance, in order. */
async function whereaboutsOf(app: WholeApp): Promise<Map<string, string[]>> {
  const lines = (await app.db.logs.toArray()).flatMap((row) =>
    row.lines.map(({ text }) => (/ in /.test(text) ? text.split(' in ') : [])),
  )
  const found = new Map<string, string[]>()
  for (const [id = '', worker = ''] of lines) if (worker) found.set(id, [...(found.get(id) ?? []), worker])
  return found
}

test('each worker process has module variables of its own, and calls are shared out among them', async () => {
  const app = await appWith(2)
  const counted = [await count(app), await count(app), await count(app), await count(app)]
  const [one, other] = [counted[0]?.[0], counted[1]?.[0]]
  expect(one).not.toBe(other)
  expect(counted).toEqual([
    [one, 1],
    [other, 1],
    [one, 2],
    [other, 2],
  ])
  const alone = await appWith(1)
  expect(new Set([(await count(alone))[0], (await count(alone))[0]]).size).toBe(1)
})

test('O11 the episodes of an instance run where its history is, while others run elsewhere', async () => {
  const app = await appWith(2)
  const ids: string[] = []
  for (let i = 0; i < 4; i++) ids.push(await app.start('POST /api/start/Waiter'))
  await vi.waitUntil(async () => (await whereaboutsOf(app)).size === 4, PATIENCE)
  for (const id of ids) {
    await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/go?code=${await keyOf(app)}`, 'on')
    await app.until(id, 'Completed')
  }
  await vi.waitUntil(async () => [...(await whereaboutsOf(app)).values()].flat().length === 12, PATIENCE)
  const whereabouts = [...(await whereaboutsOf(app)).values()]
  expect(whereabouts.map((workers) => new Set(workers).size)).toEqual([1, 1, 1, 1])
  expect(new Set(whereabouts.flat()).size).toBe(2)
})

test('O11 an instance stays where its history is; when that worker hangs it goes on in another, and so do all calls', async () => {
  const app = await appWith(2)
  const ids = [
    await app.start('POST /api/start/Waiter'),
    await app.start('POST /api/start/Waiter'),
    await app.start('POST /api/start/Waiter'),
  ]
  await vi.waitUntil(async () => (await whereaboutsOf(app)).size === 3, PATIENCE)
  const first = await whereaboutsOf(app)
  const [hanging = '', moving = ''] = ids.filter(
    (id) => ids.filter((other) => first.get(id)?.[0] === first.get(other)?.[0]).length > 1,
  )
  const staying = ids.find((id) => id !== hanging && id !== moving) ?? ''

  await app.send(
    `POST /runtime/webhooks/durabletask/instances/${hanging}/raiseEvent/go?code=${await keyOf(app)}`,
    'hang',
  )
  await vi.waitUntil(async () => (await app.host.state({})).phase === 'hung', PATIENCE)
  const hung = first.get(hanging)?.[0]
  for (let i = 0; i < 4; i++) expect((await count(app))[0]).not.toBe(hung)
  for (const id of [moving, staying]) {
    await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/go?code=${await keyOf(app)}`, 'on')
    expect((await app.until(id, 'Completed')).output).toBe('"Hello you!"')
  }
  await vi.waitUntil(async () => (await whereaboutsOf(app)).get(moving)?.length === 3, PATIENCE)
  const then = await whereaboutsOf(app)
  expect(then.get(moving)?.slice(1)).not.toContain(hung)
  expect(new Set(then.get(staying)).size).toBe(1)

  await app.host.hung({ decision: 'stop now' })
  await vi.waitUntil(async () => (await app.host.state({})).phase === 'running', PATIENCE)
  expect((await app.instance(hanging)).status).toBe('Running')
  const workers = new Set([(await count(app))[0], (await count(app))[0]])
  expect(workers.size).toBe(2)
  expect(workers).not.toContain(hung)
})

async function keyOf(app: WholeApp): Promise<string> {
  return String((await app.db.meta.get('systemKey'))?.value)
}
