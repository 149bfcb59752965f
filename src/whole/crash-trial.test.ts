import 'fake-indexeddb/auto'
import { expect, onTestFinished, test } from 'vitest'
import type { Build } from '#durable/build.ts'
import type { Fault } from '#durable/fault.ts'
import { type CrashPoint, crashPoints, partingOf, type Told, type TrialRun, trialRunOf } from '#durable/trial.ts'
import { repeat, type TrialWorld } from '#host/crash-trial.ts'
import { samples } from '#samples/samples.ts'
import { executionsOf, historyOf } from '#storage/queries.ts'
import { buildOf, sandboxless, starter, type WholeApp, wholeApp } from './whole-app.ts'

const base = 'http://localhost:7071/'

function trialWorld(): TrialWorld {
  const { spawn, kill } = sandboxless()
  onTestFinished(async () => void (await kill({ language: 'javascript' })))
  return { spawn, kill, base, now: () => Date.now() }
}

/** The run that an instance of an app tells of. */
async function runOf(app: WholeApp, instanceId: string, build: Build): Promise<TrialRun> {
  const executions = await executionsOf(app.db, instanceId)
  const histories = await Promise.all(executions.map((id) => historyOf(app.db, instanceId, id)))
  const run = trialRunOf(instanceId, histories, build)
  if (!run) throw new Error('it has no beginning')
  return run
}

/** Crashes at every event; answers with where a repetition told something else. */
async function trial(run: TrialRun): Promise<{ told: Told; points: CrashPoint[]; partings: unknown[] }> {
  const world = trialWorld()
  const told = await repeat(world, run, null)
  const points = crashPoints(told.commits)
  const partings: unknown[] = []
  for (const point of points) {
    const parting = partingOf(told, await repeat(world, run, point))
    if (parting) partings.push({ ...point, ...parting })
  }
  return { told, points, partings }
}

interface Beginning {
  readonly request: string
  readonly body?: unknown
  /** The external event that it waits for. */
  readonly raises?: string
  /** The id of its instance, when no answer tells it. */
  readonly id?: string
}

/** How each sample that has an orchestration is begun, and what the world outside tells it. */
const begun: Record<string, Beginning> = {
  'hello-cities-typescript': { request: 'POST /api/StartFanOutFanIn' },
  'hello-cities-javascript': { request: 'POST /api/StartChaining' },
  retry: { request: 'POST /api/orders/o1/pay' },
  'sub-orchestration': { request: 'POST /api/devices', body: ['a', 'b'] },
  monitor: { request: 'POST /api/jobs/j1/monitor' },
  'human-interaction': { request: 'POST /api/orders/late/approve' },
  'durable-http': { request: 'POST /api/films/alien' },
  'async-http-api': { request: 'POST /api/films' },
  'critical-section': { request: 'POST /api/transfers' },
  saga: { request: 'POST /api/trips', body: { city: 'Oslo', refuses: 'Car' } },
  eternal: { request: 'POST /api/cleanup' },
  singleton: { request: 'POST /api/reports/sales', raises: 'Publish' },
  versioned: { request: 'POST /api/welcome/Ada/2.0' },
  'limited-parallelism': { request: 'POST /api/images' },
  packages: {
    request: 'POST /api/orders',
    body: { customer: 'Ada', currency: 'USD', books: [{ title: 'A', price: 10 }] },
  },
  'queue-orders': { request: 'POST /api/orders', body: [{ id: 'o1', item: 'lamp', amount: 2 }], id: 'order-o1' },
}

test('every JavaScript and TypeScript sample that registers an orchestration is among them', async () => {
  for (const sample of samples) {
    const { id, language } = sample
    if (language === 'python') continue
    const isOrchestrated = (await sample.load()).some(({ text }) => text.includes('df.app.orchestration('))
    expect([id, isOrchestrated]).toEqual([id, id in begun])
  }
})

