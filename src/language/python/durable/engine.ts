import type { Execution } from '#replay/execution.ts'
import { isAllScheduled } from '#replay/scheduled.ts'
import { CompoundTask, Task } from '#replay/task.ts'
import { askedFor, taskFor } from './requests.ts'
import { EntityFailure, PythonAll, PythonAny } from './tasks.ts'

/**
 * What Python asks of the engine, in numbers and texts: these cross without proxies. A task is known by its handle, its
 * place in the order in which tasks were made; both sides count.
 */
export class PythonEngine {
  private readonly tasks: Task[] = []
  private readonly execution: Execution
  readonly triggerJson: () => string

  constructor(execution: Execution, triggerJson: () => string) {
    this.execution = execution
    this.triggerJson = triggerJson
  }

  get isPast(): boolean {
    return this.execution.isPast
  }

  /** The task with the next handle. */
  readonly add = (request: string): Task => {
    const task = taskFor(request)
    this.tasks.push(task)
    return task
  }

  readonly make = (request: string): void => {
    this.add(request)
  }

  /** `undefined`, or why these tasks cannot be in one: then there is no such task. */
  readonly compound = (kind: 'all' | 'any', members: string): string | undefined => {
    const children = members === '' ? [] : members.split(',').map((handle) => this.at(Number(handle)))
    try {
      this.tasks.push(kind === 'all' ? new PythonAll(children) : new PythonAny(children))
      return undefined
    } catch (error) {
      this.tasks.push(new Task(undefined))
      return (error as Error).message
    }
  }

  at(handle: number): Task {
    const task = this.tasks[handle]
    if (!task) throw new RangeError(`there is no task ${handle}`)
    return task
  }

  /**
   * How a task has ended, `undefined` while it has not: `S` with the JSON text of its result, `N` for no result,
   * `R` with reason and details of a failure, `E` with an entity's; for a task of tasks `C` when all completed,
   * `F` or `A` with the place of the one that failed, or that was first.
   */
  readonly outcomeOf = (handle: number): string | undefined => {
    const task = this.at(handle)
    if (task.state === 'running') return undefined
    if (task instanceof PythonAll) return outcomeOfAll(task)
    if (task instanceof PythonAny) return task.children.length === 0 ? 'N' : `A${placeOf(task, task.result)}`
    if (task.result instanceof EntityFailure) return `E${task.result.text}`
    if (task.state === 'failed') return `R${JSON.stringify(task.result)}`
    return typeof task.result === 'string' ? `S${task.result}` : 'N'
  }

  /** Whether a task is open and was not yielded so far: what was has its number, also when nobody was asked for it. */
  readonly isUnasked = (handle: number): boolean => {
    const task = this.at(handle)
    return task.state === 'running' && typeof task.id !== 'number' && !isAllScheduled(task)
  }

  readonly idOf = (handle: number): number | string | undefined => {
    const task = this.at(handle)
    return task instanceof CompoundTask ? -1 : task.id
  }

  readonly cancel = (handle: number): void => {
    const { asked } = this.at(handle)
    if (asked?.type === 'CreateTimer') asked.isCanceled = true
  }

  readonly fire = (request: string): void => {
    if (this.execution.continuedAsNew) this.execution.sequenceNumber++
    else this.execution.fireAndForget(askedFor(request), 1)
  }

  /** Rule P10: it takes a sequence number, which none but its own code can notice. */
  readonly continueAsNew = (input: string): void => {
    this.execution.continueAsNew(input)
    this.execution.sequenceNumber++
  }

  readonly isReplaying = (): boolean => this.execution.isReplaying

  readonly utcMicroseconds = (): number => Math.round(this.execution.utcNow * 1000)

  readonly setUtc = (epochMs: number): void => {
    this.execution.currentUtcDateTime = new Date(epochMs)
  }
}

function outcomeOfAll(task: PythonAll): string {
  if (task.state === 'failed') return `F${placeOf(task, task.failed)}`
  return task.children.length === 0 ? 'N' : 'C'
}

const placeOf = ({ children }: CompoundTask, child: unknown) => children.indexOf(child as Task)

/** A task that Python has: the one with that handle, else what its request stands for. */
export function taskOf(engine: PythonEngine, handle: number | null, request: string | null): Task {
  return handle === null ? taskFor(request ?? '') : engine.at(handle)
}
