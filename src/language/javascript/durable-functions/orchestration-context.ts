import type { RetryPolicy } from '#durable/action.ts'
import type { Execution } from '#replay/execution.ts'
import { deterministicGuid } from '#replay/guid.ts'
import { LongTimerTask, Task, TimerTask, WhenAllTask, WhenAnyTask, type Asked } from '#replay/task.ts'
import * as request from './requests.ts'

/** What the trigger says about the instance. */
export interface OrchestrationFacts {
  readonly instanceId: string
  readonly parentInstanceId: string | null
  readonly version: string | undefined
  readonly input: unknown
}

const NO_NAME = 'A sub-orchestration function name must be provided when attempting to create a suborchestration'

/**
 * `context.df` inside an orchestrator, as durable-functions 3.5 has it.
 * It only makes tasks; the execution gives them numbers when they are yielded and completes them from history.
 */
export class DurableOrchestrationContext {
  readonly instanceId: string
  readonly parentInstanceId: string | null
  readonly version: string | undefined
  customStatus: unknown = undefined
  readonly Task: { all(tasks: Task[]): Task; any(tasks: Task[]): Task }

  readonly #execution: Execution
  readonly #input: unknown
  #guids = 0

  constructor(execution: Execution, facts: OrchestrationFacts) {
    this.#execution = execution
    this.#input = facts.input
    this.instanceId = facts.instanceId
    this.parentInstanceId = facts.parentInstanceId
    this.version = facts.version
    this.Task = {
      all: (tasks) => new WhenAllTask(checked(tasks, 'all'), { type: 'WhenAll', actions: askedBy(tasks) }),
      any: (tasks) => new WhenAnyTask(checked(tasks, 'any'), { type: 'WhenAny', actions: askedBy(tasks) }),
    }
  }

  get isReplaying(): boolean {
    return this.#execution.isReplaying
  }

  /** The replayed "now": the same in every replay, frozen within an episode (rule T1). */
  get currentUtcDateTime(): Date {
    return this.#execution.currentUtcDateTime
  }

  getInput(): unknown {
    return this.#input
  }

  callActivity(name: string, input?: unknown): Task {
    return request.activityTask(name, input)
  }

  callActivityWithRetry(name: string, retryOptions: RetryPolicy, input?: unknown): Task {
    return request.retriedActivityTask(name, retryOptions, input)
  }

  callSubOrchestrator(name: string, input?: unknown, instanceId?: string, version?: string): Task {
    if (!name) throw new Error(NO_NAME)
    return new Task(request.subOrchestration(name, input, instanceId, version))
  }

  callSubOrchestratorWithRetry(
    name: string,
    retryOptions: RetryPolicy,
    input?: unknown,
    instanceId?: string,
    version?: string,
  ): Task {
    if (!name) throw new Error(NO_NAME)
    return request.retriedSubOrchestrationTask(name, retryOptions, input, instanceId, version)
  }

  createTimer(fireAt: Date): Task {
    const timer = request.timer(fireAt)
    const { longTimer, utcNow } = this.#execution
    return timer.fireAt - utcNow > longTimer.maximum ? new LongTimerTask(timer, this.#execution) : new TimerTask(timer)
  }

  waitForExternalEvent(name: string): Task {
    return request.externalEventTask(name)
  }

  continueAsNew(input?: unknown): void {
    this.#execution.continueAsNew(input)
  }

  setCustomStatus(status: unknown): void {
    this.customStatus = status
  }

  /** Rule G1: each call counts, so the same calls give the same GUIDs in every replay. */
  newGuid(instanceId: string): string {
    return deterministicGuid(`${instanceId}_${this.currentUtcDateTime.valueOf()}_${this.#guids++}`)
  }
}

function checked(tasks: Task[], combinator: 'all' | 'any'): Task[] {
  if (tasks.every((task) => task instanceof Task)) return tasks
  throw new Error(
    `Task.${combinator} received a non-valid input. ` +
      'This may occur if it somehow received a non-list input, ' +
      "or if the input list's Tasks were corrupted. Please review your orchestrator code and/or file an issue.",
  )
}

function askedBy(tasks: readonly Task[]): readonly Asked[] {
  const asked: Asked[] = []
  for (const task of tasks) if (task.asked) asked.push(task.asked) // a loop: a fan-out is built again in every episode
  return asked
}
