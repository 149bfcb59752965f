import type { DurableLock, EntityId } from 'durable-functions'
import { expect, test } from 'vitest'
import { answered, done, failed, fired, raised, ReferenceHost } from './host.ts'
import { type Code, type Context, later, play } from './play.ts'
import type { Module, Program } from './sdk.ts'
import { runTogether } from './together.ts'

// As in oracle.test.ts: both SDKs run every program, and what a test asserts is what both of them do.

/* oxlint-disable require-yield -- an orchestrator may end before it waits for anything */

type Lock = DurableLock & { readonly isReleased: boolean }

/** Entities by the class of the SDK that runs. */
const of = ({ EntityId: Id }: Module) => ({
  counter: new Id('Counter', 'Key'),
  account: (key: string) => new Id('Account', key),
})
const ok = (value?: unknown) => (value === undefined ? { result: null } : { result: JSON.stringify(value) })

/** What a call throws, in words. */
function refusal(call: () => unknown): string {
  try {
    call()
    return 'allowed'
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

test('X1 a call waits under the id of its message, and its sequence number completes nothing any more', async () => {
  const call: Program = function* ({ df }, _note, module): Code {
    const { counter } = of(module)
    return yield df.callEntity(counter, 'get', { n: 1 })
  }
  const { state, ids } = await play(call, [[answered(0, ok(7))]])
  expect(state).toMatchObject({
    output: 7,
    actions: [[{ actionType: 7, instanceId: '@counter@Key', operation: 'get', input: { n: 1 } }]],
  })
  expect(ids).toBe(1)
  expect((await play(call, [[done(0, 'not an answer')]])).state).toMatchObject({ isDone: false })
})

test('X1 an answer that is there before its message was sent is kept for it', async () => {
  const { host, state } = await play(
    function* ({ df }: Context, _note, module): Code {
      const { counter } = of(module)
      yield df.waitForExternalEvent('go')
      return yield df.callEntity(counter, 'get')
    },
    [[raised('00000000-0000-0000-0000-000000000000', ok(5))], [raised('go')]],
  )
  expect(state['isDone']).toBe(false)
  await host.episode(answered(0, ok(6)))
  expect(host.episodes.at(-1)?.answered.state).toMatchObject({ output: 6 })
})

test('X2 the answer is JSON in JSON; one without a result is undefined', async () => {
  const responses = [ok(5), ok('text'), ok(null), ok(), { result: '' }, {}, [], { result: 5 }, ok({ a: [1] })]
  for (const response of responses) {
    const { state } = await play(
      function* ({ df }: Context, _note, module): Code {
        const { counter } = of(module)
        return [yield df.callEntity(counter, 'get')]
      },
      [[answered(0, response)]],
    )
    expect(state['isDone']).toBe(true)
  }
})

test('X2 a failed operation throws, and a plain Error of the entity has lost its words', async () => {
  const errors = ['{}', '"it broke"', 'null', '{"code":7}', '5', '']
  const messages: unknown[] = []
  for (const result of errors) {
    const { state } = await play(
      function* ({ df }: Context, _note, module): Code {
        const { counter } = of(module)
        try {
          return yield df.callEntity(counter, 'break')
        } catch (error) {
          return `${(error as Error).name}: ${(error as Error).message}`
        }
      },
      [[answered(0, { result, exceptionType: 'Error' })]],
    )
    messages.push(state['output'])
  }
  expect(messages.slice(0, 2)).toEqual(['Error: [object Object]', 'Error: it broke'])
  const { state } = await play(
    function* ({ df }: Context, _note, module): Code {
      const { counter } = of(module)
      return yield df.callEntity(counter, 'break')
    },
    [[answered(0, { result: '{}', exceptionType: 'Error' })]],
  )
  expect(state).toMatchObject({ isDone: false, error: '[object Object]' })
})

test('X2 what is no answer raises', async () => {
  for (const response of [5, 'text', null, undefined, { result: 'not JSON' }]) {
    const { state } = await play(
      function* ({ df }: Context, _note, module): Code {
        const { counter } = of(module)
        return yield df.callEntity(counter, 'get')
      },
      [[answered(0, response)]],
    )
    expect(state).toHaveProperty('raised')
  }
})

test('X3 a signal is one action and one id, and nothing to wait for', async () => {
  const { state, ids, host } = await play(function* ({ df }: Context, _note, module): Code {
    const { counter } = of(module)
    df.signalEntity(counter, 'add', 5)
    df.signalEntity(counter, 'reset')
    yield df.callActivity('a')
    return df.continueAsNew(1)
  })
  expect(state['actions']).toMatchObject([
    [
      { actionType: 9, instanceId: '@counter@Key', operation: 'add', input: 5 },
      { actionType: 9, operation: 'reset' },
      { functionName: 'a' },
    ],
  ])
  expect([ids, host.tasks.nextId]).toEqual([3, 3])
})

test('X3 N2 a signal after continueAsNew is dropped, and a yielded one is no task', async () => {
  const dropped = await play(function* ({ df }: Context, _note, module): Code {
    const { counter } = of(module)
    df.continueAsNew(1)
    df.signalEntity(counter, 'add', 5)
    return undefined
  } as Program)
  expect(dropped.state['actions']).toEqual([[{ actionType: 4, input: 1 }]])
  const yielded = await play(function* ({ df }: Context, _note, module): Code {
    const { counter } = of(module)
    yield df.signalEntity(counter, 'add', 5) as never
    return undefined
  })
  expect(yielded.state['error']).toContain('such as signalEntity or continueAsNew')
})

test('X4 entities are named in lower case, their keys as they are, and what names none is refused', async () => {
  const tries: ((df: Context['df'], entities: ReturnType<typeof of>) => unknown)[] = [
    (df) => df.callEntity(undefined as never, 'op'),
    (df) => df.callEntity({ name: 'PLAIN', key: 'Object' } as EntityId, 'op'),
    (df) => df.callEntity({ key: 'x' } as never, 'op'),
    (df, { counter }) => df.callEntity(counter, ''),
    (df, { counter }) => df.callEntity(counter, ' '),
    (df, { counter }) => df.callEntity(counter, undefined as never),
    (df) => df.callEntity('@counter@k' as never, 'op'),
    (df) => df.signalEntity(undefined as never, 'op'),
    (df, { counter }) => df.signalEntity(counter, 5 as never),
    (df) => df.signalEntity({ name: 'Plain', key: 'K' } as EntityId, 'op'),
  ]
  await play(function* ({ df }: Context, _note, module): Code {
    return tries.map((attempt) => refusal(() => attempt(df, of(module))))
  } as Program)
})

test('X1 calls of several entities are answered in any order, also inside all and any', async () => {
  const { state } = await play(
    function* ({ df }: Context, _note, module): Code {
      const { counter, account } = of(module)
      const calls = ['a', 'b', 'c'].map((key) => df.callEntity(account(key), 'get', key))
      const all = yield df.Task.all(calls)
      const race = yield df.Task.any([df.callEntity(counter, 'get'), df.createTimer(later({ df } as Context, 1000))])
      return [all, (race as { result: unknown }).result]
    },
    [[answered(2, ok('c')), answered(0, ok('a'))], [answered(1, ok('b'))], [answered(3, ok(1))]],
  )
  expect(state['output']).toEqual([['a', 'b', 'c'], 1])
})

function* transfer({ df }: Context, note: (text: string) => void, module: Module): Code {
  const { account } = of(module)
  const lock = (yield df.lock(account('b'), account('a'), new module.EntityId('ACCOUNT', 'b'))) as unknown as Lock
  note(JSON.stringify([lock.ownedLocks, lock.isReleased, df.isLocked()]))
  yield df.callEntity(account('a'), 'take', 10)
  yield df.callEntity(account('b'), 'give', 10)
  lock.release()
  lock.release()
  note(JSON.stringify([lock.isReleased, df.isLocked()]))
  return yield df.callActivity('done')
}

test('K1 K2 K3 K5 locks are asked for in order, held until they are released, and counted', async () => {
  const { state, ids, host } = await play(transfer, [
    [answered(0, { result: 'Lock Acquisition Completed' })].map((each) => ({ ...each, response: {} })),
    [answered(1, ok())],
    [answered(2, ok())],
    [done(5, 'x')],
  ])
  expect(state['output']).toBe('x')
  expect(state['actions']).toMatchObject([
    [
      {
        actionType: 13,
        lockSet: [
          { name: 'Account', key: 'a' },
          { name: 'Account', key: 'b' },
        ],
      },
      { actionType: 7 },
      { actionType: 7 },
      { actionType: 14 },
      { functionName: 'done' },
    ],
  ])
  expect([ids, host.tasks.nextId]).toEqual([6, 6])
})

test('K2 whatever answers a lock request grants it, unless it fails', async () => {
  const wait: Program = function* ({ df }, _note, module): Code {
    const { counter } = of(module)
    try {
      return ((yield df.lock(counter)) as unknown as Lock).isReleased
    } catch (error) {
      return (error as Error).message
    }
  }
  for (const response of [undefined, null, 5, 'x', ok()])
    expect((await play(wait, [[answered(0, response)]])).state).toMatchObject({ output: false })
  const host = new ReferenceHost((trigger) => runTogether(wait, trigger))
  await host.episode()
  await host.episode(failed(0))
})

test('K6 the lock is asked for under a new GUID, which counts', async () => {
  const { state, seen } = await play(function* ({ df }: Context, note, module): Code {
    const { counter } = of(module)
    yield df.Task.all([df.lock(counter), df.callActivity(df.newGuid('x'))])
    note('never')
    return undefined
  } as Program)
  expect(JSON.stringify(state)).toContain('11a91577-356c-57f3-a4bb-fc063263302f')
  expect(seen).toHaveLength(1)
})

test('K3 what cannot be locked is refused', async () => {
  const tries: ((df: Context['df'], entities: ReturnType<typeof of>) => unknown)[] = [
    (df) => (df.lock as () => unknown)(),
    (df) => df.lock([]),
    (df, { counter }) => df.lock(undefined as never, counter),
    (df) => df.lock('x' as never),
    (df, { counter }) => df.lock([counter, { name: 'a', key: 'b' }] as never),
    (df) => df.lock({ name: 'a', key: 'b' } as never),
    (df, { counter }) => df.lock([[counter]] as never),
  ]
  await play(function* ({ df }: Context, _note, module): Code {
    return tries.map((attempt) => refusal(() => attempt(df, of(module))))
  } as Program)
})

const forbidden: ((df: Context['df'], entities: ReturnType<typeof of>) => unknown)[] = [
  (df, { account }) => df.lock(account('z')),
  (df, { account }) => df.callEntity(account('z'), 'op'),
  (df, { account }) => df.callEntity(account('a'), 'op'),
  (df, { account }) => df.callEntity(account('a'), 'op'),
  (df, { account }) => df.callEntity(account('b'), ''),
  (df, { account }) => df.callEntity(account('b'), 'op'),
  (df) => df.callEntity(undefined as never, 'op'),
  (df, { account }) => df.signalEntity(account('a'), 'op'),
  (df) => df.signalEntity(undefined as never, 'op'),
  (df, { account }) => df.signalEntity(account('z'), 'op'),
  (df) => df.callSubOrchestrator('child'),
  (df) =>
    df.callSubOrchestratorWithRetry('child', { firstRetryIntervalInMilliseconds: 1, maxNumberOfAttempts: 1 } as never),
  (df) => df.callSubOrchestrator(''),
  (df) => df.callActivity('a'),
  (df) => df.createTimer(new Date()),
  (df) => df.waitForExternalEvent('e'),
  (df) => df.callHttp({ method: 'GET', url: 'http://x' }),
]

test('K1 K4 in a critical section, from the call of lock on, the rules hold in the words of the real one', async () => {
  const { state } = await play(function* ({ df }: Context, _note, module): Code {
    const { account } = of(module)
    const states = [df.isLocked()]
    df.lock([account('b'), account('a')]) // never yielded, and locked all the same
    const refused = forbidden.map((attempt) => refusal(() => attempt(df, of(module))))
    return { refused, states: [...states, df.isLocked()] }
  } as Program)
  const { refused } = state['output'] as { refused: string[] }
  expect(refused.slice(0, 4)).toEqual([
    'LockingRulesViolationError: Cannot acquire more locks when already holding some locks.',
    'LockingRulesViolationError: Cannot call an entity from within a critical section unless it is one of the locked entities.',
    'allowed',
    'LockingRulesViolationError: Cannot call the same entity multiple times in parallel within a critical section.',
  ])
})

test('K4 an entity may be called again when it has answered, or failed', async () => {
  const { state } = await play(
    function* ({ df }: Context, _note, module): Code {
      const { account } = of(module)
      yield df.lock(account('a'))
      const first = df.callEntity(account('a'), 'one')
      const early = refusal(() => df.callEntity(account('a'), 'two'))
      yield first
      try {
        yield df.callEntity(account('a'), 'two')
      } catch {
        return [early, yield df.callEntity(account('a'), 'three')]
      }
      return 'not reached'
    },
    [
      [answered(0, {})],
      [answered(1, ok())],
      [answered(2, { result: '"no"', exceptionType: 'E' })],
      [answered(3, ok(3))],
    ],
  )
  expect(state['output']).toEqual([expect.stringContaining('in parallel'), 3])
})

test('K5 using releases at the end of its block, also when the block throws', async () => {
  const withUsing: Program = function* ({ df }, note, module): Code {
    const { account } = of(module)
    try {
      const lock = (yield df.lock(account('a'))) as unknown as Lock
      try {
        yield df.callEntity(account('a'), 'op')
        throw new Error('inside')
      } finally {
        lock[Symbol.dispose]() // what `using` does; the test's own syntax stays plain
        note(String(df.isLocked().isLocked))
      }
    } catch {
      return yield df.callSubOrchestrator('after')
    }
  }
  const { state } = await play(withUsing, [[answered(0, {})], [answered(1, ok())], [done(3, 'ok')]])
  expect(state).toMatchObject({ output: 'ok' })
})

test('K5 N2 a release after continueAsNew is dropped; a lock may be returned', async () => {
  await play(
    function* ({ df }: Context, _note, module): Code {
      const { account } = of(module)
      const lock = (yield df.lock(account('a'))) as unknown as Lock
      df.continueAsNew(1)
      lock.release()
      return lock
    },
    [[answered(0, {})]],
  )
  await play(
    function* ({ df }: Context, _note, module): Code {
      const { account } = of(module)
      const task = df.lock(account('a'))
      yield df.Task.any([task, df.createTimer(later({ df } as Context, 1000))])
      return [df.isLocked(), (task as { result?: unknown }).result === undefined]
    },
    [[fired(1)]],
  )
})
