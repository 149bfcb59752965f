import { expect } from 'vitest'
import { starter, type WholeApp, wholeApp } from './whole-app.ts'

const api = '/runtime/webhooks/durabletask'

/** An orchestrator and what befalls it, from its start to its end. */
export interface Program {
  readonly code: string
  readonly input?: unknown
  /** What happens to it from outside, once it has begun. */
  readonly drive?: (app: WholeApp, id: string) => Promise<void>
  readonly files?: Readonly<Record<string, string>>
  readonly ends?: 'Failed' | 'Terminated'
}

const raise =
  (...names: string[]) =>
  async (app: WholeApp, id: string) => {
    for (const [i, name] of names.entries()) {
      await settled(app, id, i)
      await app.send(`POST ${api}/instances/${id}/raiseEvent/${name}`, i)
    }
  }

/** Waits until the instance has had one more episode than the events it was sent. */
async function settled(app: WholeApp, id: string, events: number): Promise<void> {
  for (;;) {
    const history = await app.history(id)
    const raised = history.filter(({ type }) => type === 'EventRaised').length
    if (raised >= events && history.at(-1)?.type === 'OrchestratorCompleted') return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** One for each thing that an orchestrator can do; each has one outcome only. */
export const programs: Readonly<Record<string, Program>> = {
  'a chain': {
    code: `const out = []
      for (const city of ['Tokyo', 'Seattle']) out.push(yield context.df.callActivity('Hello', city))
      return out`,
  },
  'a fan-out': {
    code: `return yield context.df.Task.all([1, 2, 3].map((n) => context.df.callActivity('Hello', n)))`,
  },
  'registered functions called as functions': {
    code: `return [yield hello('a'), yield hello('b').withRetry(new df.RetryOptions(10, 2)), yield child(3)]`,
  },
  'retries until it works': {
    code: `return yield context.df.callActivityWithRetry('Flaky', new df.RetryOptions(1000, 5), context.df.instanceId)`,
  },
  'retries in vain': {
    code: `yield context.df.callActivityWithRetry('Fails', Object.assign(new df.RetryOptions(1000, 3), { backoffCoefficient: 2 }), 1)`,
    ends: 'Failed',
  },
  'a failure that is caught': {
    code: `try { yield context.df.callActivity('Fails', 1) } catch (e) { return e.message.split('\\n')[0] }`,
  },
  'a failure with details': {
    code: `df.app.setExceptionPropertiesProvider({ getExceptionProperties: () => ({ code: 7 }) })
      try { yield context.df.callActivity('Fails', 1) } catch (e) { return [e.message, e.failureDetails.properties, e.taskName] }
      finally { df.app.setExceptionPropertiesProvider(undefined) }`,
  },
  'children, one of them failing': {
    code: `const good = yield context.df.callSubOrchestrator('Child', 4)
      try { yield context.df.callSubOrchestrator('Child', 'bad', 'the-child') } catch (e) { return [good, e.message.split('\\n')[0]] }`,
  },
  'timers, long and cancelled': {
    code: `const day = 86400000
      const now = () => context.df.currentUtcDateTime.getTime()
      yield context.df.createTimer(new Date(now() + 8 * day))
      const due = context.df.createTimer(new Date(now() + day))
      const winner = yield context.df.Task.any([due, context.df.callActivity('Hello', 1)])
      due.cancel()
      return [winner === due, due.isCanceled]`,
  },
  'external events, early and late': {
    code: `const a = yield context.df.waitForExternalEvent('a')
      const b = yield context.df.waitForExternalEvent('b')
      return [a, b]`,
    drive: raise('b', 'a'),
  },
  'a race of events': {
    code: `const [a, b] = ['a', 'b'].map((name) => context.df.waitForExternalEvent(name))
      const winner = yield context.df.Task.any([a, b])
      return [winner === b, winner.result, a.isCompleted]`,
    drive: raise('b'),
  },
  'continuing as new': {
    code: `const n = context.df.getInput() ?? 0
      yield context.df.callActivity('Hello', n)
      context.df.setCustomStatus({ n })
      if (n < 3) context.df.continueAsNew(n + 1)
      return n`,
  },
  'entities called and signalled': {
    code: `const id = new df.EntityId('Counter', context.df.instanceId)
      context.df.signalEntity(id, 'add', 2)
      yield context.df.callEntity(id, 'add', 3)
      let caught
      try { yield context.df.callEntity(id, 'fail') } catch (e) { caught = e.message }
      return [caught, yield context.df.callEntity(id, 'get')]`,
  },
  'a critical section': {
    code: `const [a, b] = ['a', 'b'].map((key) => new df.EntityId('Counter', context.df.instanceId + key))
      const lock = yield context.df.lock(b, a)
      let caught
      try { context.df.signalEntity(a, 'add', 1) } catch (e) { caught = e.message }
      yield context.df.callEntity(a, 'add', 1)
      const state = context.df.isLocked()
      lock.release()
      yield context.df.callEntity(b, 'add', 2)
      return [caught, state.isLocked, state.ownedLocks.map((each) => each.key.slice(-1)), context.df.isLocked().isLocked]`,
  },
  'a critical section left by a failure': {
    code: `yield context.df.lock(new df.EntityId('Counter', context.df.instanceId))
      throw new Error('inside')`,
    ends: 'Failed',
  },
  'HTTP with polling': {
    code: `const { statusCode, content } = yield context.df.callHttp({ method: 'POST', url: 'https://x/start', body: { a: 1 } })
      return [statusCode, content]`,
    files: {
      'fixtures.http.json': JSON.stringify([
        { url: 'https://x/start', response: { status: 202, headers: { Location: '/job', 'Retry-After': '2' } } },
        { url: 'https://x/job', sequence: [{ status: 202, headers: { Location: '/job' } }, { body: 'done' }] },
      ]),
    },
  },
  'an HTTP call that fails': {
    code: `try { yield context.df.callHttp({ method: 'GET', url: 'https://nobody/' }) } catch (e) { return e.message.slice(0, 30) }`,
  },
  'an error of its own, with a status': {
    code: `context.df.setCustomStatus('half')
      yield context.df.callActivity('Hello', 1)
      throw new TypeError('own')`,
    ends: 'Failed',
  },
  'a yield of nothing': {
    code: `yield context.df.signalEntity(new df.EntityId('Counter', 'x'), 'add', 1)`,
    ends: 'Failed',
  },
  'deterministic values': {
    code: `const first = context.df.newGuid('a')
      yield context.df.callActivity('Hello', 1)
      return [first === context.df.newGuid('a'), context.df.isReplaying, context.df.version ?? null]`,
  },
  'what is terminated': {
    code: `yield context.df.waitForExternalEvent('never')`,
    drive: async (app, id) => {
      await settled(app, id, 0)
      await app.send(`POST ${api}/instances/${id}/terminate?reason=enough`)
    },
    ends: 'Terminated',
  },
  'what is suspended and resumed': {
    code: `return yield context.df.callActivity('Hello', yield context.df.waitForExternalEvent('go'))`,
    drive: async (app, id) => {
      await settled(app, id, 0)
      await app.send(`POST ${api}/instances/${id}/suspend`)
      await app.until(id, 'Suspended')
      await app.send(`POST ${api}/instances/${id}/raiseEvent/go`, 'x')
      await settled(app, id, 1)
      await app.send(`POST ${api}/instances/${id}/resume`)
    },
  },
}

/** The app around a program, whose orchestrator is `Program`. */
export const appOf = (code: string): string => `${starter}
  const hello = df.app.activity('Greet', { handler: (name) => 'Hi ' + name })
  const tries = (globalThis.tries = {})
  df.app.activity('Flaky', { handler: (id) => { tries[id] = (tries[id] ?? 0) + 1; if (tries[id] < 3) throw new Error('not yet'); return tries[id] } })
  df.app.activity('Fails', { handler: (n) => { throw new RangeError('no ' + n) } })
  const child = df.app.orchestration('Child', function* (context) {
    const n = context.df.getInput()
    if (n === 'bad') throw new Error('bad child')
    return [n, yield context.df.callActivity('Hello', n)]
  })
  df.app.entity('Counter', ({ df }) => {
    const value = df.getState(() => 0)
    if (df.operationName === 'get') df.return(value)
    else if (df.operationName === 'fail') throw 'broken'
    else df.setState(value + df.getInput())
  })
  df.app.orchestration('Program', function* (context) {
${code}
  })`

/** Runs a program from its start to its end. */
export async function play({ code, input, drive, files, ends }: Program): Promise<{ app: WholeApp; id: string }> {
  const app = await wholeApp({ 'src/functions/app.js': appOf(code), ...files })
  await app.host.clock({ mode: 'virtual' })
  const id = await app.start('POST /api/start/Program', input)
  await drive?.(app, id)
  const { status } = await app.until(id, ends ?? 'Completed')
  expect(status).toBe(ends ?? 'Completed')
  return { app, id }
}
