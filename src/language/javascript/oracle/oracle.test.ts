import { RetryOptions, type Task, type TaskFailedError } from 'durable-functions'
import { expect, test } from 'vitest'
import { type Delivery, done, failed, fired, raised, ReferenceHost } from './host.ts'
import { type Code, type Context, DAY, later, play } from './play.ts'
import type { Program } from './sdk.ts'
import { runTogether } from './together.ts'

// Every test here runs its program on both SDKs, episode after episode, and fails where their answers or what the code
// saw differ. What a test asserts beside that is what both of them do.

/* oxlint-disable require-yield -- an orchestrator may end before it waits for anything */

const twice = new RetryOptions(1000, 2)

function* chain({ df }: Context): Code {
  const results: unknown[] = []
  for (const city of ['Tokyo', 'Seattle', 'London']) results.push(yield df.callActivity('Hello', city))
  return results
}

test('R1 a chain asks for one activity after another and lists them all each time', async () => {
  const { state, ids } = await play(chain, [[done(0, 'a')], [done(1, 'b')], [done(2, 'c')]])
  expect(state).toMatchObject({ isDone: true, output: ['a', 'b', 'c'] })
  expect(ids).toBe(3)
})

test('R2 code replays until it is past what earlier episodes held, also when a task was completed long before it is yielded', async () => {
  const { seen } = await play(
    function* ({ df }: Context): Code {
      const early = df.callActivity('early')
      yield df.Task.any([df.callActivity('first'), early])
      yield df.callActivity('second')
      yield early
      return df.isReplaying
    },
    [[done(1)], [done(0)], [done(2)]],
  )
  expect(seen.map((step) => step.endsWith('replaying'))).toEqual([true, true, false, true])
})

test('R2 is seen by position, so the yields of one batch all see the same', async () => {
  const { seen } = await play(chain, [[done(0), done(1), done(2)]])
  expect(seen.map((step) => step.endsWith('replaying'))).toEqual([true, false, false, false])
})

test('R4 what only the host writes for itself changes nothing', async () => {
  const { host } = await play(chain, [[done(0)]])
  const kinds = host.history.map((event) => event.type)
  expect(kinds.slice(0, 4)).toEqual([
    'OrchestratorStarted',
    'ExecutionStarted',
    'TaskScheduled',
    'OrchestratorCompleted',
  ])
  expect(kinds.slice(4)).toEqual(['OrchestratorStarted', 'TaskCompleted', 'TaskScheduled', 'OrchestratorCompleted'])
  const withNoise = new ReferenceHost((trigger) => runTogether(chain, trigger))
  await withNoise.episode()
  const at = host.history[0]?.at ?? (0 as never)
  withNoise.history.push({ type: 'GenericEvent', at, data: 'x' }, { type: 'ExecutionSuspended', at, reason: 'r' })
  withNoise.history.push({ type: 'ExecutionResumed', at, reason: 'r' })
  expect((await withNoise.episode(done(0))).state).toEqual((await play(chain, [[done(0)]])).state)
})

test('R5 tasks that are complete when they are yielded go on at once, in one episode', async () => {
  const drain: Program = function* ({ df }): Code {
    const tasks = Array.from({ length: 200 }, (_, i) => df.callActivity('a', i))
    yield df.Task.all(tasks)
    let sum = 0
    for (const task of tasks) sum += (yield task) as unknown as number
    return sum
  }
  const all = Array.from({ length: 200 }, (_, i) => done(i, i))
  expect((await play(drain, [all])).state).toMatchObject({ output: 19_900 })
})

test('R6 without an OrchestratorStarted nothing runs', async () => {
  const { state, seen } = await runTogether(chain, {
    history: [],
    facts: { instanceId: 'i', parentInstanceId: null, input: null },
  })
  expect({ state, seen }).toEqual({
    state: { raised: 'The orchestrator can not execute without an OrchestratorStarted event.' },
    seen: [],
  })
})

test('I1 I3 an id is given at the yield: made first and yielded second comes second, never yielded is never asked for', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const made = df.callActivity('made first')
      df.callActivity('never yielded')
      yield df.callActivity('yielded first')
      return yield made
    },
    [[done(0)]],
  )
  expect(state['actions']).toMatchObject([[{ functionName: 'yielded first' }, { functionName: 'made first' }]])
})

