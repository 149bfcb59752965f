import type { EpochMs } from '#base/units.ts'
import type { Asked } from './asked.ts'
import { CompoundTask, type Outcome, Task, type TaskOwner } from './task.ts'
import { timerTask } from './timer-tasks.ts'

type HttpCall = Extract<Asked, { type: 'CallHttp' }>

/** What the orchestrator's code gets of an HTTP answer; headers are found whatever their case. */
export interface HttpAnswer {
  readonly statusCode: unknown
  getHeader(name: string): unknown
}

/**
 * An HTTP call that is repeated while it answers 202 with a `Location`: rule H2. Timer and next call are opened together,
 * so they get their ids together, although the host makes the call only when the timer has fired.
 */
export class PollingHttpTask extends CompoundTask {
  private readonly call: HttpCall
  private readonly answerOf: (result: unknown) => HttpAnswer
  private readonly defaultDelay: number
  private hasFailed = false

  /** `answerOf` reads what history holds of an answer; `defaultDelay` in milliseconds, for answers without `Retry-After`. */
  constructor(call: HttpCall, answerOf: (result: unknown) => HttpAnswer, defaultDelay: number) {
    super([new Task(call)], call)
    this.call = call
    this.answerOf = answerOf
    this.defaultDelay = defaultDelay
  }

  override childSettled(child: Task, owner: TaskOwner): Outcome {
    if (child.state === 'failed') return this.failed(child)
    if (child.asked?.type !== 'CallHttp') return undefined // the timer between two calls
    const answer = this.answerOf(child.result)
    if (answer.statusCode !== 202 || !answer.getHeader('Location')) return { state: 'completed', value: answer }
    this.pollAgain(answer.getHeader('Retry-After'), owner)
    return undefined
  }

  private failed(child: Task): Outcome {
    if (this.hasFailed) return undefined
    this.hasFailed = true
    return { state: 'failed', value: child.result }
  }

  private pollAgain(retryAfter: unknown, owner: TaskOwner): void {
    const delay = retryAfter ? secondsIn(retryAfter) * 1000 : this.defaultDelay
    const fireAt = (owner.utcNow + delay) as EpochMs
    this.adopt(timerTask({ type: 'CreateTimer', fireAt, isCanceled: false }, owner), owner)
    this.adopt(new Task(this.call), owner)
  }
}

/** Seconds as a number. Any other wording, an HTTP date among them, is no wait at all: rule H3. */
function secondsIn(retryAfter: unknown): number {
  const seconds = Number(retryAfter)
  return Number.isNaN(seconds) ? 0 : seconds
}
