import type { RetryPolicy } from '#durable/action.ts'
import type { EpochMs } from '#base/units.ts'
import { RetryableTask } from '#replay/retry-task.ts'
import type { Asked } from '#replay/asked.ts'
import { Task } from '#replay/task.ts'
import type { TimerAsked } from '#replay/timer-tasks.ts'
import { requireRetryOptions, requireText } from './check.ts'

// What user code can ask for, checked as durable-functions checks it. Each throws where it is called, like the real one.

export function activity(name: string, input: unknown): Asked {
  requireText(name, 'functionName')
  return { type: 'CallActivity', name, input }
}

export function retriedActivityTask(name: string, retry: RetryPolicy, input: unknown): Task {
  requireText(name, 'functionName')
  requireRetryOptions(retry)
  return new RetryableTask({ type: 'CallActivityWithRetry', name, input, retry }, retry)
}

export function subOrchestration(name: string, input: unknown, instanceId?: string, version?: string): Asked {
  return { type: 'CallSubOrchestrator', ...child(name, input, instanceId, version) }
}

export function retriedSubOrchestrationTask(
  name: string,
  retry: RetryPolicy,
  input: unknown,
  instanceId?: string,
  version?: string,
): Task {
  requireText(name, 'functionName')
  requireRetryOptions(retry)
  const asked = child(name, input, instanceId, version)
  return new RetryableTask({ type: 'CallSubOrchestratorWithRetry', retry, ...asked }, retry)
}

function child(name: string, input: unknown, instanceId?: string, version?: string) {
  requireText(name, 'functionName')
  if (instanceId) requireText(instanceId, 'instanceId')
  return {
    name,
    input,
    ...(instanceId !== undefined && instanceId !== null && { instanceId }),
    ...(version !== undefined && version !== null && { version }),
  }
}

/** The date stays the code's own: one that is changed before the episode ends changes the timer (rule A2). */
export function timer(fireAt: unknown): TimerAsked {
  if (!isDate(fireAt)) throw new TypeError(`fireAt: Expected valid Date object but got ${String(fireAt)}`)
  return {
    type: 'CreateTimer',
    get fireAt() {
      return fireAt.getTime() as EpochMs
    },
    isCanceled: false,
  }
}

/** As Node's `util.types.isDate`: by what it is inside and not by its prototype. */
function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]'
}

/** Rule E1: the task is known by its name, whose case counts. */
export function externalEventTask(name: string): Task {
  requireText(name, 'externalEventName')
  const task = new Task({ type: 'WaitForExternalEvent', name })
  task.id = name
  return task
}