test('I1 children of compounds get their ids depth first', async () => {
  const { host } = await play(function* ({ df }: Context): Code {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => df.callActivity(name)) as [Task, Task, Task, Task]
    return yield df.Task.all([a, df.Task.any([b, c]), d])
  })
  const scheduled = host.history.flatMap((event) =>
    event.type === 'TaskScheduled' ? [`${event.id}${event.name}`] : [],
  )
  expect(scheduled).toEqual(['0a', '1b', '2c', '3d'])
})

test('I2 retries, timers and children count as they do on the host; events, compounds and continueAsNew do not', async () => {
  const { host, ids } = await play(
    function* (context: Context): Code {
      const { df } = context
      yield df.callActivityWithRetry('flaky', twice)
      yield df.Task.any([df.waitForExternalEvent('go'), df.createTimer(later(context, 1000))])
      yield df.createTimer(later(context, 7 * DAY))
      yield df.callSubOrchestrator('child')
      return df.continueAsNew(1)
    },
    [[failed(0)], [fired(1)], [done(2)], [raised('go')], [fired(4)], [fired(5)]],
  )
  expect(ids).toBe(7)
  expect(host.tasks.nextId).toBe(7)
  expect([...host.tasks.open.keys()]).toEqual([3, 6])
})

test('I3 a task yielded twice is asked for once', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const task = df.callActivity('a')
      return [yield task, yield task]
    },
    [[done(0, 1)]],
  )
  expect(state).toMatchObject({ output: [1, 1], actions: [[{ functionName: 'a' }]] })
})

test('I3 C5 a task that was asked for inside a compound is not asked for again by itself', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const [a, b] = [df.callActivity('a'), df.callActivity('b')]
      yield df.Task.any([a, b])
      return [yield b, yield a]
    },
    [[done(0, 1)], [done(1, 2)]],
  )
  expect(state).toMatchObject({ isDone: true, output: [2, 1] })
  expect(state['actions']).toMatchObject([[{ actionType: 11 }]])
})

test('I4 a second completion of a task changes nothing', async () => {
  const { state } = await play(chain, [
    [done(0, 'a'), done(0, 'again')],
    [failed(0)],
    [done(1, 'b'), done(2, 'c'), done(2, 'd')],
  ])
  expect(state).toMatchObject({ output: ['a', 'b', 'c'] })
})

test('I4 a second completion of a task does not change its result', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const task = df.callActivity('a')
      yield task
      yield df.callActivity('b')
      return yield task
    },
    [[done(0, 'first')], [done(0, 'second'), failed(0)], [done(1)]],
  )
  expect(state).toMatchObject({ output: 'first' })
})

test('A1 actions stand in the order of the yields', async () => {
  const { state } = await play(
    function* (context: Context): Code {
      const { df } = context
      yield df.callActivity('a', undefined)
      yield df.waitForExternalEvent('e')
      yield df.callSubOrchestrator('s', 'text', 'id')
      yield df.createTimer(later(context, 0))
      return yield df.callSubOrchestratorWithRetry('s', twice, { n: 1 })
    },
    [[done(0)], [raised('e')], [done(1)], [fired(2)]],
  )
  expect(state['actions']).toEqual([
    [
      { functionName: 'a', actionType: 0 },
      { externalEventName: 'e', reason: 'ExternalEvent', actionType: 6 },
      { functionName: 's', instanceId: 'id', input: 'text', actionType: 2 },
      { fireAt: '2024-01-01T00:00:04.000Z', isCanceled: false, actionType: 5 },
      {
        functionName: 's',
        input: { n: 1 },
        retryOptions: { firstRetryIntervalInMilliseconds: 1000, maxNumberOfAttempts: 2 },
        actionType: 3,
      },
    ],
  ])
})

test('A2 an input is what its value is when the episode ends', async () => {
  const { state } = await play(function* ({ df }: Context): Code {
    const order = { paid: false }
    const task = df.callActivity('pay', order)
    order.paid = true
    yield df.Task.all([task, df.callSubOrchestrator('ship', order)])
    order.paid = false
    return undefined
  })
  expect(JSON.stringify(state)).toContain('{"paid":true}')
})

test('A2 every kind of input travels as durable-functions sends it', async () => {
  const inputs = ['text', '', '"quoted"', 5, 0, true, null, undefined, [1, 'a'], { a: { b: null } }, '5', 'null']
  await play(function* ({ df }: Context): Code {
    const tasks = inputs.flatMap((input) => [df.callActivity('a', input), df.callSubOrchestrator('s', input)])
    yield df.Task.all(tasks)
    return undefined
  })
  for (const input of inputs) {
    const program = ({ df }: Context) =>
      function* (): Code {
        yield df.callActivityWithRetry('a', twice, input)
        df.continueAsNew(input)
        return input
      }
    const { state } = await play((context) => program(context)(), [[done(0)]], input)
    expect(state).toMatchObject({ isDone: true })
  }
})

