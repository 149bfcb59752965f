import type { RetryPolicy } from '#durable/action.ts'
import type { Asked } from '#replay/asked.ts'
import { isAllScheduled } from '#replay/scheduled.ts'
import { CompoundTask, type Outcome, Task, type TaskOwner } from '#replay/task.ts'

// Tasks of tasks as azure-functions-durable for Python has them: rules P5 to P8.

/** A task of tasks that counts its children as they end, those too that had ended when it was made. */
abstract class CountingTask extends CompoundTask {
  private readonly pending: Set<Task>
  private playedBefore = false

  constructor(children: Task[], asked: Asked) {
    super(children, asked)
    this.pending = new Set(children)
    if (children.length === 0) this.state = 'completed'
  }

  protected override get mayBeEmpty(): boolean {
    return true
  }

  protected get isLast(): boolean {
    return this.pending.size === 0
  }

  /** Throws when the child has ended before: a failed `task_all` that completes after all tells whom it is in twice. */
  override childSettled(child: Task, owner?: TaskOwner): Outcome {
    if (this.pending.delete(child)) {
      this.playedBefore = child.isPlayed
      return this.settled(child, owner)
    }
    this.isPlayed = this.playedBefore
    const id = child.id ?? (child instanceof CompoundTask ? -1 : 'None')
    throw new Error(
      `Parent Task -1 does not have pending sub-task with ID ${id}.This most likely means that Task ${id} completed twice.`,
    )
  }

  /** `owner` is missing for children that had ended before this was made. */
  protected abstract settled(child: Task, owner: TaskOwner | undefined): Outcome

  protected expect(child: Task): void {
    child.parent = this
    this.pending.add(child)
  }

  /** To be called once, when all fields are there. */
  protected takeEnded(): void {
    for (const child of this.children) {
      if (!child.hasResult) continue
      this.isPlayed = child.isPlayed
      const outcome = this.childSettled(child)
      if (!outcome) continue
      this.state = outcome.state
      this.result = outcome.value
    }
  }
}

/** `task_all`: what it is worth is put together in Python, from its children. */
export class PythonAll extends CountingTask {
  /** The child whose failure it fails with. */
  failed: Task | undefined = undefined

  constructor(children: Task[]) {
    super(children, { type: 'WhenAll', actions: notYetAsked(children) })
    this.takeEnded()
  }

  protected override settled(child: Task): Outcome {
    if (child.state === 'completed') return this.isLast ? { state: 'completed', value: undefined } : undefined
    if (this.failed) return undefined
    this.failed = child
    return { state: 'failed', value: child.result }
  }
}

/** `task_any`. */
export class PythonAny extends CountingTask {
  constructor(children: Task[]) {
    super(children, { type: 'WhenAny', actions: notYetAsked(children) })
    this.takeEnded()
  }

  protected override settled(child: Task): Outcome {
    return this.state === 'running' ? { state: 'completed', value: child } : undefined
  }
}

/** A call with retries: an attempt, a back-off timer after each that failed, the last one too (rule Y1). Rule P8. */
export class PythonRetry extends CountingTask {
  private attempts = 1
  private waitsForTimer = false
  private lastError: unknown = undefined
  private readonly policy: RetryPolicy

  constructor(call: Asked, policy: RetryPolicy) {
    super([new Task(call)], { type: 'WhenAll', actions: [call] })
    this.policy = policy
  }

  protected override settled(child: Task, owner: TaskOwner): Outcome {
    if (!this.waitsForTimer) return this.attemptSettled(child, owner)
    this.waitsForTimer = false
    if (this.attempts >= this.policy.maxNumberOfAttempts) {
      this.waitsForTimer = true
      return { state: 'failed', value: this.lastError }
    }
    this.open(owner)
    this.attempts++
    return undefined
  }

  private attemptSettled(attempt: Task, owner: TaskOwner): Outcome {
    if (attempt.state === 'completed') return this.isLast ? { state: 'completed', value: attempt.result } : undefined
    this.open(owner)
    this.waitsForTimer = true // only now: rule Y2
    this.lastError = attempt.result
    return undefined
  }

  /** What comes after the first attempt is no child: whether it was asked for is the first one's matter. */
  private open(owner: TaskOwner): void {
    const next = new Task(undefined)
    this.expect(next)
    owner.track(next)
  }
}

type EntityCall = Extract<Asked, { operation: string }>

/** A call of an entity: what completes it is the entity's answer, whose result is JSON text once more. */
export class PythonEntityCall extends Task {
  constructor(asked: EntityCall) {
    super(asked)
  }

  override settle(state: 'completed' | 'failed', value: unknown, owner: TaskOwner): void {
    if (state === 'failed') return super.settle(state, value, owner)
    const { result, hasFailed } = answerIn(value)
    super.settle(hasFailed ? 'failed' : 'completed', hasFailed ? new EntityFailure(result) : result, owner)
  }
}

/** Throws what Python's SDK raises for an event that is no entity's answer. */
function answerIn(text: unknown): { readonly result: string; readonly hasFailed: boolean } {
  const answer: unknown = typeof text === 'string' ? JSON.parse(text) : null
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    throw new SdkFailure('AttributeError', `'${pythonType(answer)}' object has no attribute 'keys'`)
  if (!('result' in answer)) throw new SdkFailure('KeyError', "'result'")
  const { result } = answer
  if (typeof result !== 'string')
    throw new SdkFailure('TypeError', `the JSON object must be str, bytes or bytearray, not ${pythonType(result)}`)
  return { result, hasFailed: 'exceptionType' in answer }
}

function pythonType(value: unknown): string {
  if (value === null) return 'NoneType'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return { string: 'str', boolean: 'bool' }[typeof value as string] ?? 'dict'
}

/** What an operation failed with, as JSON text. */
export class EntityFailure {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** Rule P9: `yield None`. It waits; when an event would have the code go on, the SDK fails. */
export class NoTask extends Task {
  private looks = 0

  constructor() {
    super(undefined)
    this.id = -1
    this.isScheduled = true
  }

  /** The engine looks once to see that it waits; the next time is when an event has come. */
  override get hasResult(): boolean {
    if (this.looks++ === 0) return false
    throw new SdkFailure('AttributeError', "'NoneType' object has no attribute 'is_played'")
  }
}

/** The real SDK would fail itself, with no answer for the host. */
export class SdkFailure extends Error {
  readonly pythonType: string

  constructor(pythonType: string, message: string) {
    super(message)
    this.pythonType = pythonType
  }
}

function notYetAsked(children: readonly Task[]): Asked[] {
  return children.flatMap((child) => (child.asked && !isAllScheduled(child) ? [child.asked] : []))
}
