import { shownJson } from '#base/json.ts'
import { messageOf } from '#durable/entity-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'

type Sent = Extract<HistoryEvent, { type: 'EventSent' }>

/** What a sent event is when its target is an entity. `null`: an event to another orchestration, or nothing we can read. */
export type EntityRequest =
  | { readonly type: 'call' | 'signal'; readonly id: string; readonly operation: string; readonly input: string | null }
  | { readonly type: 'lock'; readonly id: string; readonly entities: readonly string[] }
  | { readonly type: 'release'; readonly id: string }

/** Longer messages are not read: what they are is not worth the wait. */
const MOST_CHARACTERS = 200_000

/** Reads the request in a sent event. History may come from a file, so nothing in it is believed. */
export function entityRequestOf({ instanceId, name, input }: Sent): EntityRequest | null {
  if (!instanceId.startsWith('@') || input === null || input.length > MOST_CHARACTERS) return null
  const request = messageOf(name.split('@')[0] ?? name, input) // `op@<time>` is an operation for later
  if (request === undefined || typeof request.message.id !== 'string') return null
  const { id } = request.message
  if (request.kind === 'release') return { type: 'release', id }
  if (request.kind === 'lock') {
    const { lockset } = request.message
    return Array.isArray(lockset) ? { type: 'lock', id, entities: lockset.map(lockedName) } : null
  }
  const { op, signal, input: payload } = request.message
  if (typeof op !== 'string') return null
  return { type: signal === true ? 'signal' : 'call', id, operation: op, input: textOf(payload) }
}

/** `counter@a` for the instance `@counter@a`. */
export function entityName(instanceId: string): string {
  return instanceId.startsWith('@') ? instanceId.slice(1) : instanceId
}

function lockedName(entity: unknown): string {
  const { name, key } = (entity ?? {}) as { readonly name?: unknown; readonly key?: unknown }
  return `${String(name)}@${String(key)}`
}

function textOf(payload: unknown): string | null {
  if (payload === undefined || payload === null) return null
  return typeof payload === 'string' ? payload : JSON.stringify(payload)
}

/** What an entity answered: its result as JSON text, and whether the operation failed. */
export function entityAnswerOf(input: string | null): { readonly result: string | null; readonly isFailure: boolean } {
  const answer = input === null || input.length > MOST_CHARACTERS ? null : shownJson(input)
  if (answer === null || typeof answer !== 'object' || !('result' in answer)) return { result: input, isFailure: false }
  const { result, exceptionType } = answer as { readonly result: unknown; readonly exceptionType?: unknown }
  return { result: typeof result === 'string' ? result : input, isFailure: exceptionType != null }
}