test('C1 all gives results in the order of its tasks, however they complete', async () => {
  const fan: Program = function* ({ df }): Code {
    return yield df.Task.all(['a', 'b', 'c'].map((name) => df.callActivity(name)))
  }
  expect((await play(fan, [[done(2, 'c')], [done(0, 'a')], [done(1, 'b')]])).state).toMatchObject({
    output: ['a', 'b', 'c'],
  })
  expect((await play(fan, [[done(2, 'c'), done(1, 'b'), done(0, 'a')]])).state).toMatchObject({
    output: ['a', 'b', 'c'],
  })
})

test('C1 all fails with the first failure at once, and what settles later is silent', async () => {
  const { state, seen } = await play(
    function* ({ df }: Context): Code {
      const tasks = ['a', 'b', 'c'].map((name) => df.callActivity(name))
      try {
        yield df.Task.all(tasks)
      } catch (error) {
        yield df.callActivity('clean up', (error as Error).message)
      }
      return tasks.map((task) => task.isCompleted || task.isFaulted)
    },
    [[failed(1)], [failed(0), done(2)], [done(3)]],
  )
  expect(state).toMatchObject({ isDone: true, output: [true, true, true] })
  expect(seen[1]).toContain("throw Error: Activity function 'a' failed:  boom 1 \n at 1")
})

test('C1 C2 a compound keeps its first outcome when it is yielded again', async () => {
  const { seen } = await play(
    function* ({ df }: Context): Code {
      const tasks = ['a', 'b', 'c'].map((name) => df.callActivity(name))
      const all = df.Task.all(tasks.slice(0, 2))
      const any = df.Task.any([all, tasks[2] as Task])
      const again = () => [any, all]
      yield any
      yield df.callActivity('d')
      for (const task of again()) yield task
      return undefined
    },
    [[failed(1)], [failed(0), done(2, 'c')], [done(3)]],
  )
  expect(seen.at(-1)).toContain('boom 1')
  expect(seen.at(-2)).toContain('task(failed')
})

test('C2 any gives the very task that settled first, a failed one too, which throws only when it is yielded', async () => {
  const race: Program = function* ({ df }, note): Code {
    const [a, b] = [df.callActivity('a'), df.callActivity('b')]
    const winner = (yield df.Task.any([a, b])) as unknown
    note(String([winner === a, winner === b, a.isFaulted, b.isFaulted]))
    return yield winner as Task
  }
  expect((await play(race, [[done(1, 'b')]])).state).toMatchObject({ output: 'b' })
  expect((await play(race, [[failed(0)]])).state).toMatchObject({ error: expect.stringContaining('boom 0') })
  expect((await play(race, [[failed(1), done(0, 'a')]])).seen).toContain('false,true,false,true')
})

test('C3 an empty list throws', async () => {
  for (const which of ['all', 'any'] as const) {
    const { state } = await play(function* ({ df }: Context): Code {
      return yield df.Task[which]([])
    })
    expect(state['error']).toMatch(/^When constructing a CompoundTask/)
  }
})

test('C3 what is no list of tasks is refused', async () => {
  for (const tasks of [undefined, 5, ['no task'], {}]) {
    const { state } = await play(function* ({ df }: Context): Code {
      return yield df.Task.all(tasks as never)
    })
    expect(state['error']).toBeTypeOf('string')
  }
})

test('C4 a compound of settled tasks never completes', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const task = df.callActivity('a')
      yield task
      return yield df.Task.all([task])
    },
    [[done(0, 1)]],
  )
  expect(state['isDone']).toBe(false)
})

test('C4 a task knows the compound built last around it', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const task = df.callActivity('a')
      const first = df.Task.any([task, df.callActivity('b')])
      df.Task.any([task])
      yield first
      return 'never'
    },
    [[done(0, 1)]],
  )
  expect(state['isDone']).toBe(false)
})

