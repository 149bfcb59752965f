import { expect, test, vi } from 'vitest'
import { bodyText } from '#durable/http-message.ts'
import { gate, starter, wholeApp } from './whole-app.ts'
import { PATIENCE } from '#base/patience.ts'

test('a chain runs to its end, and its history is what Azure would have written', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Chain', function* (context) {
      const first = yield context.df.callActivity('Hello', 'Tokyo')
      const second = yield context.df.callActivity('Hello', 'Seattle')
      return [first, second]
    })`)
  const id = await app.start('POST /api/start/Chain')
  expect((await app.until(id, 'Completed')).output).toBe('["Hello Tokyo!","Hello Seattle!"]')
  expect((await app.history(id)).map(({ type }) => type)).toEqual([
    ...['OrchestratorStarted', 'ExecutionStarted', 'TaskScheduled', 'OrchestratorCompleted'],
    ...['OrchestratorStarted', 'TaskCompleted', 'TaskScheduled', 'OrchestratorCompleted'],
    ...['OrchestratorStarted', 'TaskCompleted', 'ExecutionCompleted', 'OrchestratorCompleted'],
  ])
  expect(await app.db.workItems.count()).toBe(0)
  expect(await app.db.inbox.count()).toBe(0)
})

test('a fan-out of a hundred joins in the order of its tasks', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Fan', function* (context) {
      const tasks = Array.from({ length: 100 }, (_, i) => context.df.callActivity('Hello', i))
      return (yield context.df.Task.all(tasks)).length
    })`)
  const id = await app.start('POST /api/start/Fan')
  expect((await app.until(id, 'Completed')).output).toBe('100')
})

test('A4 a tab closed in the middle goes on from history, and the activity that was under way runs again', async () => {
  const held = gate('reload')
  const app = await wholeApp(`${starter}
    df.app.activity('Slow', { handler: async (n) => { globalThis.ran = (globalThis.ran ?? 0) + 1; await globalThis.gates.reload; return n } })
    df.app.orchestration('Long', function* (context) {
      const first = yield context.df.callActivity('Hello', 'Tokyo')
      return [first, yield context.df.callActivity('Slow', 2)]
    })`)
  const id = await app.start('POST /api/start/Long')
  const ran = () => (globalThis as { ran?: number }).ran
  await vi.waitUntil(() => ran() === 1, PATIENCE)
  const again = await app.reopen()
  await vi.waitUntil(() => ran() === 2, PATIENCE)
  held.resolve(undefined)
  expect((await again.until(id, 'Completed')).output).toBe('["Hello Tokyo!",2]')
})

test('a virtual clock passes three days of timers at once, and hub time shows them', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Sleep', function* (context) {
      const begun = context.df.currentUtcDateTime.getTime()
      for (let day = 1; day <= 3; day++) yield context.df.createTimer(new Date(begun + day * 86400000))
      return context.df.currentUtcDateTime.getTime() - begun >= 3 * 86400000
    })`)
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Sleep')
  const { output, createdAt, updatedAt } = await app.until(id, 'Completed')
  expect(output).toBe('true')
  expect(updatedAt - createdAt).toBeGreaterThanOrEqual(3 * 86_400_000)
  expect(await app.db.timers.count()).toBe(0)
})

test('no timer fires while the clock is paused', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Sleep', function* (context) {
      yield context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 1))
      return 'woken'
    })`)
  await app.host.clock({ mode: 'paused' })
  const id = await app.start('POST /api/start/Sleep')
  await vi.waitUntil(async () => (await app.db.timers.count()) === 1, PATIENCE)
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect((await app.instance(id)).status).toBe('Running')
  await app.host.clock({ mode: 'real' })
  expect((await app.until(id, 'Completed')).output).toBe('"woken"')
})

test('an external event wins a race, the loser is cancelled, and the instance ends', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Approve', function* (context) {
      const due = context.df.createTimer(new Date(context.df.currentUtcDateTime.getTime() + 72 * 3600000))
      const approval = context.df.waitForExternalEvent('Approval')
      const winner = yield context.df.Task.any([approval, due])
      if (winner === approval) due.cancel()
      return winner === approval ? approval.result : 'too late'
    })`)
  const id = await app.start('POST /api/start/Approve')
  await app.until(id, 'Running')
  const raised = await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/Approval`, { by: 'me' })
  expect(raised.status).toBe(202)
  expect((await app.until(id, 'Completed')).output).toBe('{"by":"me"}')
  expect(await app.db.timers.count()).toBe(0)
})

test('a failing activity is retried with its back-off, and its last failure ends the instance', async () => {
  const app = await wholeApp(`${starter}
    df.app.activity('Flaky', { handler: () => { throw new Error('boom') } })
    df.app.orchestration('Retry', function* (context) {
      return yield context.df.callActivityWithRetry('Flaky', new df.RetryOptions(1000, 2), 1)
    })`)
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Retry')
  const { output } = await app.until(id, 'Failed')
  expect(output).toMatch(/^Orchestrator function 'Retry' failed: Activity function 'Flaky' failed: {2}boom/)
  const kinds = (await app.history(id)).map(({ type }) => type).filter((type) => type.startsWith('T'))
  const attempt = ['TaskScheduled', 'TaskFailed', 'TimerCreated', 'TimerFired']
  expect(kinds).toEqual([...attempt, ...attempt])
})

