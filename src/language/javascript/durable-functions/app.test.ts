import '../in-node/azure-core.ts'
import { createRequire } from 'node:module'
import { beforeEach, expect, test } from 'vitest'
import { functionApp, resetApp } from '../functions-app.ts'
import * as ours from './index.ts'

// The real package is the oracle: the same registrations must reach the Functions host in the same words.

const require = createRequire(import.meta.url)
const real = require('durable-functions') as typeof ours

beforeEach(() => resetApp())

type Module = typeof ours

function registered(df: Module, register: (df: Module) => void): unknown {
  resetApp()
  register(df)
  return JSON.parse(JSON.stringify([...functionApp.functions.values()].map(({ metadata }) => metadata))) as unknown
}

function same(register: (df: Module) => void): unknown {
  const ourWords = registered(ours, register)
  expect(ourWords).toEqual(registered(real, register))
  return ourWords
}

const handler = () => undefined

test('durable functions register as those of the real package', () => {
  const words = same((df) => {
    df.app.orchestration('O', function* () {})
    df.app.orchestration('OO', { handler: function* () {}, extraInputs: [df.input.durableClient()] } as never)
    df.app.entity('E', handler)
    df.app.entity('EE', { handler })
    df.app.activity('A', { handler })
    df.app.activity('AA', {
      handler,
      extraInputs: [{ type: 'blob', name: 'b' }],
      extraOutputs: [{ type: 'queue', name: 'q' }],
    } as never)
  })
  expect(words).toMatchObject([{ name: 'O', bindings: expect.any(Object) }, {}, {}, {}, {}, {}])
})

test('client functions of every trigger are given a durable client, once', () => {
  same((df) => {
    const { client } = df.app as unknown as { client: Record<string, (name: string, options: object) => void> }
    client['http']?.('h', { handler, route: 'start/{name}', methods: ['POST'], authLevel: 'function' })
    client['timer']?.('t', { handler, schedule: '* * * * * *' })
    client['storageBlob']?.('b', { handler, path: 'a/b', connection: 'c' })
    client['storageQueue']?.('q', { handler, queueName: 'a', connection: 'c' })
    client['serviceBusQueue']?.('sq', { handler, queueName: 'a', connection: 'c' })
    client['serviceBusTopic']?.('st', { handler, topicName: 'a', subscriptionName: 's', connection: 'c' })
    client['eventHub']?.('eh', { handler, eventHubName: 'a', connection: 'c' })
    client['eventGrid']?.('eg', { handler })
    client['cosmosDB']?.('c', { handler, databaseName: 'd', containerName: 'e', connection: 'c' })
    client['generic']?.('g', { handler, trigger: { type: 'x', name: 'x' }, extraInputs: [df.input.durableClient()] })
  })
})

