import type { Action } from '#durable/action.ts'
import type { EpochMs } from '#base/units.ts'
import { uuid5, uuidBytes } from '#base/uuid.ts'
import type { Scheduled } from '#durable/history-event.ts'
import { schedulerId } from '#durable/entity.ts'
import { type EntityMessage, messageEvent } from '#durable/entity-message.ts'

type EntityAction = Extract<Action, { type: 'CallEntity' | 'SignalEntity' }>
type LockAction = Extract<Action, { type: 'LockEntities' }>
type Sent = Extract<Scheduled, { type: 'EventSent' }>

/** The extension's namespace for ids that are the same in every replay. */
const NAMESPACE = uuidBytes('9e952959-5e33-4daf-827f-2fa12937b875')

/** Writes the messages of one execution to entities, and remembers the locks it holds. Rules E1, E2, E6. */
export class EntityRequests {
  private held: { readonly id: string; readonly entities: readonly string[] } | undefined
  private requests = 0
  private readonly parent: { readonly instanceId: string; readonly executionId: string }

  constructor(parent: { readonly instanceId: string; readonly executionId: string }) {
    this.parent = parent
  }

  /** The message of a call or a signal, and the name of the event that answers it. */
  operation(action: EntityAction, id: number, at: EpochMs): { readonly sent: Sent; readonly answer: string } {
    const { instanceId, executionId } = this.parent
    const name = `${instanceId}_${new Date(at).toISOString().replace('Z', '0000Z')}_${this.requests++}`
    const request = uuid5(NAMESPACE, name)
    const message = {
      op: action.operation,
      ...(action.type === 'SignalEntity' && { signal: true as const }),
      ...(action.input !== null && { input: action.input }),
      id: request,
      parent: instanceId,
      parentExecution: executionId,
    }
    return { sent: sent(id, at, action.instanceId, { kind: 'operation', message }), answer: request }
  }

  /** The request that begins at the first entity of the set and is answered by the last. */
  lock({ lockRequestId, lockSet }: LockAction, id: number, at: EpochMs): Sent | undefined {
    const [first] = lockSet
    if (!first) return undefined
    const { instanceId, executionId } = this.parent
    const message = { lockset: lockSet, pos: 0, id: lockRequestId, parent: instanceId, parentExecution: executionId }
    return sent(id, at, schedulerId(first), { kind: 'lock', message })
  }

  acquired({ lockRequestId, lockSet }: LockAction): void {
    this.held = { id: lockRequestId, entities: lockSet.map(schedulerId) }
  }

  /** One message to each entity that is held; then none is. `nextId` gives their sequence numbers. */
  release(nextId: () => number, at: EpochMs): Sent[] {
    const { held } = this
    this.held = undefined
    return (held?.entities ?? []).map((entityId) =>
      releaseOf({ entityId, id: held?.id ?? '' }, this.parent.instanceId, nextId(), at),
    )
  }
}

/** The message that gives one lock back. */
export function releaseOf(lock: { entityId: string; id: string }, parent: string, id: number, at: EpochMs): Sent {
  return sent(id, at, lock.entityId, { kind: 'release', message: { parent, id: lock.id } })
}

function sent(id: number, at: EpochMs, instanceId: string, message: EntityMessage): Sent {
  return { type: 'EventSent', id, at, instanceId, ...messageEvent(message) }
}
