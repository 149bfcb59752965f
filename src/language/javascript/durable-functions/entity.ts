import type { EntityId } from './entity-id.ts'

interface EntityBatch {
  readonly self: EntityId
  readonly exists: boolean
  readonly state?: string | null
  readonly batch: readonly EntityRequest[]
}

interface EntityRequest {
  readonly id?: string
  readonly name: string
  readonly input?: string | null
}

interface OperationResult {
  readonly isError: boolean
  readonly duration: number
  readonly startTime: number
  readonly result?: string | undefined
}

/** What an entity's function answers for a batch of operations. */
interface BatchAnswer {
  entityExists: boolean
  entityState: string | null | undefined
  readonly results: OperationResult[]
  readonly signals: unknown[]
}

type EntityHandler = (context: object) => unknown

/**
 * The registered handler of an entity: runs a batch of operations one after the other, as durable-functions 3.5 does.
 * State that a failed operation left stays, and of a plain `Error` nothing is told but `{}`.
 */
export function createEntity(handler: EntityHandler): (trigger: unknown, context: object) => Promise<unknown> {
  return async (trigger, context) => {
    if (!isBatch(trigger)) throw new Error('Could not find an entityTrigger binding on context.')
    const answer: BatchAnswer = { entityExists: trigger.exists, entityState: trigger.state, results: [], signals: [] }
    for (const [index, request] of trigger.batch.entries()) {
      const started = new Date()
      const finish = (isError: boolean, result?: string): OperationResult => ({
        isError,
        duration: new Date().getTime() - started.getTime(),
        startTime: started.getTime(),
        ...(result !== undefined && { result }),
      })
      Object.assign(context, { df: entityContext(trigger, request, answer, finish) })
      try {
        await handler(context)
        answer.results[index] ??= finish(false)
      } catch (error) {
        answer.results[index] = finish(true, JSON.stringify(error))
      }
    }
    return answer
  }
}

function entityContext(
  { self }: EntityBatch,
  request: EntityRequest,
  answer: BatchAnswer,
  finish: (isError: boolean, result?: string) => OperationResult,
): object {
  return {
    entityName: self.name,
    entityKey: self.key,
    entityId: self,
    operationName: request.name,
    isNewlyConstructed: !answer.entityExists,
    getState: (initializer?: () => unknown) =>
      answer.entityState ? (JSON.parse(answer.entityState) as unknown) : initializer?.(),
    setState: (state: unknown) => {
      answer.entityExists = true
      answer.entityState = JSON.stringify(state)
    },
    getInput: () => (request.input ? (JSON.parse(request.input) as unknown) : undefined),
    return: (result: unknown) => {
      answer.entityExists = true
      answer.results.push(finish(false, JSON.stringify(result)))
    },
    destructOnExit: () => {
      answer.entityExists = false
      answer.entityState = undefined
    },
    signalEntity: (target: EntityId, name: string, input?: unknown) =>
      void answer.signals.push({
        target,
        name,
        input: input ? JSON.stringify(input) : '',
        requestId: request.id,
        requestTime: new Date().getTime(),
      }),
  }
}

function isBatch(value: unknown): value is EntityBatch {
  return (
    typeof value === 'object' && value !== null && ['self', 'exists', 'batch'].every((key) => Object.hasOwn(value, key))
  )
}
