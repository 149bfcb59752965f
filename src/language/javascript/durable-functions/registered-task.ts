import type { RetryPolicy } from '#durable/action.ts'
import type { Asked } from '#replay/asked.ts'
import { Task } from '#replay/task.ts'
import { instead, made } from './making.ts'
import { activity, retriedActivityTask, retriedSubOrchestrationTask, subOrchestration } from './requests.ts'

/** A task of a function registered in this app: it can be yielded as it is, or first be given a retry policy. */
class RegisteredTask extends Task {
  /** A fresh task with retries; throws when this one has been yielded. */
  readonly withRetry: (retryOptions: RetryPolicy) => Task

  constructor(asked: Asked, target: string, retried: (retryOptions: RetryPolicy) => Task) {
    super(asked)
    this.withRetry = (retryOptions) => {
      if (this.isScheduled)
        throw new Error(
          'Invalid use of `.withRetry`: attempted to create a retriable task from an already scheduled task. ' +
            `A task with ID ${this.id} to call ${target} has already been scheduled. ` +
            'Make sure to only invoke `.withRetry` on tasks that have not previously been yielded.',
        )
      return instead(this, made(retried(retryOptions)))
    }
  }
}

export function registeredActivityTask(name: string, input: unknown): Task {
  const retried = (retry: RetryPolicy) => retriedActivityTask(name, retry, input)
  return made(new RegisteredTask(activity(name, input), `activity ${name}`, retried))
}

/** No rule of critical sections holds for it, as in the real SDK: nothing here knows of a context. */
export function registeredOrchestrationTask(name: string, input: unknown, instanceId?: string): Task {
  const retried = (retry: RetryPolicy) => retriedSubOrchestrationTask(name, retry, input, instanceId)
  return made(new RegisteredTask(subOrchestration(name, input, instanceId), `subOrchestrator ${name}`, retried))
}
