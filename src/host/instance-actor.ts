import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { TimerKey, WorkItemKey } from '#storage/commit.ts'
import type { Language } from './language.ts'
import type { ExecutionMemory } from './orchestration.ts'

/** An event on its way to an instance, and the row that is done with once an episode has taken it. */
export interface Message {
  readonly event: HistoryEvent
  /** Given when it is for that execution alone. */
  readonly executionId?: string
  readonly inboxId?: number
  readonly workItem?: WorkItemKey
  readonly timer?: TimerKey
  /** Called when the episode that took it is on disk. */
  readonly committed?: () => void
}

/** Whether a message concerns that execution: what was meant for one that is over does not. */
export function isFor({ executionId, workItem, timer }: Message, current: string): boolean {
  return (executionId ?? workItem?.[1] ?? timer?.[1] ?? current) === current
}

/** The host's memory of one instance that has not ended. One episode at a time; what arrives meanwhile waits in the queue. */
export interface InstanceActor {
  instance: Instance
  memory: ExecutionMemory | undefined
  queue: Message[]
  isBusy: boolean
  /** It does not move before the next Run: its code held the language worker for too long. */
  isHeld: boolean
  /** A fault delays its next episode. */
  isDelayed: boolean
  /** What a language worker of that generation has been sent of this execution's history; it is asked first. */
  sent: { readonly by: Language | undefined; readonly generation: number; readonly length: number }
}

export const NOTHING_SENT: InstanceActor['sent'] = { by: undefined, generation: -1, length: 0 }

export function newActor(instance: Instance): InstanceActor {
  const asleep = { isBusy: false, isHeld: false, isDelayed: false }
  return { instance, memory: undefined, queue: [], ...asleep, sent: NOTHING_SENT }
}
