import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { EntityName } from './action.ts'

/** One entity as a whole. Messages that wait for it stand in the hub's inbox under its id. */
export interface Entity {
  /** `@counter@k`: the name in lower case, the key as it was given. */
  readonly id: string
  readonly exists: boolean
  readonly state: JsonText | null
  readonly lastOperationAt: EpochMs
  /** The orchestration that holds its lock: only that one's messages are processed. */
  readonly lockedBy?: string
}

/** The id under which an entity is scheduled. Names do not mind case, keys do. */
export function schedulerId({ name, key }: EntityName): string {
  return `@${name.toLowerCase()}@${key}`
}

/** The reverse of {@link schedulerId}; `undefined` for what is no entity's id. */
export function entityNameOf(id: string): EntityName | undefined {
  const [, name, key] = /^@([^@]+)@([^]*)$/.exec(id) ?? []
  return name === undefined || key === undefined ? undefined : { name, key }
}

/** Orchestrations may not have such ids. */
export function isEntityId(instanceId: string): boolean {
  return instanceId.startsWith('@')
}
