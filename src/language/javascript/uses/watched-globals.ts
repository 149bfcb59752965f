import type { FindingCause } from '#durable/finding.ts'
import { noted } from './watch.ts'

type Names = Readonly<Record<string, FindingCause>>

/** Functions of the platform that are not the same in every replay; those of the global scope itself stand under `''`. */
const watched: Readonly<Record<string, Names>> = {
  '': { setTimeout: 'timer', setInterval: 'timer', setImmediate: 'timer', fetch: 'network' },
  Math: { random: 'random' },
  crypto: { randomUUID: 'uuid', getRandomValues: 'random' },
  performance: { now: 'clock' },
  Promise: { all: 'async', allSettled: 'async', any: 'async', race: 'async' },
}

/** Puts in their places functions that do the same and tell when an orchestrator calls them. `Date` tells by itself (`clock.ts`). */
export function watchGlobals(scope: object): void {
  for (const [owner, names] of Object.entries(watched)) {
    const target = owner === '' ? scope : (scope as Record<string, object>)[owner]
    if (target) for (const [name, value] of watchedMembers(owner, names, target)) replace(target, name, value)
  }
}

/** The same for a script that shares this thread with others: its own `Math`, `crypto` …, by their names. */
export function watchedScope(scope: object): Record<string, unknown> {
  const own: Record<string, unknown> = {}
  for (const [owner, names] of Object.entries(watched)) {
    const target = owner === '' ? scope : (scope as Record<string, object>)[owner]
    if (!target) continue
    const members = new Map(watchedMembers(owner, names, target))
    if (owner === '') Object.assign(own, Object.fromEntries(members))
    else own[owner] = new Proxy(target, { get: (_, key) => members.get(key as string) ?? memberOf(target, key) })
  }
  return own
}

function watchedMembers(owner: string, names: Names, target: object): [string, unknown][] {
  return Object.entries(names).flatMap(([name, cause]): [string, unknown][] => {
    const real: unknown = (target as Record<string, unknown>)[name]
    if (typeof real !== 'function') return []
    const call = `${owner}${owner && '.'}${name}()`
    const asOwn = owner === 'Promise' || owner === '' ? real : real.bind(target)
    return [[name, noted(cause, call, asOwn as (...args: unknown[]) => unknown)]]
  })
}

function memberOf(target: object, key: string | symbol): unknown {
  const value: unknown = Reflect.get(target, key)
  return typeof value === 'function' && typeof target === 'object' ? value.bind(target) : value
}

function replace(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: false })
}