const messageOf = (run: () => unknown): string => {
  try {
    return `gave ${JSON.stringify(run())}`
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
}

test('arguments are refused in the same words', () => {
  const tries: ((df: Module) => unknown)[] = [
    ...['', ' ', undefined, 5, {}].map((name) => (df: Module) => new df.EntityId(name as string, 'k').toString()),
    (df) => new df.EntityId('Counter', 'Key').toString(),
    (df) => new df.EntityId('Counter', ''),
    (df) => df.EntityId.getEntityIdFromSchedulerId('@counter@a@b'),
    ...[0, -1, 1, 0.5, '1', undefined].map((first) => (df: Module) => new df.RetryOptions(first as number, 3)),
    (df) => new df.RetryOptions(1, '3' as never),
    (df) => new df.ManagedIdentityTokenSource('https://x'),
    (df) => new df.EntityStateResponse(true, 5),
    (df) => df.app.orchestration('', function* () {})(),
    (df) => df.app.activity('', { handler })(),
    (df) => df.app.activity('R', { handler })('x') instanceof Object,
    (df) =>
      (df.app.activity('R1', { handler })('x') as unknown as { withRetry(o: unknown): unknown }).withRetry(undefined),
    (df) =>
      (df.app.orchestration('R2', handler as never)('x') as unknown as { withRetry(o: unknown): unknown }).withRetry(
        {},
      ),
  ]
  for (const attempt of tries) {
    resetApp()
    const theirs = messageOf(() => attempt(real))
    resetApp()
    expect(messageOf(() => attempt(ours))).toBe(theirs)
  }
})

const request = (name: string, input?: unknown) => ({
  id: `r-${name}`,
  name,
  input: input === undefined ? undefined : JSON.stringify(input),
  isSignal: false,
})
const batch = (state: unknown, ...requests: object[]) => ({
  self: { name: 'counter', key: 'k' },
  exists: state !== undefined,
  state: state === undefined ? null : JSON.stringify(state),
  batch: requests,
})

/** Runs the registered handler itself, as the programming model would. */
async function answerOf(df: Module, entity: (context: never) => unknown, trigger: unknown): Promise<unknown> {
  resetApp()
  df.app.entity('E', entity as never)
  const callback = functionApp.functions.get('E')?.callback
  const timeless = (key: string, value: unknown) => (['duration', 'startTime', 'requestTime'].includes(key) ? 0 : value)
  return Promise.resolve(callback?.(trigger, {})).then(
    (answer) => JSON.parse(JSON.stringify(answer, timeless)) as unknown,
    (error: Error) => error.message,
  )
}

interface EntityDf {
  readonly operationName: string
  readonly isNewlyConstructed: boolean
  getState(initializer?: () => unknown): number
  setState(value: unknown): void
  getInput(): number
  return(value?: unknown): void
  destructOnExit(): void
  signalEntity(id: unknown, name: string, input?: unknown): void
}

async function counter({ df }: { df: EntityDf }): Promise<void> {
  switch (df.operationName) {
    case 'add':
      return df.setState(df.getState(() => 0) + df.getInput())
    case 'get':
      return df.return(df.getState(() => 0))
    case 'new':
      return df.return(df.isNewlyConstructed)
    case 'delete':
      return df.destructOnExit()
    case 'fail after':
      df.setState(99)
      throw new Error('lost')
    case 'throw object':
      throw Object.assign(new Error('x'), { code: 7 })
    case 'twice':
      df.return(1)
      return df.return(2)
    case 'signal':
      df.signalEntity({ name: 'other', key: 'o' }, 'op', 5)
      return df.signalEntity({ name: 'other', key: 'o' }, 'op', 0)
    case 'late':
      await new Promise((wake) => setTimeout(wake, 1))
      return df.return()
  }
}

test('an entity answers a batch as the real one does, quirks included', async () => {
  const names = [
    'new',
    'add',
    'get',
    'fail after',
    'get',
    'throw object',
    'twice',
    'signal',
    'late',
    'delete',
    'new',
    'get',
    'add',
    'get',
  ]
  const batches = [
    batch(undefined, ...names.map((name) => request(name, name === 'add' ? 5 : undefined))),
    ...names.map((name) => batch(41, request(name, 1), request('get'))),
    ...names.map((name) => batch(0, request(name, 1))),
    batch(undefined),
    null,
    {},
    'text',
  ]
  for (const trigger of batches)
    expect(await answerOf(ours, counter as never, trigger)).toEqual(await answerOf(real, counter as never, trigger))
})

test('activity errors carry their details when a provider has some', async () => {
  const errorOf = async (df: Module, thrown: unknown) => {
    resetApp()
    df.app.setExceptionPropertiesProvider({
      getExceptionProperties: (error) =>
        error instanceof RangeError ? { city: 'Atlantis' } : error === 'text' ? {} : undefined,
    })
    df.app.activity('A', { handler: () => Promise.reject(thrown) })
    return functionApp.functions.get('A')?.callback('input', {}) as Promise<unknown>
  }
  for (const thrown of [new RangeError('no'), new Error('plain'), 'text', 'other', { a: 1 }]) {
    const copy = () =>
      thrown instanceof Error
        ? Object.assign(new (thrown.constructor as ErrorConstructor)(thrown.message), { stack: 's' })
        : thrown
    const said = (error: unknown) => (error instanceof Error ? error.message : error)
    const theirs = await errorOf(real, copy()).catch(said)
    expect(await errorOf(ours, copy()).catch(said)).toEqual(theirs)
  }
})
