import { type JsonText, toJsonText } from '#base/json.ts'
import type { EntityName } from './action.ts'
import type { Entity } from './entity.ts'
import type { OperationMessage } from './entity-message.ts'

/** What an entity's function answers for one operation. */
export interface OperationResult {
  readonly isError: boolean
  /** JSON text of what it returned, or of the error. */
  readonly result: string | null
}

/** A signal that an operation sent. */
export interface SentSignal {
  readonly target: EntityName
  readonly name: string
  /** JSON text; empty when there is none. */
  readonly input: string
}

/** What an entity's function answers for a batch: as many results as operations, in their order. */
export interface BatchAnswer {
  readonly entityExists: boolean
  readonly entityState: JsonText | null
  readonly results: readonly OperationResult[]
  readonly signals: readonly SentSignal[]
}

/** The trigger of an entity's function: all operations that wait, to be run one after the other (durable-functions.md 2.6). */
export function batchJson(
  self: EntityName,
  { exists, state }: Pick<Entity, 'exists' | 'state'>,
  operations: readonly OperationMessage[],
): JsonText {
  return toJsonText({
    self: { name: self.name, key: self.key },
    exists,
    state,
    batch: operations.map(({ id, op, input, signal = false }) => ({
      id,
      name: op,
      ...(input !== undefined && { input }),
      isSignal: signal,
    })),
  })
}
