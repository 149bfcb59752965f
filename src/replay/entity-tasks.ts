import type { Asked } from './asked.ts'
import { Task, type TaskOwner } from './task.ts'

type EntityCall = Extract<Asked, { operation: string }>
type LockRequest = Extract<Asked, { type: 'LockEntities' }>

/**
 * A call of an entity's operation. What completes it is an event with the entity's answer in it, and an operation that
 * failed is told in that answer: rule X2.
 */
export class EntityCallTask extends Task {
  private readonly failure: (result: unknown) => unknown
  private readonly answered: () => void

  /** `failure` makes the exception of an operation's; `answered` hears that the call is over, before the code goes on. */
  constructor(asked: EntityCall, failure: (result: unknown) => unknown, answered: () => void) {
    super(asked)
    this.failure = failure
    this.answered = answered
  }

  override settle(state: 'completed' | 'failed', value: unknown, owner: TaskOwner): void {
    if (state === 'failed') super.settle(state, value, owner)
    else this.settleWith(answerIn(value), owner)
    this.answered()
  }

  private settleWith({ result, hasFailed }: EntityAnswer, owner: TaskOwner): void {
    const value: unknown = result ? JSON.parse(result) : undefined
    if (hasFailed) super.settle('failed', this.failure(value), owner)
    else super.settle('completed', value, owner)
  }
}

/** A wait for locks: whatever event grants them, the code gets the lock that it was promised (rule K2). */
export class LockTask extends Task {
  private readonly lock: unknown

  constructor(asked: LockRequest, lock: unknown) {
    super(asked)
    this.lock = lock
  }

  override settle(state: 'completed' | 'failed', value: unknown, owner: TaskOwner): void {
    super.settle(state, state === 'completed' ? this.lock : value, owner)
  }
}

/** Whether the task goes on under the id of the message that was sent for it: rule X1. */
export function waitsForAnswer({ asked }: Task): boolean {
  return asked?.type === 'CallEntity' || asked?.type === 'LockEntities'
}

interface EntityAnswer {
  readonly result: string | undefined
  readonly hasFailed: boolean
}

function answerIn(value: unknown): EntityAnswer {
  if (typeof value !== 'object' || value === null)
    throw new Error(
      'Attempted to construct ResponseMessage event from incompatible History event. ' +
        'This is probably a bug in History-replay. Please file a bug report.',
    )
  const { result, exceptionType } = value as Readonly<Record<string, unknown>>
  return { result: typeof result === 'string' ? result : undefined, hasFailed: typeof exceptionType === 'string' }
}
