/** What `client.readEntityState` answers. */
export class EntityStateResponse<T = unknown> {
  entityExists: boolean
  entityState: T | undefined

  constructor(entityExists: boolean, entityState?: T) {
    this.entityExists = entityExists
    this.entityState = entityState
  }
}