test('C5 a shrinking race asks again for what it asked for already', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const running = ['a', 'b', 'c'].map((name) => df.callActivity(name))
      const order: unknown[] = []
      while (running.length > 0) {
        const winner = (yield df.Task.any(running)) as unknown as Task
        running.splice(running.indexOf(winner), 1)
        order.push(winner.result)
      }
      return order
    },
    [[done(1, 'b')], [done(2, 'c'), done(0, 'a')]],
  )
  expect(state).toMatchObject({ actions: [[{ actionType: 11 }, { actionType: 11 }, { actionType: 11 }]] })
  expect(state['output']).toEqual(['b', 'c', 'a'])
})

test('C6 the list of a compound is the list it was given, also when it changes afterwards', async () => {
  const program: Program = function* ({ df }): Code {
    const list = ['a', 'b', 'c'].map((name) => df.callActivity(name))
    const all = df.Task.all(list)
    yield df.Task.any([list[0] as Task, df.callActivity('d')])
    list.shift()
    return yield all
  }
  await play(program, [[done(1)], [done(2, 2)], [done(3, 3)], [done(0, 0)]])
  const shifted: Program = function* ({ df }): Code {
    const list = ['a', 'b', 'c'].map((name) => df.callActivity(name))
    const all = df.Task.all(list)
    yield df.Task.any([all, df.callActivity('d')])
    list.shift()
    return yield all
  }
  expect((await play(shifted, [[done(0, 0)], [done(3)], [done(2, 2)]])).state['isDone']).toBe(false)
  expect((await play(shifted, [[done(0, 0)], [done(3)], [done(2, 2)], [done(1, 1)]])).state).toMatchObject({
    output: [1, 2],
  })
  const emptied: Program = function* ({ df }): Code {
    const list = ['a', 'b', 'c'].map((name) => df.callActivity(name))
    const all = df.Task.all(list)
    list.length = 2
    return yield all
  }
  await play(emptied, [[done(1, 1)], [done(0, 0)]])
})

test('T1 the time is that of the last OrchestratorStarted, and it never goes back', async () => {
  const { seen } = await play(chain, [[done(0)], [done(1)]])
  expect(seen.map((step) => step.split(' ')[2])).toEqual([
    '2024-01-01T00:00:01.000Z',
    '2024-01-01T00:00:02.000Z',
    '2024-01-01T00:00:03.000Z',
  ])
  const host = new ReferenceHost((trigger) => runTogether(chain, trigger))
  await host.episode()
  host.now -= 10_000
  expect((await host.episode(done(0))).seen.at(-1)).toContain('2024-01-01T00:00:01.000Z')
})

test('T5 the Date it gives is the one it keeps: code that changes it changes the time', async () => {
  const { seen } = await play(
    function* ({ df }: Context, note): Code {
      const due = df.currentUtcDateTime
      due.setSeconds(due.getSeconds() + 10)
      note(String(due === df.currentUtcDateTime))
      yield df.createTimer(due)
      note(df.newGuid('x'))
      yield df.callActivity('a')
      return due
    },
    [[fired(0)], [done(1)]],
  )
  expect(seen.join()).toContain('2024-01-01T00:00:11.000Z')
})

test('T2 a timer can be cancelled until it has fired, and every listing of it shows that', async () => {
  const { state, host } = await play(
    function* (context: Context): Code {
      const { df } = context
      const timer = df.createTimer(later(context, 60_000))
      const activity = df.callActivity('a')
      const winner = (yield df.Task.any([timer, activity])) as unknown
      if (winner === activity) timer.cancel()
      return [timer.isCanceled, yield activity]
    },
    [[done(1, 'x')]],
  )
  expect(state).toMatchObject({ output: [true, 'x'], actions: [[{ compoundActions: [{ isCanceled: true }, {}] }]] })
  expect(host.tasks.open.size).toBe(0)
})

test('T2 what has fired cannot be cancelled, and what was never yielded can', async () => {
  const { state } = await play(
    function* (context: Context): Code {
      const { df } = context
      const unscheduled = df.createTimer(later(context, 5000))
      unscheduled.cancel()
      const timer = df.createTimer(later(context, 1000))
      yield timer
      timer.cancel()
      return 'never'
    },
    [[fired(0)]],
  )
  expect(state['error']).toBe('Cannot cancel a completed task.')
})

test('T2 a long timer can be cancelled until its last segment has fired', async () => {
  const program: Program = function* (context): Code {
    const { df } = context
    const timer = df.createTimer(later(context, 7 * DAY))
    const winner = (yield df.Task.any([timer, df.waitForExternalEvent('stop')])) as unknown
    timer.cancel()
    return winner === timer
  }
  expect((await play(program, [[fired(0)], [raised('stop')]])).state).toMatchObject({ output: false })
  expect((await play(program, [[fired(0)], [fired(1)]])).state).toMatchObject({
    error: 'Cannot cancel a completed task.',
  })
})

