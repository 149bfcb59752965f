import type { EpochMs } from '#base/units.ts'
import type { Asked } from './asked.ts'
import { type Outcome, Task, type TaskOwner, WhenAllTask } from './task.ts'

export type TimerAsked = Extract<Asked, { type: 'CreateTimer' }>

/** A durable timer as code sees it: `cancel` marks the action it shares with the host's list. */
export interface Timer {
  readonly isCanceled: boolean
  cancel(): void
}

/** The task for a timer: beyond the longest that the host keeps, one made of segments (rule T3). */
export function timerTask(timer: TimerAsked, owner: TaskOwner): TimerTask | LongTimerTask {
  const isLong = timer.fireAt - owner.utcNow > owner.longTimer.maximum
  return isLong ? new LongTimerTask(timer, owner) : new TimerTask(timer, owner)
}

class TimerTask extends Task implements Timer {
  private readonly timer: TimerAsked
  private readonly owner: TaskOwner

  constructor(timer: TimerAsked, owner: TaskOwner) {
    super(timer)
    this.timer = timer
    this.owner = owner
  }

  get isCanceled(): boolean {
    return this.timer.isCanceled
  }

  /** Throws `Cannot cancel a completed task.` once it has fired. */
  cancel(): void {
    cancel(this, this.timer, this.owner)
  }
}

/** Rule T3: one action with the final time; each fired segment takes a sequence number of its own. */
class LongTimerTask extends WhenAllTask implements Timer {
  private readonly timer: TimerAsked
  private readonly owner: TaskOwner

  constructor(timer: TimerAsked, owner: TaskOwner) {
    super([segmentOf(timer.fireAt, owner)], timer)
    this.timer = timer
    this.owner = owner
  }

  get isCanceled(): boolean {
    return this.timer.isCanceled
  }

  cancel(): void {
    cancel(this, this.timer, this.owner)
  }

  override childSettled(child: Task, owner: TaskOwner): Outcome {
    if (this.timer.fireAt > owner.utcNow) this.adopt(segmentOf(this.timer.fireAt, owner), owner)
    return super.childSettled(child, owner)
  }
}

function segmentOf(fireAt: EpochMs, owner: TaskOwner): TimerTask {
  const { utcNow, longTimer } = owner
  const next = fireAt - utcNow > longTimer.maximum ? utcNow + longTimer.interval : fireAt
  return new TimerTask({ type: 'CreateTimer', fireAt: next as EpochMs, isCanceled: false }, owner)
}

function cancel(task: Task, timer: TimerAsked, owner: TaskOwner): void {
  if (task.hasResult) throw new Error('Cannot cancel a completed task.')
  timer.isCanceled = true
  owner.timerCancelled()
}