test('a sub-orchestration reports to its parent', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Child', function* (context) {
      const name = context.df.getInput()
      if (name === 'nobody') throw new Error('no such child')
      return yield context.df.callActivity('Hello', name)
    })
    df.app.orchestration('Parent', function* (context) {
      const good = yield context.df.callSubOrchestrator('Child', 'Ada')
      try { yield context.df.callSubOrchestrator('Child', 'nobody', 'the-bad-child') } catch (e) { return [good, e.message] }
    })`)
  const id = await app.start('POST /api/start/Parent')
  const { output } = await app.until(id, 'Completed')
  expect(JSON.parse(output ?? '')).toEqual([
    'Hello Ada!',
    expect.stringContaining("Orchestrator function 'Child' failed: no such child"),
  ])
  expect((await app.instance('the-bad-child')).status).toBe('Failed')
})

test('continuing as new starts over with a new history under the same id', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Eternal', function* (context) {
      const n = context.df.getInput()
      yield context.df.callActivity('Hello', n)
      if (n < 3) context.df.continueAsNew(n + 1)
      else return n
    })`)
  const id = await app.start('POST /api/start/Eternal', 1)
  const { output, episodes } = await app.until(id, 'Completed')
  expect([output, episodes]).toEqual(['3', 2])
})

test('W7 an unknown activity leaves the instance running, with a diagnosis', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Wrong', function* (context) { return yield context.df.callActivity('Helo', 1) })`)
  const id = await app.start('POST /api/start/Wrong')
  const { status, diagnoses } = await app.until(id, 'Running')
  expect(status).toBe('Running')
  expect(diagnoses?.[0]?.message).toContain(
    "The function 'Helo' doesn't exist, is disabled, or is not an activity function.",
  )
})

test('code that changed under a running instance fails it with the words of the real host', async () => {
  const held = gate('change')
  const code = (second: string) => `${starter}
    df.app.activity('Wait', { handler: () => globalThis.gates.change })
    df.app.activity('Other', { handler: () => 1 })
    df.app.orchestration('Changing', function* (context) {
      yield context.df.callActivity('${second}', 1)
      return yield context.df.callActivity('Wait')
    })`
  const app = await wholeApp(code('Hello'))
  const id = await app.start('POST /api/start/Changing')
  await vi.waitUntil(async () => (await app.instance(id)).episodes === 2, PATIENCE)
  const again = await app.reopen({ 'src/functions/app.js': code('Other') })
  held.resolve(1)
  expect((await again.until(id, 'Failed')).output).toBe(
    "Non-Deterministic workflow detected: A previous execution of this orchestration scheduled an activity task with sequence number 0 named 'Hello', but the current orchestration replay instead scheduled an activity task named 'Other' with this sequence number.  Was a change made to the orchestrator code after this instance had already started running?",
  )
})

test('a worker ended under an orchestrator and an activity runs both again; the one to blame fails', async () => {
  gate('never')
  const app = await wholeApp(`${starter}
    df.app.activity('Stuck', { handler: () => globalThis.gates.never })
    df.app.orchestration('Patient', function* (context) {
      try { return yield context.df.callActivity('Stuck') } catch (e) { return e.message }
    })`)
  const id = await app.start('POST /api/start/Patient')
  await vi.waitUntil(async () => (await app.db.workItems.count()) === 1, PATIENCE)
  await new Promise((resolve) => setTimeout(resolve, 50))
  await app.host.hung({ decision: 'stop now' })
  expect((await app.until(id, 'Completed')).output).toContain('its language worker was stopped')
})

test('an app that does not load again after its worker was ended says why', async () => {
  const app = await wholeApp(`${starter}
    globalThis.loads = (globalThis.loads ?? 0) + 1
    if (globalThis.loads > 1) throw new Error('Only once.')`)
  await app.host.hung({ decision: 'stop now' })
  await vi.waitUntil(async () => (await app.host.state({})).phase === 'broken', PATIENCE)
  expect(await app.host.state({})).toMatchObject({
    message: expect.stringContaining('could not be loaded again: Only once.'),
  })
})

test('the management API starts, terminates and purges, and refuses what it does not know', async () => {
  const app = await wholeApp(`${starter}
    df.app.orchestration('Wait', function* (context) { return yield context.df.waitForExternalEvent('x') })`)
  const api = '/runtime/webhooks/durabletask'
  const started = await app.send(`POST ${api}/orchestrators/Wait/mine`, { a: 1 })
  expect(started.status).toBe(202)
  expect(JSON.parse(bodyText(started)).id).toBe('mine')
  await app.until('mine', 'Running')
  expect((await app.send(`POST ${api}/instances/mine/terminate?reason=enough`)).status).toBe(202)
  expect(await app.until('mine', 'Terminated')).toMatchObject({ status: 'Terminated', output: 'enough' })
  expect((await app.send(`POST ${api}/instances/mine/raiseEvent/x`, 1)).status).toBe(410)
  expect(bodyText(await app.send(`DELETE ${api}/instances/mine`))).toBe('{"instancesDeleted":1}')
  expect((await app.send(`GET ${api}/instances/mine`)).status).toBe(404)
  const unknown = await app.send(`POST ${api}/orchestrators/Nope`)
  expect([unknown.status, bodyText(unknown)]).toEqual([
    400,
    expect.stringContaining("The function 'Nope' doesn't exist"),
  ])
})
