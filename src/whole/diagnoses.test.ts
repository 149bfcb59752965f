import { expect, test, vi } from 'vitest'
import { gate, starter, type WholeApp, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

const api = '/runtime/webhooks/durabletask'

/** Starts `Odd` with that body, and resolves with its diagnoses once there are any. */
async function diagnosed(code: string, before: (app: WholeApp, id: string) => Promise<unknown> = async () => {}) {
  const app = await wholeApp(`${starter}df.app.orchestration('Odd', function* (context) {\n${code}\n})`)
  const id = await app.start('POST /api/start/Odd')
  await app.until(id, 'Running', 'Completed')
  await before(app, id)
  const { diagnoses = [], status } = await vi.waitUntil(async () => {
    const instance = await app.instance(id)
    return instance.diagnoses ? instance : undefined
  }, PATIENCE)
  const firstLine = starter.split('\n').length
  return { app, id, status, found: diagnoses.map(({ cause, line }) => [cause, line && line - firstLine]), diagnoses }
}

const raise = (name: string) => (app: WholeApp, id: string) =>
  app.send(`POST ${api}/instances/${id}/raiseEvent/${name}`, 1)

test('G1 an unknown activity is told with the functions that there are, at the line that waits', async () => {
  const { found, diagnoses, status } = await diagnosed(`
    yield context.df.callActivity('Helo', 1)`)
  expect([status, found]).toEqual(['Running', [['unknown-activity', 2]]])
  expect(diagnoses[0]?.message).toContain(
    "The function 'Helo' doesn't exist, is disabled, or is not an activity function. Additional info: The following are the known activity functions: 'Hello'.",
  )
})

test('G1 a child cannot have the id of its parent, nor an entity’s', async () => {
  const own = await diagnosed(`yield context.df.callSubOrchestrator('Odd', 1, context.df.instanceId)`)
  expect(own.diagnoses[0]?.message).toContain(
    'The instance ID of a sub-orchestration must be different than the instance ID of a parent orchestration.',
  )
  const entity = await diagnosed(`yield context.df.callSubOrchestrator('Odd', 1, '@a@b')`)
  expect(entity.diagnoses[0]?.message).toContain('Orchestration instance ids must not start with @')
})

test('G2 what is thrown without a message is no failure', async () => {
  for (const thrown of ["'x'", "new Error('')", 'null', '{}']) {
    const { found, status } = await diagnosed(`
      yield context.df.callActivity('Hello', 1)
      throw ${thrown}`)
    expect([thrown, status, found[0]?.[0]]).toEqual([thrown, 'Running', 'falsy-error'])
  }
})

test('G3 a compound of tasks that had ended never completes', async () => {
  const { found, status } = await diagnosed(`
    const first = context.df.callActivity('Hello', 1)
    yield first
    return yield context.df.Task.all([first])`)
  expect([status, found]).toEqual(['Running', [['settled-compound', 4]]])
})

test('G4 an event whose name differs in case is not taken', async () => {
  const { found, diagnoses, status } = await diagnosed(
    `
    return yield context.df.waitForExternalEvent('Approval')`,
    raise('approval'),
  )
  expect([status, found]).toEqual(['Running', [['event-name-case', 2]]])
  expect(diagnoses[0]?.message).toContain("Raise it as 'Approval'.")
})

test('G5 a leftover waiter swallows an event', async () => {
  const { found } = await diagnosed(
    `
    const go = context.df.waitForExternalEvent('go')
    yield context.df.Task.any([go, context.df.callActivity('Hello', 1)])
    yield context.df.Task.any([go, context.df.waitForExternalEvent('other')])
    yield context.df.waitForExternalEvent('third')
    return yield context.df.waitForExternalEvent('go')`,
    async (app, id) => {
      await vi.waitUntil(async () => (await app.instance(id)).episodes === 2, PATIENCE)
      await raise('go')(app, id)
      await vi.waitUntil(async () => (await app.instance(id)).episodes === 3, PATIENCE)
      await raise('go')(app, id)
    },
  )
  expect(found.map(([cause]) => cause)).toContain('stale-waiter')
})

test('G6 a task that is not yielded is told, whether the code waits or has ended', async () => {
  const waiting = await diagnosed(`
    const later = context.df.callActivity('Hello', 1)
    yield context.df.waitForExternalEvent('go')
    return yield later`)
  expect([waiting.status, waiting.found]).toEqual(['Running', [['not-yielded', 2]]])
  const ended = await diagnosed(`
    context.df.callActivity('Hello', 1)
    return 1`)
  expect([ended.status, ended.found]).toEqual(['Completed', [['not-yielded', 2]]])
})

test('G7 a shrinking race runs the host’s count ahead of the code’s', async () => {
  gate('race')
  const app = await wholeApp(`${starter}
    df.app.activity('Slow', { handler: () => globalThis.gates.race })
    df.app.orchestration('Odd', function* (context) {
      let open = ['Hello', 'Slow', 'Slow'].map((name) => context.df.callActivity(name, 1))
      while (open.length > 0) {
        const winner = yield context.df.Task.any(open)
        open = open.filter((task) => task !== winner)
      }
    })`)
  const id = await app.start('POST /api/start/Odd')
  await vi.waitUntil(async () => (await app.instance(id)).diagnoses !== undefined, PATIENCE)
  expect((await app.instance(id)).diagnoses?.map(({ cause }) => cause)).toEqual(['id-drift'])
})

test('D3 a changed input, a changed time and calls that changed places are told with their line, and change no outcome', async () => {
  const code = (line: string) => `${starter}
    df.app.orchestration('Changes', function* (context) {
      ${line}
      yield context.df.waitForExternalEvent('go')
      return 'done'
    })`
  const change = async (before: string, after: string) => {
    const app = await wholeApp(code(before))
    const id = await app.start('POST /api/start/Changes')
    await vi.waitUntil(async () => (await app.instance(id)).episodes >= 2, PATIENCE)
    const again = await app.reopen({ 'src/functions/app.js': code(after) })
    await again.send(`POST ${api}/instances/${id}/raiseEvent/go`, 1)
    const { diagnoses = [], output } = await again.until(id, 'Completed')
    return [output, diagnoses.map(({ cause, line }) => [cause, line])]
  }
  const line = starter.split('\n').length + 2
  expect(
    await change(`yield context.df.callActivity('Hello', 1)`, `yield context.df.callActivity('hello', 2)`),
  ).toEqual(['"done"', [['changed-input', line]]])
  const timer = (ms: number) =>
    `yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + ${ms}))`
  expect(await change(timer(1), timer(2))).toEqual(['"done"', [['changed-time', line]]])
  const both = (a: number, b: number) =>
    `yield context.df.Task.all([context.df.callActivity('Hello', ${a}), context.df.callActivity('Hello', ${b})])`
  expect(await change(`${both(1, 2)}`, `${both(2, 1)}`)).toEqual(['"done"', [['swapped-calls', line]]])
})

test('G3 a task that another compound took over is not heard of', async () => {
  gate('taken')
  const app = await wholeApp(`${starter}
    df.app.activity('Slow', { handler: () => globalThis.gates.taken })
    df.app.orchestration('Odd', function* (context) {
      const [slow, go] = [context.df.callActivity('Slow'), context.df.waitForExternalEvent('go')]
      const both = context.df.Task.all([slow, go])
      context.df.Task.any([slow, go])
      return yield both
    })`)
  const id = await app.start('POST /api/start/Odd')
  await vi.waitUntil(async () => (await app.instance(id)).diagnoses !== undefined, PATIENCE)
  expect((await app.instance(id)).diagnoses?.map(({ cause }) => cause)).toContain('taken-over-compound')
})

test('G8 what is told is written to the console once', async () => {
  const { app } = await diagnosed(
    `
    return yield context.df.waitForExternalEvent('Approval')`,
    async (running, id) => {
      await raise('approval')(running, id)
      await vi.waitUntil(async () => (await running.instance(id)).episodes === 2, PATIENCE)
      await raise('else')(running, id)
      await vi.waitUntil(async () => (await running.instance(id)).episodes === 3, PATIENCE)
    },
  )
  const lines = async () => (await app.db.logs.toArray()).flatMap((row) => row.lines)
  await vi.waitUntil(async () => (await lines()).some(({ text }) => text.includes('does not mind case')), PATIENCE)
  expect((await lines()).filter(({ text }) => text.includes('does not mind case'))).toHaveLength(1)
})
