import type { RetryPolicy } from '#durable/action.ts'
import type { Asked } from './asked.ts'
import { type Outcome, Task, type TaskOwner, WhenAllTask } from './task.ts'

/**
 * Rule Y1: one attempt, then a timer after *every* failed attempt, the last one too, and only then its failure.
 * The host counts the same ids: each attempt one, each timer one.
 */
export class RetryableTask extends WhenAllTask {
  private attempts = 1
  private waitsForTimer = false
  private lastError: unknown = undefined
  private readonly policy: Pick<RetryPolicy, 'maxNumberOfAttempts'>

  constructor(asked: Asked, policy: Pick<RetryPolicy, 'maxNumberOfAttempts'>) {
    super([new Task(asked)], asked)
    this.policy = policy
  }

  override childSettled(child: Task, owner: TaskOwner): Outcome {
    if (!this.waitsForTimer) return this.attemptSettled(child, owner)
    this.waitsForTimer = false
    if (this.attempts > this.policy.maxNumberOfAttempts) return { state: 'failed', value: this.lastError }
    this.adopt(new Task(undefined), owner)
    return undefined
  }

  private attemptSettled(attempt: Task, owner: TaskOwner): Outcome {
    if (attempt.state === 'completed') return { state: 'completed', value: attempt.result }
    this.adopt(new Task(undefined), owner)
    // Only now, as in the real SDK: a back-off timer that came early settles in `adopt` and passes for the attempt.
    this.waitsForTimer = true
    this.lastError = attempt.result
    this.attempts++
    return undefined
  }
}
