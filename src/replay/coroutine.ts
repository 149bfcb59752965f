import { Task } from './task.ts'

interface Step {
  readonly done?: boolean | undefined
  readonly value: unknown
}

/** A paused function: a JavaScript generator, or a Python one held by Pyodide. */
export interface Coroutine {
  next(value: unknown): Step
  throw(error: unknown): Step
}

/** Goes on with a value. What is no generator fails as in durable-functions 3.5, whose own field shows in the message. */
export function resumeWith(coroutine: unknown, value: unknown): Step {
  return (methodOf(coroutine, 'next') as Coroutine['next']).call(coroutine, value)
}

/** Goes on with an exception, thrown where the code waits. */
export function throwInto(coroutine: unknown, error: unknown): Step {
  return (methodOf(coroutine, 'throw') as Coroutine['throw']).call(coroutine, error)
}

function methodOf(coroutine: unknown, name: 'next' | 'throw'): unknown {
  if (coroutine === undefined || coroutine === null)
    throw new TypeError(`Cannot read properties of ${String(coroutine)} (reading '${name}')`)
  const method: unknown = (coroutine as Record<string, unknown>)[name]
  if (typeof method !== 'function') throw new TypeError(`this.generator.${name} is not a function`)
  return method
}

/** Rule F4: only tasks can be yielded. Throws the real SDK's sentence for anything else. */
export function taskYielded(value: unknown): Task {
  if (value instanceof Task) return value
  const opening = `Durable Functions programming constraint violation: Orchestration yielded data of type ${typeof value}.`
  throw new Error(`${opening}${value === undefined ? FIRE_AND_FORGET : ' Only Task types can be yielded. P'}${CHECK}`)
}

const FIRE_AND_FORGET =
  ' This is likely a result of yielding a "fire-and-forget API" such as signalEntity or continueAsNew.' +
  ' These APIs should not be yielded as they are not blocking operations. Please remove the yield statement preceding those invocations.' +
  ' If you are not calling those APIs, p'

const CHECK =
  'lease check your yield statements to make sure you only yield Task types resulting from calling Durable Functions APIs.'