test('T3 a timer beyond six days is one action and segments of three', async () => {
  for (const [days, segments] of [
    [6, 1],
    [6.001, 2],
    [9, 2],
    [9.5, 3],
    [13, 4],
  ] as const) {
    const program: Program = function* (context): Code {
      yield context.df.createTimer(later(context, days * DAY))
      return yield context.df.callActivity('a')
    }
    const episodes = Array.from({ length: segments }, (_, id) => [fired(id)])
    const { state, ids } = await play(program, [...episodes, [done(segments, 'x')]])
    expect(state, `${days} days`).toMatchObject({ output: 'x', actions: [[{ actionType: 5 }, { actionType: 0 }]] })
    expect(ids).toBe(segments + 1)
  }
})

test('T3 long timers stand in compounds and may be many', async () => {
  const program: Program = function* (context): Code {
    const { df } = context
    const timers = [7, 10, 1].map((days) => df.createTimer(later(context, days * DAY)))
    return yield df.Task.all([...timers, df.callActivity('a')])
  }
  await play(program, [[fired(2)], [fired(0), fired(1)], [fired(4)], [done(3)], [fired(5)], [fired(6)]])
})

test('T4 a timer wants a Date', async () => {
  for (const what of ['2024-01-01', 5, undefined, null] as unknown[]) {
    const { state } = await play(function* ({ df }: Context): Code {
      return yield df.createTimer(what as Date)
    })
    expect(state['error']).toBe(`fireAt: Expected valid Date object but got ${String(what)}`)
  }
})

test('T4 a timer in the past is a timer', async () => {
  const { state } = await play(
    function* (context: Context): Code {
      yield context.df.createTimer(later(context, -DAY))
      return 'fired'
    },
    [[fired(0)]],
  )
  expect(state).toMatchObject({ output: 'fired' })
})

test('Y1 a timer follows every failed attempt, the last one too; then the last error is thrown', async () => {
  const flaky: Program = function* ({ df }): Code {
    return yield df.callActivityWithRetry('flaky', twice, 1)
  }
  const episodes = [[failed(0)], [fired(1)], [failed(2)], [fired(3)]]
  expect((await play(flaky, episodes.slice(0, 3))).state['error']).toBeUndefined()
  expect((await play(flaky, episodes)).state['error']).toContain('boom 2')
  expect((await play(flaky, [[failed(0), fired(1), done(2, 'ok')]])).state).toMatchObject({ output: 'ok' })
})

test('Y1 retries that run side by side each take their ids when their own turn comes', async () => {
  const { state, host, ids } = await play(
    function* ({ df }: Context): Code {
      const one = df.callActivityWithRetry('one', new RetryOptions(1000, 3))
      const two = df.callSubOrchestratorWithRetry('two', twice, 'in', 'child')
      return yield df.Task.all([one, two])
    },
    [[failed(1)], [failed(0)], [fired(2), fired(3)], [done(5, 1), failed(4)], [fired(6)]],
  )
  expect(state['error']).toContain('boom 4')
  expect(ids).toBe(host.tasks.nextId)
})

test('Y1 one attempt is no retry, but its timer is there', async () => {
  for (const attempts of [1, 0]) {
    const { state } = await play(
      function* ({ df }: Context): Code {
        return yield df.callActivityWithRetry('flaky', new RetryOptions(1, attempts))
      },
      [[failed(0)], [fired(1)]],
    )
    expect(state['error']).toContain('boom 0')
  }
})

test('Y1 a policy is checked, and its options travel', async () => {
  const policy = Object.assign(new RetryOptions(1000, 3), {
    backoffCoefficient: 2,
    maxRetryIntervalInMilliseconds: 5000,
    retryTimeoutInMilliseconds: 60_000,
  })
  await play(function* ({ df }: Context): Code {
    return yield df.callActivityWithRetry('a', policy)
  })
  for (const wrong of [undefined, null, 5, {}, { maxNumberOfAttempts: 1 }]) {
    await play(function* ({ df }: Context): Code {
      return yield df.callActivityWithRetry('a', wrong as never)
    })
    await play(function* ({ df }: Context): Code {
      return yield df.callSubOrchestratorWithRetry('a', wrong as never, 1, ' ')
    })
  }
})

