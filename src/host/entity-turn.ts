import type { Entity } from '#durable/entity.ts'
import { type EntityMessage, type LockMessage, type OperationMessage, senderOf } from '#durable/entity-message.ts'

/** The messages of one turn are one call of the function; more wait for the next. */
const MOST = 5000

/** A message that waits for an entity, and its row in the inbox. */
export interface WaitingMessage {
  readonly message: EntityMessage
  readonly inboxId: number
}

/** What an entity does next. */
export interface Turn {
  readonly operations: readonly OperationMessage[]
  /** Granted after the operations: always the last thing of a turn. */
  readonly lock: LockMessage | undefined
  /** Who holds the lock afterwards. */
  readonly lockedBy: string | undefined
  /** All messages that this turn is done with, and their rows. */
  readonly messages: readonly WaitingMessage[]
  readonly done: readonly number[]
}

/**
 * Takes from the queue what can be processed now, in order of arrival: while it is locked only what its holder sends,
 * and up to the next lock request. Rules E3-E5. A holder, or a requester, that is no more counts as having released.
 */
export function takeTurn(
  { lockedBy: before }: Pick<Entity, 'lockedBy'>,
  queue: WaitingMessage[],
  isGoing: (instanceId: string) => boolean,
  most = MOST,
): Turn {
  let lockedBy = before !== undefined && isGoing(before) ? before : undefined
  let lock: LockMessage | undefined
  const operations: OperationMessage[] = []
  const messages: WaitingMessage[] = []
  while (lock === undefined && messages.length < most) {
    const index = lockedBy === undefined ? 0 : queue.findIndex(({ message }) => senderOf(message) === lockedBy)
    const [next] = index === -1 ? [] : queue.splice(index, 1)
    if (!next) break
    messages.push(next)
    const { kind, message } = next.message
    if (kind === 'operation') operations.push(message)
    else if (kind === 'release') lockedBy = message.parent === lockedBy ? undefined : lockedBy
    else if (isGoing(message.parent)) [lock, lockedBy] = [message, message.parent]
  }
  return { operations, lock, lockedBy, messages, done: messages.map(({ inboxId }) => inboxId) }
}
