import { requireText } from './check.ts'

/** A durable entity's name and key; throws when one is empty. */
export class EntityId {
  readonly name: string
  readonly key: string

  constructor(name: string, key: string) {
    this.name = name
    this.key = key
    requireText(name, 'name')
    requireText(key, 'key')
  }

  /** From `@name@key`. */
  static getEntityIdFromSchedulerId(schedulerId: string): EntityId {
    const end = schedulerId.indexOf('@', 1)
    return new EntityId(schedulerId.substring(1, end), schedulerId.substring(end + 1))
  }

  /** `@name@key`, the name in lower case, the key as it is. */
  static getSchedulerIdFromEntityId(entityId: EntityId): string {
    return `@${entityId.name.toLowerCase()}@${entityId.key}`
  }

  toString(): string {
    return EntityId.getSchedulerIdFromEntityId(this)
  }
}
