import { shownJson, toJsonText, type JsonText } from '#base/json.ts'
import type { EntityName } from './action.ts'
import { schedulerId } from './entity.ts'
import type { HistoryEvent } from './history-event.ts'

/** A call or a signal: one operation. Spelled as the extension's `RequestMessage` (durable-functions.md 2.6). */
export interface OperationMessage {
  readonly op: string
  /** One-way: nobody waits for an answer. */
  readonly signal?: true
  readonly input?: JsonText
  /** Names this request; the answer is an event of that name. */
  readonly id: string
  /** The instance that sends it, when one does. */
  readonly parent?: string
  readonly parentExecution?: string
}

/** A request that wanders along a sorted set of entities, locking each. */
export interface LockMessage {
  readonly lockset: readonly EntityName[]
  /** The entity whose turn it is. */
  readonly pos: number
  readonly id: string
  readonly parent: string
  readonly parentExecution?: string
}

export interface ReleaseMessage {
  readonly parent: string
  readonly id: string
}

/** What travels to an entity: the event it arrives as, and what that says. */
export type EntityMessage =
  | { readonly kind: 'operation'; readonly message: OperationMessage }
  | { readonly kind: 'lock'; readonly message: LockMessage }
  | { readonly kind: 'release'; readonly message: ReleaseMessage }

/** How an entity answers a call, spelled as the extension's `ResponseMessage`. */
export interface ResponseMessage {
  /** JSON text of the result or of the error. */
  readonly result: string | null
  readonly exceptionType?: string
}

/** What the last entity of a lock request answers. */
export const LOCK_ACQUIRED: ResponseMessage = { result: 'Lock Acquisition Completed' }

/** The event's name and input under which a message is sent and arrives. */
export function messageEvent({ kind, message }: EntityMessage): { readonly name: string; readonly input: JsonText } {
  if (kind === 'release') return { name: 'release', input: toJsonText({ parent: message.parent, id: message.id }) }
  if (kind === 'lock') {
    const { id, parent, parentExecution, lockset, pos } = message
    return { name: 'op', input: toJsonText({ op: null, id, parent, parentExecution, lockset, pos }) }
  }
  const { op, signal, input, id, parent, parentExecution } = message
  return { name: 'op', input: toJsonText({ op, signal, input, id, parent, parentExecution }) }
}

/** The reverse of {@link messageEvent}; `undefined` for an event that an entity has no use for. */
export function messageOf(name: string, input: JsonText | null): EntityMessage | undefined {
  const message = shownJson(input)
  if (message === null || typeof message !== 'object' || !('id' in message)) return undefined
  if (name === 'release') return { kind: 'release', message: message as unknown as ReleaseMessage }
  if (name !== 'op') return undefined
  return 'lockset' in message
    ? { kind: 'lock', message: message as unknown as LockMessage }
    : { kind: 'operation', message: message as unknown as OperationMessage }
}

/** Who sent it; nobody for a signal of the world outside. */
export function senderOf({ message }: EntityMessage): string | undefined {
  return message.parent
}

/**
 * The locks that an execution has asked for and not given back, with the request each belongs to: what must be
 * released when it ends without its own doing.
 */
export function openLocks(history: readonly HistoryEvent[]): { readonly entityId: string; readonly id: string }[] {
  const locks = new Map<string, string>()
  for (const event of history) {
    if (event.type !== 'EventSent') continue
    const sent = messageOf(event.name, event.input)
    if (sent?.kind === 'lock')
      for (const entity of sent.message.lockset) locks.set(schedulerId(entity), sent.message.id)
    if (sent?.kind === 'release') locks.delete(event.instanceId)
  }
  return [...locks].map(([entityId, id]) => ({ entityId, id }))
}
