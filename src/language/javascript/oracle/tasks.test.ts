import '../in-node/azure-core.ts'
import type { RetryOptions, Task } from 'durable-functions'
import { beforeEach, expect, test } from 'vitest'
import { resetApp } from '../functions-app.ts'
import { done, failed, fired } from './host.ts'
import { type Code, type Context, later, play } from './play.ts'
import type { Program } from './sdk.ts'

// As in oracle.test.ts: both SDKs run every program, and what a test asserts is what both of them do.

/* oxlint-disable require-yield -- an orchestrator may end before it waits for anything */

beforeEach(() => resetApp())

const handler = () => undefined
const twice = (module: { RetryOptions: typeof RetryOptions }) => new module.RetryOptions(1000, 2)

/** The callables that registering gives, anew in every replay: a name can be registered once. */
function registered(module: Parameters<Program>[2]) {
  resetApp()
  return {
    hello: module.app.activity('Hello', { handler }),
    child: module.app.orchestration('Child', function* () {}),
  }
}

test('Q1 registered functions make tasks: they stand for callActivity and callSubOrchestrator', async () => {
  const { state } = await play(
    function* (_context: Context, _note, module): Code {
      const { hello, child } = registered(module)
      return [yield hello('Tokyo'), yield child({ n: 1 }, 'child-1'), yield hello(), yield child()]
    },
    [[done(0, 'a')], [done(1, 'b')], [done(2, 'c')], [done(3, 'd')]],
  )
  expect(state).toMatchObject({
    output: ['a', 'b', 'c', 'd'],
    actions: [
      [
        { functionName: 'Hello', actionType: 0, input: '"Tokyo"' },
        { functionName: 'Child', actionType: 2, input: { n: 1 }, instanceId: 'child-1' },
        { actionType: 0 },
        { actionType: 2 },
      ],
    ],
  })
})

test('Q2 withRetry makes another task, and is refused once the first was yielded', async () => {
  await play(
    function* ({ df }: Context, note, module): Code {
      const { hello, child } = registered(module)
      const task = hello('Tokyo')
      const both = [task.withRetry(twice(module)), child(1).withRetry(twice(module))]
      try {
        yield df.Task.all(both)
      } catch (error) {
        note((error as Error).message)
      }
      yield task
      for (const refused of [() => task.withRetry(twice(module)), () => hello('x').withRetry({} as never)])
        try {
          refused()
        } catch (error) {
          note((error as Error).message)
        }
      const second = child(2, 'id')
      yield df.Task.any([second, df.createTimer(later({ df } as Context, 1000))])
      return second.withRetry(twice(module))
    },
    [[failed(0)], [done(1)], [fired(2)], [failed(3)], [fired(4)], [done(5, 'ok')], [fired(7)]],
  )
})

test('Q3 no rule of critical sections holds for a registered sub-orchestration', async () => {
  await play(function* ({ df }: Context, note, module): Code {
    df.lock(new module.EntityId('a', 'b'))
    const task = registered(module).child()
    note(String(task.isCompleted))
    return yield task
  })
})

const returned: readonly [name: string, make: (df: Context['df'], module: Parameters<Program>[2]) => unknown][] = [
  ['an activity', (df) => df.callActivity('Hello', 'Tokyo')],
  ['an activity in a list', (df) => [df.callActivity('Hello'), 5]],
  ['a timer', (df) => df.createTimer(new Date(0))],
  ['an event', (df) => df.waitForExternalEvent('go')],
  ['a sub-orchestration', (df) => df.callSubOrchestrator('c', 1, 'id')],
  ['an entity call', (df, module) => df.callEntity(new module.EntityId('a', 'b'), 'op', 1)],
  ['a lock', (df, module) => df.lock(new module.EntityId('a', 'b'))],
  ['a call that is not polled', (df) => df.callHttp({ method: 'GET', url: 'http://x', enablePolling: false })],
  ['a polled call', (df) => df.callHttp({ method: 'GET', url: 'http://x' })],
  ['a retried activity', (df, module) => df.callActivityWithRetry('Hello', twice(module))],
  ['a long timer', (df) => df.createTimer(new Date(Date.UTC(2030, 0)))],
  ['all', (df) => df.Task.all([df.callActivity('a'), df.callActivity('b')])],
  ['any of any', (df) => df.Task.any([df.Task.any([df.callActivity('a')]), df.callActivity('b')])],
  ['the first of a compound', (df) => first(df.Task.all([df.callActivity('a'), df.callActivity('b')]))],
  ['a registered activity', (_df, module) => registered(module).hello('x')],
  ['a registered child', (_df, module) => registered(module).child('x')],
]

