import { expect, test } from 'vitest'
import { starter, wholeApp } from './whole-app.ts'

/** An activity that fails so many times, and an orchestrator that retries it. */
const flaky = (policy: string, call = `context.df.callActivityWithRetry('Flaky', retry, 1)`) => `${starter}
  let calls = 0
  df.app.activity('Flaky', { handler: (n) => { if (++calls < globalThis.succeedsAt) throw new Error('try ' + calls); return calls } })
  df.app.orchestration('Child', function* (context) { return yield context.df.callActivity('Flaky', 1) })
  df.app.orchestration('Retries', function* (context) {
    const retry = ${policy}
    const begun = context.df.currentUtcDateTime.getTime()
    try { return [yield ${call}, context.df.currentUtcDateTime.getTime() - begun] }
    catch (e) { return [e.message.split('\\n')[0].trim(), context.df.currentUtcDateTime.getTime() - begun] }
  })`

async function run(succeedsAt: number, code: string) {
  Object.assign(globalThis, { succeedsAt })
  const app = await wholeApp(code)
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Retries')
  const [result, waited] = JSON.parse((await app.until(id, 'Completed')).output ?? '') as [unknown, number]
  const history = await app.history(id)
  const ids = history.flatMap((event) => ('id' in event ? [`${event.id} ${event.type}`] : []))
  const delays = history.flatMap((event) => (event.type === 'TimerCreated' ? [event.fireAt - event.at] : []))
  return { result, waited, ids, delays: delays.map((ms) => Math.round(ms / 1000)) }
}

const options = (first: number, attempts: number, more = '') =>
  `Object.assign(new df.RetryOptions(${first * 1000}, ${attempts}), {${more}})`

test('W4 a timer follows every failed attempt, the last one too, and then the last error is thrown', async () => {
  const { result, ids, delays } = await run(99, flaky(options(10, 3)))
  expect(result).toBe("Activity function 'Flaky' failed:  try 3")
  expect(ids).toEqual([
    ...['0 TaskScheduled', '1 TimerCreated', '2 TaskScheduled', '3 TimerCreated'],
    ...['4 TaskScheduled', '5 TimerCreated'],
  ])
  expect(delays).toEqual([10, 10, 10])
})

test('W4 delays grow by the coefficient and stop at the longest', async () => {
  const more = 'backoffCoefficient: 3, maxRetryIntervalInMilliseconds: 50000'
  const { result, delays, waited } = await run(5, flaky(options(10, 9, more)))
  expect([result, delays]).toEqual([5, [10, 30, 50, 50]])
  expect(waited).toBeGreaterThanOrEqual(140_000)
})

test('W4 an attempt that succeeds ends the retries', async () => {
  const { result, ids } = await run(2, flaky(options(1, 3)))
  expect([result, ids]).toEqual([2, ['0 TaskScheduled', '1 TimerCreated', '2 TaskScheduled']])
})

test('W4 children are retried in the same way, each attempt a new child', async () => {
  const { result, ids } = await run(2, flaky(options(1, 3), `context.df.callSubOrchestratorWithRetry('Child', retry)`))
  expect([result, ids]).toEqual([
    2,
    ['0 SubOrchestrationInstanceCreated', '1 TimerCreated', '2 SubOrchestrationInstanceCreated'],
  ])
})

test('W4 a child with an id of its own is begun anew under that id', async () => {
  const { result } = await run(
    3,
    flaky(options(1, 5), `context.df.callSubOrchestratorWithRetry('Child', retry, 1, 'mine')`),
  )
  expect(result).toBe(3)
})

test('W4 several at once each keep their own chain of ids', async () => {
  Object.assign(globalThis, { attempts: {} })
  const app = await wholeApp(`${starter}
    df.app.activity('Named', { handler: (name) => {
      const n = (globalThis.attempts[name] = (globalThis.attempts[name] ?? 0) + 1)
      if (n < (name === 'b' ? 3 : 2)) throw new Error(name + n)
      return name + n
    } })
    df.app.orchestration('Retries', function* (context) {
      const call = (name) => context.df.callActivityWithRetry('Named', new df.RetryOptions(1000, 4), name)
      return yield context.df.Task.all([call('a'), call('b'), call('c')])
    })`)
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Retries')
  expect((await app.until(id, 'Completed')).output).toBe('["a2","b3","c2"]')
  const ids = (await app.history(id)).flatMap((event) => ('id' in event ? event.id : []))
  expect(ids).toEqual(ids.map((_, i) => i))
})

test('G9 a retry time-out that ends the attempts early leaves the call waiting, with a diagnosis', async () => {
  Object.assign(globalThis, { succeedsAt: 99 })
  const app = await wholeApp(flaky(options(10, 9, 'retryTimeoutInMilliseconds: 15000')))
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Retries')
  for (;;) {
    const { diagnoses, status } = await app.instance(id)
    if (diagnoses) {
      expect([status, diagnoses.map(({ cause }) => cause)]).toEqual(['Running', ['retry-timeout']])
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
})
