import { expect, test, vi } from 'vitest'
import { starter, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const api = '/runtime/webhooks/durabletask'
const rewind = (app: WholeApp, id: string) => app.send(`POST ${api}/instances/${id}/rewind?reason=mended`)

/** Counts its calls, and fails those named in `globalThis.failing`. */
const steps = `${starter}
  df.app.activity('Step', { handler: (name) => {
    globalThis.steps.push(name)
    if (globalThis.failing.has(name)) throw new Error(name + ' is broken')
    return name
  } })`

function world(...failing: string[]): { steps: string[]; failing: Set<string> } {
  const known = { steps: [] as string[], failing: new Set(failing) }
  Object.assign(globalThis, known)
  return known
}

test('M6 a failed instance goes on from its failure: what had succeeded is not run again', async () => {
  const { steps: ran, failing } = world('b')
  const app = await wholeApp(`${steps}
    df.app.orchestration('Work', function* (context) {
      const all = []
      for (const name of ['a', 'b', 'c']) all.push(yield context.df.callActivity('Step', name))
      return all
    })`)
  const id = await app.start('POST /api/start/Work')
  const { executionId } = await app.until(id, 'Failed')
  failing.clear()
  expect((await rewind(app, id)).status).toBe(202)
  await vi.waitUntil(async () => (await app.instance(id)).status === 'Completed', PATIENCE)
  const after = await app.instance(id)
  expect([after.output, after.executionId === executionId]).toEqual(['["a","b","c"]', false])
  expect(ran).toEqual(['a', 'b', 'b', 'c'])
  const history = await app.history(id)
  expect(history.filter((event) => event.type === 'GenericEvent').map(({ data }) => data)).toEqual([
    ...['Rewound: TaskScheduled', 'Rewound: TaskFailed', 'Rewound: ExecutionCompleted'],
  ])
  expect(history.filter((event) => event.type === 'ExecutionRewound')).toMatchObject([{ reason: 'mended' }])
})

test('M6 failed children go back with their parent, and only their failures are run again', async () => {
  const { steps: ran, failing } = world('child b')
  const app = await wholeApp(`${steps}
    df.app.orchestration('Child', function* (context) {
      const name = context.df.getInput()
      yield context.df.callActivity('Step', name + ' a')
      return yield context.df.callActivity('Step', name + ' b')
    })
    df.app.orchestration('Parent', function* (context) {
      yield context.df.callActivity('Step', 'own')
      return yield context.df.Task.all([
        context.df.callSubOrchestrator('Child', 'good'),
        context.df.callSubOrchestrator('Child', 'child', 'the-child'),
      ])
    })`)
  const id = await app.start('POST /api/start/Parent')
  await app.until(id, 'Failed')
  failing.clear()
  ran.length = 0
  await rewind(app, id)
  await vi.waitUntil(async () => (await app.instance(id)).status === 'Completed', PATIENCE)
  expect((await app.instance(id)).output).toBe('["good b","child b"]')
  expect(ran).toEqual(['child b'])
  expect((await app.instance('the-child')).status).toBe('Completed')
})

test('M6 a child that was terminated is begun anew', async () => {
  const { failing } = world('stop')
  const app = await wholeApp(`${steps}
    df.app.orchestration('Child', function* (context) {
      if (globalThis.failing.has('stop')) yield context.df.waitForExternalEvent('never')
      return 'child'
    })
    df.app.orchestration('Parent', function* (context) { return yield context.df.callSubOrchestrator('Child') })`)
  const id = await app.start('POST /api/start/Parent')
  await vi.waitUntil(async () => (await app.db.instances.count()) === 2, PATIENCE)
  const child = (await app.db.instances.toArray()).find(({ name }) => name === 'Child')?.instanceId ?? ''
  await app.until(child, 'Running')
  await app.send(`POST ${api}/instances/${child}/terminate?reason=enough`)
  expect((await app.until(id, 'Failed')).output).toContain('enough')
  failing.clear()
  await rewind(app, id)
  await vi.waitUntil(async () => (await app.instance(id)).status === 'Completed', PATIENCE)
})

test('M6 code that was mended after it broke its history goes on with what is still under way', async () => {
  world()
  const code = (name: string) => `${steps}
    df.app.orchestration('Work', function* (context) {
      yield context.df.callActivity('${name}', 'a')
      yield context.df.waitForExternalEvent('go')
      return 'done'
    })`
  const app = await wholeApp(code('Step'))
  const id = await app.start('POST /api/start/Work')
  await vi.waitUntil(async () => (await app.instance(id)).episodes === 2, PATIENCE)
  const broken = await app.reopen({ 'src/functions/app.js': code('Hello') })
  await broken.send(`POST ${api}/instances/${id}/raiseEvent/go`, 1)
  expect((await broken.until(id, 'Failed')).output).toContain('Non-Deterministic workflow detected')
  const mended = await broken.reopen({ 'src/functions/app.js': code('Step') })
  await rewind(mended, id)
  await vi.waitUntil(async () => (await mended.instance(id)).status === 'Completed', PATIENCE)
  expect((await mended.instance(id)).output).toBe('"done"')
})

test('M6 only what has failed is rewound', async () => {
  world()
  const app = await wholeApp(`${steps}
    df.app.orchestration('Wait', function* (context) { yield context.df.waitForExternalEvent('x') })
    app.http('Rewind', { extraInputs: [df.input.durableClient()], handler: async (request, context) => {
      try { await df.getClient(context).rewind(request.query.get('id'), 'r') } catch (e) { return { body: e.message } }
    } })`)
  const id = await app.start('POST /api/start/Wait')
  await app.until(id, 'Running')
  expect((await rewind(app, id)).status).toBe(412)
  expect((await rewind(app, 'nobody')).status).toBe(404)
  const answer = async (instance: string) =>
    new TextDecoder().decode((await app.send(`GET /api/Rewind?id=${instance}`)).body ?? undefined)
  expect(await answer(id)).toBe('The rewind operation is only supported on failed orchestration instances.')
  expect(await answer('nobody')).toBe("No instance with ID 'nobody' found.")
})

test('M6 a timer that had been cancelled stays so', async () => {
  const { failing } = world('b')
  const app = await wholeApp(`${steps}
    df.app.orchestration('Work', function* (context) {
      const due = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 3600000))
      yield context.df.Task.any([due, context.df.callActivity('Step', 'a')])
      due.cancel()
      yield context.df.callActivity('Step', 'b')
      yield context.df.waitForExternalEvent('go')
    })`)
  const id = await app.start('POST /api/start/Work')
  await app.until(id, 'Failed')
  failing.clear()
  const before = Date.now()
  await app.host.clock({ mode: 'virtual' })
  await rewind(app, id)
  await vi.waitUntil(
    async () => (await app.history(id)).some((event) => event.type === 'TaskCompleted' && event.at > 0),
    PATIENCE,
  )
  await vi.waitUntil(async () => (await app.db.timers.count()) === 0, PATIENCE)
  expect((await app.instance(id)).updatedAt - before).toBeLessThan(3_000_000)
})