function first(task: Task): unknown {
  return (task as unknown as { children: unknown[] }).children[0]
}

test('J1 a task that was not yielded but returned looks as the real one does, or cannot be shown', async () => {
  for (const [, make] of returned)
    await play(function* ({ df }: Context, _note, module): Code {
      return make(df, module)
    } as Program)
})

test('J1 so does one that was yielded, settled or not, and one that is given to an activity', async () => {
  await play(
    function* ({ df }: Context): Code {
      const tasks = [df.callActivity('a'), df.callActivity('b'), df.waitForExternalEvent('e')]
      yield tasks[0] as Task
      try {
        yield tasks[1] as Task
      } catch {
        yield df.callActivity('c', tasks)
      }
      return tasks
    },
    [[done(0, 'x')], [failed(1)], [done(2)]],
  )
})

test('J1 the winner of a race cannot be returned', async () => {
  for (const winner of [0, 1]) {
    const { state } = await play(
      function* ({ df }: Context): Code {
        return yield df.Task.any([df.callActivity('a'), df.callActivity('b')])
      },
      [[done(winner, 'x')]],
    )
    expect(state['raised']).toContain('Converting circular structure to JSON')
  }
})

test('A2 a timer whose Date is changed before the episode ends is due then', async () => {
  const { state } = await play(
    function* ({ df }: Context): Code {
      const due = later({ df } as Context, 1000)
      for (let i = 0; i < 2; i++) {
        yield df.createTimer(due)
        due.setSeconds(due.getSeconds() + 5)
      }
      const other = df.createTimer(due)
      due.setFullYear(2031)
      yield other
      return undefined
    },
    [[fired(0)], [fired(1)]],
  )
  expect(JSON.stringify(state)).toContain('2031')
})

test('A1 a Date that is none is a timer without a time', async () => {
  await play(function* ({ df }: Context): Code {
    return yield df.createTimer(new Date(Number.NaN))
  })
})

test('G2 every Timestamp in the input is a Date', async () => {
  const inputs = [
    { Timestamp: '2024-01-01T00:00:00Z' },
    [{ a: { Timestamp: 'x', b: 1 } }],
    { Timestamp: 5 },
    'Timestamp',
    null,
  ]
  for (const input of inputs)
    await play(
      function* ({ df }: Context, note): Code {
        const given = df.getInput()
        note(
          Object.values(Object(given))
            .map((each) => Object.prototype.toString.call(each))
            .join(),
        )
        return given
      } as Program,
      [],
      input,
    )
})

test('R2 T1 what the context says may be overwritten, as in the real one', async () => {
  await play(
    function* ({ df }: Context, note): Code {
      const open = df as unknown as Record<string, unknown>
      open['isReplaying'] = 'mine'
      open['currentUtcDateTime'] = new Date(5)
      note(`${String(df.isReplaying)} ${df.newGuid('x')}`)
      open['customStatus'] = 'direct'
      yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + 1000))
      note(`${String(df.isReplaying)} ${df.currentUtcDateTime.toISOString()}`)
      return df.customStatus
    },
    [[fired(0)]],
  )
})

test('V1 an instance knows its version and its parent', async () => {
  await play(function* ({ df }: Context): Code {
    return [df.version ?? 'none', df.parentInstanceId, df.instanceId]
  } as Program)
})