test('A1 names are checked where they are given', async () => {
  for (const wrong of ['', ' ', 5, null, undefined] as never[]) {
    const calls: ((df: Context['df']) => Task)[] = [
      (df) => df.callActivity(wrong),
      (df) => df.callActivityWithRetry(wrong, twice),
      (df) => df.callSubOrchestrator(wrong),
      (df) => df.callSubOrchestratorWithRetry(wrong, twice),
      (df) => df.waitForExternalEvent(wrong),
      (df) => df.callSubOrchestrator('s', 1, wrong),
    ]
    for (const call of calls)
      await play(function* ({ df }: Context): Code {
        return yield call(df)
      })
  }
})

test('A1 a version goes with a sub-orchestration, and an instance knows its own', async () => {
  const { state } = await play(function* ({ df }: Context): Code {
    return yield df.callSubOrchestrator('s', 1, 'id', '2.0')
  })
  expect(state['actions']).toMatchObject([[{ version: '2.0' }]])
  const versioned = await runTogether(
    function* ({ df }: Context): Code {
      return [df.version, df.instanceId, df.parentInstanceId, df.getInput()]
    },
    {
      history: [
        { type: 'OrchestratorStarted', at: 0 as never },
        { type: 'ExecutionStarted', at: 0 as never, name: 'o', input: '"in"' as never, executionId: 'e', version: '7' },
      ],
      facts: { instanceId: 'i', parentInstanceId: 'p', input: '"in"' as never },
    },
  )
  expect(versioned.state).toMatchObject({ output: ['7', 'i', 'p', 'in'] })
})

test('E1 the case of a name counts, and the last waiter gets the first event', async () => {
  const two: Program = function* ({ df }): Code {
    const [first, second] = [df.waitForExternalEvent('go'), df.waitForExternalEvent('go')]
    return yield df.Task.all([first, second])
  }
  expect((await play(two, [[raised('GO', 0)], [raised('go', 1)], [raised('go', 2)]])).state).toMatchObject({
    output: [2, 1],
  })
})

test('E2 events that come before anybody waits are kept, first come first served', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      yield df.callActivity('a')
      return [
        yield df.waitForExternalEvent('go'),
        yield df.waitForExternalEvent('go'),
        yield df.waitForExternalEvent('go'),
      ]
    },
    [[raised('go', 1), raised('go', { n: 2 })], [done(0)], [raised('go')]],
  )
  expect(state).toMatchObject({ output: [1, { n: 2 }, null] })
})

test('E2 a completion that comes before its task waits for it', async () => {
  expect((await play(chain, [[done(1, 'b'), done(2, 'c')], [done(0, 'a')]])).state).toMatchObject({
    output: ['a', 'b', 'c'],
  })
})

test('Y2 a retry timer that fired before its attempt failed ends the retries with nothing', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      return [yield df.callActivityWithRetry('a', twice)]
    },
    [[fired(1)], [failed(0)]],
  )
  expect(state).toMatchObject({ isDone: true, output: [null] })
})

test('E3 an event named like an id completes that task, and the other way round', async () => {
  expect((await play(chain, [[raised('0', 'a')], [raised('1', 'b'), raised('2', 'c')]])).state).toMatchObject({
    output: ['a', 'b', 'c'],
  })
  const waits: Program = function* ({ df }): Code {
    return yield df.waitForExternalEvent('5')
  }
  const waitsTwice: Program = function* ({ df }): Code {
    return yield df.Task.all([df.waitForExternalEvent('5'), df.waitForExternalEvent('5')])
  }
  expect((await play(waitsTwice, [[raised('5', 1)], [raised('5', 2)]])).state).toMatchObject({ output: [2, 1] })
  expect((await play(waits, [[done(5, 'x')]])).state).toMatchObject({ output: 'x' })
  expect((await play(waits, [[raised('05', 'x')], [raised('5.0')]])).state['isDone']).toBe(false)
})

test('E4 a waiter in two compounds is listed twice, and the leftover swallows the next event', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const go = df.waitForExternalEvent('go')
      yield df.Task.any([go, df.callActivity('a')])
      yield df.Task.any([go, df.callActivity('b')])
      yield df.callActivity('c')
      yield df.waitForExternalEvent('go')
      return 'never'
    },
    [[done(0)], [raised('go', 1)], [raised('go', 2)], [done(2)]],
  )
  expect(state['isDone']).toBe(false)
})

