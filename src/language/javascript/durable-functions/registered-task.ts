import type { RetryPolicy } from '#durable/action.ts'
import { type Asked, Task } from '#replay/task.ts'
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
      return retried(retryOptions)
    }
  }
}

export function registeredActivityTask(name: string, input: unknown): Task {
  return new RegisteredTask(activity(name, input), `activity ${name}`, (retry) =>
    retriedActivityTask(name, retry, input),
  )
}

export function registeredOrchestrationTask(name: string, input: unknown, instanceId?: string): Task {
  return new RegisteredTask(subOrchestration(name, input, instanceId), `subOrchestrator ${name}`, (retry) =>
    retriedSubOrchestrationTask(name, retry, input, instanceId),
  )
}