test.each(Object.keys(begun))('X9 a crash at every event of %s changes nothing', { timeout: 120_000 }, async (id) => {
  const files = (await samples.find((each) => each.id === id)?.load()) ?? []
  const sources = Object.fromEntries(files.map(({ path, text }) => [path, text]))
  const app = await wholeApp(sources)
  await app.host.clock({ mode: 'virtual' })
  const { request, body, raises, id: known } = begun[id] ?? { request: '' }
  const instanceId = known ?? (await app.start(request, body))
  if (known !== undefined) await app.send(request, body)
  if (raises !== undefined)
    await app.send(`POST /runtime/webhooks/durabletask/instances/${instanceId}/raiseEvent/${raises}`, null)
  await expect.poll(async () => (await app.db.instances.get(instanceId))?.status).toBe('Completed')
  const run = await runOf(app, instanceId, await buildOf(sources))
  await app.host.stop({})
  const { told, points, partings } = await trial(run)
  expect(told.status).toBe('Completed')
  expect(points.length).toBeGreaterThanOrEqual(4)
  expect(partings).toEqual([])
})

test('X9 what only a worker remembers is found: the crash that loses it, and what it changed', async () => {
  const code = `${starter}
    let count = 0
    df.app.activity('Count', { handler: () => ++count })
    df.app.orchestration('Forgets', function* (context) {
      return [yield context.df.callActivity('Count'), yield context.df.callActivity('Count')]
    })`
  const build = await buildOf({ 'src/functions/app.js': code })
  const run: TrialRun = { build, name: 'Forgets', instanceId: 'one', input: null, faults: [], raised: [] }
  const { told, partings } = await trial(run)
  expect(told.lines).toContain('is Completed: [1,2]')
  expect(partings[0]).toEqual({ commit: 1, moment: 'after', expected: '#1 answers 2', found: '#1 answers 1' })
})

test('X9 an approval comes in its time again, and a run that waits for ever is told so', async () => {
  const code = `${starter}
    df.app.orchestration('Approve', function* (context) {
      const due = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 3600000))
      const approval = context.df.waitForExternalEvent('Approval')
      const winner = yield context.df.Task.any([approval, due])
      if (winner === approval) due.cancel()
      return winner === approval
    })
    df.app.orchestration('Waits', function* (context) { return yield context.df.waitForExternalEvent('Never') })`
  const build = await buildOf({ 'src/functions/app.js': code })
  const about = { build, name: 'Approve', instanceId: 'one', input: null, faults: [] }
  const raised = (after: number) => [{ name: 'Approval', input: null, after }]
  const early = await trial({ ...about, raised: raised(1_800_000) })
  expect([early.told.lines.at(-2), early.partings]).toEqual(['is Completed: true', []])
  const late = await repeat(trialWorld(), { ...about, raised: raised(7_200_000) }, null)
  expect(late.lines).toContain('is Completed: false')
  const waits = await repeat(trialWorld(), { ...about, name: 'Waits', raised: [] }, { commit: 0, moment: 'after' })
  expect(waits).toMatchObject({ isWaiting: true, status: 'Running' })
})

test('X9 what goes wrong on purpose goes wrong in each repetition, and a crash changes nothing about it', async () => {
  const code = `${starter}
    df.app.orchestration('Retry', function* (context) {
      return yield context.df.callActivityWithRetry('Hello', new df.RetryOptions(1000, 3), 1)
    })`
  const build = await buildOf({ 'src/functions/app.js': code })
  const fault: Fault = {
    id: 'f',
    functionName: 'Hello',
    when: { kind: 'first', count: 2 },
    does: { kind: 'fail' },
    isOn: true,
  }
  const run = { build, name: 'Retry', instanceId: 'one', input: null, faults: [fault], raised: [] }
  const { told, partings } = await trial(run)
  expect(told.lines.filter((line) => line.includes('Injected fault'))).toHaveLength(2)
  expect(partings).toEqual([])
})