test('N1 N2 after continueAsNew the code goes on to its next pending yield, and asks for nothing', async () => {
  const { state } = await play(
    function* ({ df }: Context, note): Code {
      const first = df.callActivity('a')
      yield first
      df.continueAsNew({ round: 2 })
      yield first
      note('went on')
      yield df.callActivity('dropped')
      return 'not reached'
    },
    [[done(0)]],
  )
  expect(state).toMatchObject({ isDone: true, actions: [[{ functionName: 'a' }, { input: { round: 2 } }]] })
  expect(state).not.toHaveProperty('output')
})

test('N1 a return after continueAsNew is still sent, and of two calls the first counts', async () => {
  const { state } = await play(function* ({ df }: Context): Code {
    df.continueAsNew('one')
    df.continueAsNew('two')
    return 'out'
  })
  expect(state).toMatchObject({ isDone: true, output: 'out', actions: [[{ actionType: 4, input: '"one"' }]] })
})

test('N1 an eternal orchestration begins anew with its next input', async () => {
  const eternal: Program = function* ({ df }): Code {
    const n = (df.getInput() as number) + ((yield df.callActivity('a')) as unknown as number)
    df.continueAsNew(n)
    return undefined
  }
  const { state, host } = await play(eternal, [[done(0, 1)], [], [done(0, 2)], [], [done(0, 3)]], 0)
  expect(host.generation).toBe(3)
  expect(state['actions']).toMatchObject([[{}, { input: 6 }]])
})

test('F1 a failed task is thrown with its reason and its details', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      try {
        yield df.callActivity('a')
      } catch (error) {
        return [(error as Error).message, error instanceof Error]
      }
      return 'never'
    },
    [[failed(0)]],
  )
  expect(state).toMatchObject({ output: ["Activity function 'a' failed:  boom 0 \n at 0", true] })
})

test('F2 an exception that leaves the code fails it with its message, also after continueAsNew', async () => {
  const { state } = await play(function* ({ df }: Context): Code {
    df.continueAsNew(1)
    throw new RangeError('boom')
  })
  expect(state['error']).toBe('boom')
})

test('F3 an error without a message is no failure to the host', async () => {
  class Odd extends Error {}
  for (const thrown of ['x', null, 5, new Error(''), {}, new Odd(), { message: 'like an error' }, Symbol('s')]) {
    for (const anew of [false, true]) {
      await play(function* ({ df }: Context): Code {
        if (anew) df.continueAsNew(1)
        throw thrown
      })
    }
  }
})

test('F3 throw undefined is nothing thrown: the next event finds the code at its end', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      yield df.callActivity('a')
      throw undefined
    },
    [[done(0)]],
  )
  expect(state['isDone']).toBe(false)
  await play(
    function* (): Code {
      throw undefined
    },
    [[raised('x')], [raised('y')]],
  )
  await play(
    function* ({ df }: Context): Code {
      try {
        yield df.callActivity('a')
      } catch {
        throw undefined
      }
      return 1
    },
    [[failed(0)], [raised('x')]],
  )
})

test('F4 only tasks can be yielded', async () => {
  for (const value of [undefined, null, 5, 'x', {}, [], Promise.resolve(1), () => 1]) {
    const { state } = await play(
      function* ({ df }: Context): Code {
        yield df.callActivity('a')
        return yield value as never
      },
      [[done(0)]],
    )
    expect(state['error']).toMatch(/^Durable Functions programming constraint violation/)
  }
})

test('F4 a yield of what is no task can be caught by nobody', async () => {
  await play(function* (): Code {
    try {
      yield 5 as never
    } catch {
      return 'caught'
    }
    return 'went on'
  })
})

test('F4 a function that is no generator cannot orchestrate', async () => {
  const orchestrators: Program[] = [
    async () => 1,
    () => 5,
    () => 'text',
    () => ({}),
    () => undefined,
    () => null,
    () => [1, 2],
    ({ df }) => df.callActivity('a'),
    async function* ({ df }) {
      yield df.callActivity('a')
    },
  ]
  for (const orchestrator of orchestrators) {
    const { state } = await play(orchestrator, [[raised('x')]])
    expect(state['error'], orchestrator.toString()).toBeTypeOf('string')
  }
  expect((await play(async () => 1)).state['error']).toBe('this.generator.next is not a function')
})

test('F4 a plain function that throws raises its own error', async () => {
  const { state } = await play(() => {
    throw new Error('boom')
  })
  expect(state).toEqual({ raised: 'boom' })
})

