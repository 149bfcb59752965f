import type { Asked } from '#replay/asked.ts'
import { requireText } from './check.ts'
import { EntityId } from './entity-id.ts'

type EntityRequest = Extract<Asked, { operation: string }>
type LockRequest = Extract<Asked, { type: 'LockEntities' }>

/** A call, or a signal, of an entity's operation; refused as durable-functions refuses it. */
export function entityRequest(
  type: EntityRequest['type'],
  entityId: EntityId,
  operation: string,
  input: unknown,
): EntityRequest {
  if (!entityId) throw new Error(`Must provide EntityId to ${type}Action constructor`)
  requireText(operation, 'operation')
  return { type, instanceId: EntityId.getSchedulerIdFromEntityId(entityId), operation, input }
}

/** The names go as the code spelled them; only their order is by scheduler id. */
export function lockRequest(lockRequestId: string, entities: readonly EntityId[]): LockRequest {
  return { type: 'LockEntities', lockRequestId, lockSet: entities.map(({ name, key }) => ({ name, key })) }
}
