import { EntityId } from './entity-id.ts'
import { DurableLock, LockingRulesViolationError, LockState } from './locks.ts'

/**
 * The entities that an orchestration holds, or has asked for: locked from the moment of the call (rule K1).
 * What is not allowed then throws a {@link LockingRulesViolationError} at the call, with the real one's words (rule K4).
 */
export class CriticalSection {
  private held: DurableLock | undefined = undefined

  get state(): LockState {
    return this.held ? new LockState(true, [...this.held.ownedLocks]) : new LockState(false, [])
  }

  /** Throws when locks are held already. `released` hears it once, with the number of entities. */
  enter(entities: readonly EntityId[], released: (count: number) => void): DurableLock {
    const lock = new DurableLock(entities, () => {
      released(entities.length)
      if (this.held === lock) this.held = undefined
    })
    this.held = lock
    return lock
  }

  requireNone(): void {
    if (this.held) throw new LockingRulesViolationError('Cannot acquire more locks when already holding some locks.')
  }

  requireNoChild(): void {
    if (this.held)
      throw new LockingRulesViolationError('Cannot invoke sub-orchestrations from within a critical section.')
  }

  /** One call at a time, and only of an entity that is locked. The call counts as under way until {@link callEnded}. */
  callBegins(entityId: EntityId): void {
    if (!this.held) return
    const target = EntityId.getSchedulerIdFromEntityId(entityId)
    if (!this.holds(target))
      throw new LockingRulesViolationError(
        'Cannot call an entity from within a critical section unless it is one of the locked entities.',
      )
    if (this.held.inFlightEntityCalls.has(target))
      throw new LockingRulesViolationError(
        'Cannot call the same entity multiple times in parallel within a critical section.',
      )
    this.held.inFlightEntityCalls.add(target)
  }

  callEnded(target: string): void {
    this.held?.inFlightEntityCalls.delete(target)
  }

  requireMaySignal(entityId: EntityId): void {
    if (this.held && this.holds(EntityId.getSchedulerIdFromEntityId(entityId)))
      throw new LockingRulesViolationError(
        'Cannot signal an entity from within a critical section if the entity is one of the locked entities.',
      )
  }

  private holds(target: string): boolean {
    return this.held?.ownedLocks.some((each) => EntityId.getSchedulerIdFromEntityId(each) === target) ?? false
  }
}

/** What `lock` was given: entities one by one, or in a list. Throws as the real one does for anything else. */
export function entitiesToLock([first, ...rest]: readonly unknown[]): readonly EntityId[] {
  const entities: readonly unknown[] = Array.isArray(first) ? first : [first, ...rest]
  if (entities.length === 0 || (first === undefined && rest.length === 0))
    throw new RangeError('lock requires at least one EntityId')
  if (!entities.every((each) => each instanceof EntityId)) throw new TypeError('lock expected EntityId[]')
  return entities as readonly EntityId[]
}

/** Sorted by scheduler id, each once: rule K3. Everybody locks in this order, so nobody waits in a circle. */
export function inLockOrder(entities: readonly EntityId[]): EntityId[] {
  const idOf = (entity: EntityId) => EntityId.getSchedulerIdFromEntityId(entity)
  const sorted = [...entities].sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0))
  return sorted.filter((each, i) => i === 0 || idOf(sorted[i - 1] as EntityId) !== idOf(each))
}