test('F4 a function that hands on the iterator of another is one', async () => {
  expect(
    (await play((context, note) => chain.call(undefined, context) && wrapped(context, note), [[done(0, 'a')]])).state,
  ).toMatchObject({ isDone: false })
})

function wrapped(context: Context, note: (text: string) => void): Code {
  note('starts')
  return chain(context)
}

test('F1 a failure with details becomes a TaskFailedError, which keeps them when it fails the orchestration', async () => {
  const details = {
    ErrorType: 'TypeError',
    ErrorMessage: 'no such city',
    StackTrace: 'at a.ts:1',
    IsNonRetriable: true,
    InnerFailure: { ErrorType: 'Error', ErrorMessage: 'inner' },
    Properties: { code: 7 },
  }
  const caught: Program = function* ({ df }, note): Code {
    for (const call of [df.callActivity('a'), df.callSubOrchestrator('s'), df.callActivityWithRetry('r', twice)]) {
      try {
        yield call
      } catch (error) {
        const { name, message, stack, taskName, taskId, failureDetails } = error as TaskFailedError
        note(JSON.stringify([name, message, stack?.startsWith('at a.ts'), taskName, taskId, failureDetails]))
      }
    }
    return yield df.callActivity('last')
  }
  const fail = (id: number, given: object): Delivery => ({ is: 'failed', id, details: given as never })
  const bare = { ErrorType: null, ErrorMessage: null }
  const episodes = [[fail(0, details)], [fail(1, bare)], [failed(2)], [fired(3)], [fail(4, details)], [fired(5)]]
  const { state } = await play(caught, [...episodes, [fail(6, details)]])
  expect(state).toMatchObject({ error: 'TypeError: no such city', failureDetails: { Properties: { code: 7 } } })
})

test('F1 what is not JSON in a result raises', async () => {
  const host = new ReferenceHost((trigger) => runTogether(chain, trigger))
  await host.episode()
  host.history.push({ type: 'TaskCompleted', at: 0 as never, taskScheduledId: 0, result: 'not JSON' as never })
  expect((await host.episode(done(0))).state).toHaveProperty('raised')
})

test('R1 whatever an orchestrator returns', async () => {
  for (const value of [
    undefined,
    null,
    0,
    '',
    false,
    'text',
    [undefined],
    { a: undefined },
    new Date(0),
    NaN,
    () => 1,
  ]) {
    const { state } = await play(function* (): Code {
      return value
    })
    expect(state).toMatchObject({ isDone: true })
  }
})

test('R1 an ended orchestration, replayed with what came later, says the same again', async () => {
  const program: Program = function* ({ df }): Code {
    const winner = (yield df.Task.any([df.callActivity('a'), df.callActivity('b')])) as unknown as Task
    return winner.result
  }
  const { state } = await play(program, [[done(1, 'b')], [failed(0)], [raised('x')]])
  expect(state).toMatchObject({ isDone: true, output: 'b' })
})

test('S1 the last status counts, and it stays in every replay', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      df.setCustomStatus('one')
      yield df.callActivity('a')
      df.setCustomStatus({ done: 1 })
      df.setCustomStatus(['two'])
      return yield df.callActivity('b')
    },
    [[done(0)]],
  )
  expect(state['customStatus']).toEqual(['two'])
})

test('S2 a falsy status is dropped', async () => {
  for (const status of [0, '', false, null, undefined]) {
    const { state } = await play(function* ({ df }: Context): Code {
      df.setCustomStatus('before')
      df.setCustomStatus(status)
      return yield df.callActivity('a')
    })
    expect(state).not.toHaveProperty('customStatus')
  }
})

test('S1 a status is what its value is when the episode ends', async () => {
  const { state } = await play(function* ({ df }: Context): Code {
    const status = { n: 1 }
    df.setCustomStatus(status)
    status.n = 2
    return yield df.callActivity('a')
  })
  expect(state['customStatus']).toEqual({ n: 2 })
})

test('G1 newGuid is the same in every replay', async () => {
  const { seen } = await play(
    function* ({ df }: Context, note): Code {
      note(df.newGuid('abc'))
      note(df.newGuid('abc'))
      yield df.callActivity('a')
      note(df.newGuid(''))
      note(df.newGuid(undefined as never))
      return undefined
    },
    [[done(0)]],
  )
  expect(new Set(seen).size).toBe(seen.length)
})
