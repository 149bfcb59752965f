import type { Asked } from './asked.ts'
import { taskJson } from './task-json.ts'

/** What a task may need of the execution it belongs to. */
export interface TaskOwner {
  /** The replayed "now". */
  readonly utcNow: number
  readonly longTimer: LongTimerRule
  /** Gives a task its sequence number and waits for what completes it. */
  track(task: Task): void
  /** A timer that may have been asked for is cancelled: its action has changed. */
  timerCancelled(): void
}

/** Timers longer than `maximum` are made of segments of `interval`, both in milliseconds. Rule T3. */
export interface LongTimerRule {
  readonly maximum: number
  readonly interval: number
}

/**
 * Something an orchestrator can yield: a promise of a value that history will hold.
 * `id` is the sequence number given when it is first yielded, or the name for an external event.
 */
export class Task {
  state: 'running' | 'completed' | 'failed' = 'running'
  result: unknown = undefined
  id: number | string | undefined = undefined
  parent: CompoundTask | undefined = undefined
  /** Whether the event that completed it belongs to an earlier episode. */
  isPlayed = false
  isScheduled = false
  readonly asked: Asked | undefined

  constructor(asked: Asked | undefined) {
    this.asked = asked
  }

  get isCompleted(): boolean {
    return this.state === 'completed'
  }

  get isFaulted(): boolean {
    return this.state === 'failed'
  }

  get hasResult(): boolean {
    return this.state !== 'running'
  }

  /** A task that code returns or hands on instead of its result: as the real one looks then. */
  toJSON(): object {
    return taskJson(this)
  }

  /** Takes its outcome and passes it up: a loop and not a recursion, however deep compounds nest. */
  settle(state: 'completed' | 'failed', value: unknown, owner: TaskOwner): void {
    this.state = state
    this.result = value
    if (this.parent) passUp(this.parent, this, owner)
  }
}

function passUp(to: CompoundTask, from: Task, owner: TaskOwner): void {
  let child = from
  let parent: CompoundTask | undefined = to
  while (parent) {
    parent.isPlayed = child.isPlayed
    const outcome: Outcome = parent.childSettled(child, owner)
    if (outcome === undefined) return
    parent.state = outcome.state
    parent.result = outcome.value
    child = parent
    parent = child.parent
  }
}

/** How a compound ends, or `undefined` while it goes on. */
export type Outcome = { readonly state: 'completed' | 'failed'; readonly value: unknown } | undefined

/**
 * A task made of others. A child knows one parent only, the compound built last around it:
 * rule C4, as durable-functions does (a compound of completed children never completes).
 */
export abstract class CompoundTask extends Task {
  readonly children: Task[]

  constructor(children: Task[], asked: Asked) {
    super(asked)
    if (children.length === 0 && !this.mayBeEmpty) throw new Error(NO_CHILDREN)
    this.children = children
    for (const child of children) child.parent = this
  }

  /** Rules C3, P6: whether it can be made of nothing. */
  protected get mayBeEmpty(): boolean {
    return false
  }

  /** A child has settled: does that settle this task? */
  abstract childSettled(child: Task, owner: TaskOwner): Outcome

  protected adopt(child: Task, owner: TaskOwner): void {
    child.parent = this
    this.children.push(child)
    owner.track(child)
  }
}

const NO_CHILDREN =
  'When constructing a CompoundTask (such as Task.all() or Task.any()), you must specify at least one Task.'

/** Rule C1: results in the order of the children; the first failure fails it at once. */
export class WhenAllTask extends CompoundTask {
  /** All children before it had completed when it was moved there, so a fan-out of n costs n, not n². */
  private done = 0
  private hasFailed = false

  override childSettled(child: Task, _owner: TaskOwner): Outcome {
    if (child.state === 'failed') {
      if (this.hasFailed) return undefined
      this.hasFailed = true
      return { state: 'failed', value: child.result }
    }
    while (this.children[this.done]?.state === 'completed') this.done++
    if (this.done < this.children.length || !this.children.every(isCompleted)) return undefined
    return { state: 'completed', value: this.children.map((each) => each.result) }
  }
}

/** Looked at once more at the end: the list is the code's own (rule C6), and code may have changed it meanwhile. */
const isCompleted = (task: Task) => task.state === 'completed'

/** Rule C2: resolves with the child that settled first, also when that child failed. */
export class WhenAnyTask extends CompoundTask {
  override childSettled(child: Task): Outcome {
    return this.state === 'running' ? { state: 'completed', value: child } : undefined
  }
}
