import type { JsonText } from '#base/json.ts'
import type { Action } from '#durable/action.ts'
import type { Dialect } from './dialect.ts'
import { plainHttpCall } from './http-call.ts'
import type { Asked } from './asked.ts'

/** What the code asked for, as the host gets it: inputs become text now, when the episode has ended (rule A2). */
export function toAction(asked: Asked, dialect: Dialect): Action {
  switch (asked.type) {
    case 'WhenAll':
    case 'WhenAny':
      return { type: asked.type, actions: asked.actions.map((each) => toAction(each, dialect)) }
    case 'CallActivityWithRetry':
    case 'CallSubOrchestratorWithRetry':
      return { ...asked, input: dialect.encodeInput(asked.input), retry: plainPolicy(asked.retry) }
    case 'CallActivity':
    case 'CallSubOrchestrator':
    case 'ContinueAsNew':
    case 'CallEntity':
    case 'SignalEntity':
      return { ...asked, input: dialect.encodeInput(asked.input) }
    case 'CallHttp':
      return { type: asked.type, request: plainHttpCall(asked.request) }
    case 'CreateTimer':
    case 'WaitForExternalEvent':
    case 'LockEntities':
    case 'ReleaseEntities':
      return { ...asked }
  }
}

type Policy = Extract<Asked, { retry: unknown }>['retry']

/** The person's policy may be an instance of `RetryOptions` or any object like one: only its numbers go on. */
function plainPolicy(policy: Policy): Policy {
  const { firstRetryIntervalInMilliseconds, maxNumberOfAttempts } = policy
  return {
    firstRetryIntervalInMilliseconds,
    maxNumberOfAttempts,
    ...numbers(policy, ['backoffCoefficient', 'maxRetryIntervalInMilliseconds', 'retryTimeoutInMilliseconds']),
  }
}

function numbers<K extends keyof Policy>(policy: Policy, keys: readonly K[]): Partial<Record<K, number>> {
  const given = keys.filter((key) => typeof policy[key] === 'number')
  return Object.fromEntries(given.map((key) => [key, policy[key]])) as Partial<Record<K, number>>
}

/**
 * Whether the code asks for the same as the last time it was replayed. A difference is the code changing its mind:
 * the host then gets the whole list and holds it against history.
 */
export function asksTheSame(now: Asked, before: Asked): boolean {
  if (now.type !== before.type) return false
  const left = now as Readonly<Record<string, unknown>>
  const right = before as Readonly<Record<string, unknown>>
  for (const key in left)
    // a loop: this runs for every action of every episode
    if (left[key] !== right[key] && !sameDeep(key, left[key], right[key])) return false
  return true
}

function sameDeep(key: string, left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return false
  if (key !== 'actions') return JSON.stringify(left) === JSON.stringify(right)
  const [now, before] = [left as Asked[], right as Asked[]]
  return now.length === before.length && now.every((asked, i) => asksTheSame(asked, before[i] as Asked))
}

/** A custom status as text. Falsy ones are dropped, as durable-functions does (rule S2): they cannot reset it. */
export function customStatusText(status: unknown): JsonText | null {
  return status ? ((JSON.stringify(status) ?? null) as JsonText | null) : null
}
