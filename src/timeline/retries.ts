import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'

/** Which task goes on in which timer, and which timer in which task: the links of the retry chains, by sequence number. */
export interface RetryLinks {
  /** The timer after a failed task. */
  readonly backOffAfter: ReadonlyMap<number, number>
  /** The timer before a task that is tried again … */
  readonly backOffBefore: ReadonlyMap<number, number>
  /** … and these timers: what failed before any other is failed for good. */
  readonly goingOn: ReadonlySet<number>
}

/**
 * History does not say which timer is the back-off of which failed task. The trace does, by silence: what the person's
 * code asked for (`asked`) stands at a yield, so a timer that stands at none was made by a retry. Each retry takes its
 * next number as its failure comes in, hence the n-th such timer follows the n-th failure; and so it is with the tasks
 * that follow the fired timers, each bearing the name of the task it repeats.
 *
 * `nameOf` names the chain that a fired timer belongs to; `undefined` when it belongs to none.
 */
export function retryLinksOf(
  history: readonly HistoryEvent[],
  { from, to }: Episode,
  asked: ReadonlySet<number>,
  nameOf: (timerId: number) => string | undefined,
): RetryLinks {
  const failed: number[] = []
  const fired: { readonly id: number; readonly name: string }[] = []
  const backOffAfter = new Map<number, number>()
  const backOffBefore = new Map<number, number>()

  for (const event of history.slice(from, to)) {
    if (event.type === 'TaskFailed' || event.type === 'SubOrchestrationInstanceFailed')
      failed.push(event.taskScheduledId)
    else if (event.type === 'TimerFired') {
      const name = nameOf(event.timerId)
      if (name !== undefined) fired.push({ id: event.timerId, name })
    } else if (event.type === 'TimerCreated' && !asked.has(event.id)) {
      const task = failed.shift()
      if (task !== undefined) backOffAfter.set(task, event.id)
    } else if (isAsking(event) && !asked.has(event.id)) {
      const index = fired.findIndex(({ name }) => name === event.name)
      const [timer] = index === -1 ? [] : fired.splice(index, 1)
      if (timer !== undefined) backOffBefore.set(event.id, timer.id)
    }
  }
  return { backOffAfter, backOffBefore, goingOn: new Set(backOffBefore.values()) }
}

type Asking = Extract<HistoryEvent, { type: 'TaskScheduled' | 'SubOrchestrationInstanceCreated' }>

function isAsking(event: HistoryEvent): event is Asking {
  return event.type === 'TaskScheduled' || event.type === 'SubOrchestrationInstanceCreated'
}
