import type { DurableLock, OrchestrationContext, Task } from 'durable-functions'
import { resetApp } from '../functions-app.ts'
import type { Module } from './sdk.ts'
import type { AtomShape, TaskShape } from './shapes.ts'

/** A task, and what we know of it that no SDK tells: what it is made of. */
export interface Built {
  readonly shape: TaskShape
  readonly task: Task
  readonly children: readonly Built[]
  yields: number
  readonly madeAfter: number
}

type Df = OrchestrationContext['df']
type Shape<T extends AtomShape['is']> = Extract<AtomShape, { is: T }>

/** What atoms are made with. */
export interface Maker {
  readonly df: Df
  readonly module: Module
  readonly met: (...what: string[]) => void
  /** An input that other statements change. */
  readonly box: unknown
}

/** One table of makers: a shape that has none does not compile. */
const makers: { [T in AtomShape['is']]: (maker: Maker, shape: Shape<T>) => Task } = {
  activity: ({ df }, { name, input }) => df.callActivity(name, input),
  'activity of the box': ({ df, box }, { name }) => df.callActivity(name, box),
  child: ({ df, met }, { name, input, id, version }) => {
    if (version !== undefined) met('V1')
    return df.callSubOrchestrator(name, input, id, version)
  },
  'retried activity': ({ df, module }, { name, attempts }) =>
    df.callActivityWithRetry(name, new module.RetryOptions(1000, attempts), 'in'),
  'retried child': ({ df, module }, { name, attempts }) =>
    df.callSubOrchestratorWithRetry(name, new module.RetryOptions(1000, attempts), ['in']),
  'registered activity': (maker, { input, attempts }) => {
    const task = registered(maker).hello(input)
    return attempts === undefined ? task : task.withRetry(policy(maker, attempts))
  },
  'registered child': (maker, { input, attempts }) => {
    const { df, met } = maker
    if (df.isLocked().isLocked) met('Q3')
    const task = registered(maker).child(input, 'child-2')
    return attempts === undefined ? task : task.withRetry(policy(maker, attempts))
  },
  timer: ({ df }, { afterMs }) => df.createTimer(new Date(df.currentUtcDateTime.getTime() + afterMs)),
  'no timer': ({ df }) => df.createTimer('tomorrow' as never),
  event: ({ df }, { name }) => df.waitForExternalEvent(name),
  entity: ({ df, module, met }, { key, input }) => {
    met('X4')
    return df.callEntity(new module.EntityId('Counter', key), 'op', input)
  },
  'no entity': ({ df }) => df.callEntity(undefined as never, 'op'),
  lock: ({ df, module, met }, { keys }) => {
    const task = df.lock(...keys.map((key) => new module.EntityId('Counter', key)))
    met('K1', 'K3', 'K6')
    return task
  },
  http: ({ df, met }, { body, polls }) => {
    met('H1')
    return df.callHttp({ method: 'POST', url: 'https://api.example/jobs', body, enablePolling: polls } as never)
  },
}

/** A task that is made of no others. */
export function buildAtom(maker: Maker, shape: AtomShape): Task {
  const make = makers[shape.is] as (maker: Maker, shape: AtomShape) => Task
  return make(maker, shape)
}

/** Registers anew in every replay, because a name can be registered once. */
function registered({ module, met }: Maker) {
  met('Q1')
  resetApp()
  return {
    hello: module.app.activity('Hello', { handler: () => undefined }),
    child: module.app.orchestration('Child', function* () {}),
  }
}

function policy({ module, met }: Maker, attempts: number) {
  met('Q2')
  return new module.RetryOptions(1000, attempts)
}

export const isLock = (value: unknown): value is DurableLock & { readonly isReleased: boolean } =>
  typeof value === 'object' && value !== null && 'isReleased' in value
