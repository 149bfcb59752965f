import type { JsonText } from '#base/json.ts'
import type { CompletionEvent, FailureDetails, HistoryEvent } from '#durable/history-event.ts'
import type { Awaited, CodeLine, FirstYield } from '#durable/trace.ts'
import type { Dialect } from './dialect.ts'
import { awaitedOf } from './awaited.ts'
import { resumeWith, taskYielded, throwInto } from './coroutine.ts'
import { waitsForAnswer } from './entity-tasks.ts'
import type { Asked } from './asked.ts'
import { CompoundTask, type LongTimerRule, Task, type TaskOwner } from './task.ts'

/** Where the person's code is: written by the probe that `compile` puts at each yield. */
export interface LineProbe {
  at: CodeLine | undefined
}

export interface ExecutionOptions {
  readonly dialect: Dialect
  readonly longTimer: LongTimerRule
  /** What a `FailureDetails` in history becomes in the code, when the language has a class for it. */
  readonly failureFrom?: (details: FailureDetails, taskName: string | undefined, taskId: number | undefined) => unknown
  readonly probe?: LineProbe
}

/**
 * One execution of an orchestrator's code against its history: the heart of replay.
 *
 * Feed it events in order; it resumes the code as its tasks complete and collects what the code asks for.
 * It reads no clock, does no work and knows no host, so the same events always give the same answer.
 * Rules R, I, C, T, Y, E of `RULES.md`; all of them as TaskOrchestrationExecutor of durable-functions 3.5 behaves.
 */
export class Execution implements TaskOwner {
  readonly asked: Asked[] = []
  /** Yields answered from history, before anything new happened. */
  replayedYields = 0
  sequenceNumber = 0
  isReplaying = false
  output: unknown = undefined
  returned = false
  continuedAsNew = false
  /** Whether the code has asked for something twice: the host's count runs ahead of the code's from there on (rule C5). */
  asksAgain = false
  /** What the code threw. `throw undefined` is nothing thrown: rule F3. */
  exception: unknown = undefined
  readonly longTimer: LongTimerRule

  private readonly options: ExecutionOptions
  private coroutine: unknown
  private current: Task
  private currentAt: CodeLine | undefined
  /** By sequence number: these are dense and many, so a list. What waits under a name stands in the maps. */
  private readonly openTasks: (Task | undefined)[] = []
  private readonly renamedTasks = new Map<number | string, Task>()
  private readonly openEvents = new Map<number | string, Task[]>()
  private readonly early = new Map<number | string, EarlyEvent[]>()
  private yields = 0
  private utc: number
  private utcDate: Date | undefined = undefined
  private eventIsReplayed = false
  private newIds: number[] = []
  private firstYields: FirstYield[] = []
  private newWaits: string[] = []
  private swallowedEvents: string[] = []
  private hasCancelled = false

  constructor(options: ExecutionOptions, startedAt: number) {
    this.options = options
    this.utc = startedAt
    this.longTimer = options.longTimer
    this.current = new Task(undefined) // code starts as if it had waited for something that is done
    this.current.state = 'completed'
  }

  /** The replayed "now" in epoch milliseconds: the time of the last `OrchestratorStarted`, and it never goes back (rule T1). */
  get utcNow(): number {
    return this.utcDate === undefined ? this.utc : this.utcDate.getTime()
  }

  /** The same as the code's own object: as in the real SDK, code that changes it changes the time (rule T5). */
  get currentUtcDateTime(): Date {
    this.utcDate ??= new Date(this.utc)
    return this.utcDate
  }

  set currentUtcDateTime(date: Date) {
    this.utcDate = date
  }

  /** What the failed operation of an entity becomes in this language. */
  get entityError(): (result: unknown) => unknown {
    return this.options.dialect.entityError
  }

  get isDone(): boolean {
    return this.returned || this.continuedAsNew || this.exception !== undefined
  }

  /** The code to drive, started but not yet run. Call once, before the first event. */
  begin(coroutine: unknown): void {
    this.coroutine = coroutine
  }

  /** Takes the events `[from, …)` in order, until the code is done. Those before the last `OrchestratorStarted` are replayed. */
  process(events: readonly HistoryEvent[], from = 0): void {
    const fresh = events.findLastIndex((event) => event.type === 'OrchestratorStarted')
    if (from === 0 && this.options.dialect.isReplaying === 'by task') this.current.isPlayed = fresh > 1 // rule P1
    for (let i = from; i < events.length && !this.isDone; i++) {
      this.eventIsReplayed = i < fresh
      this.take(events[i] as HistoryEvent)
    }
  }

  /** The yields reached first since this was last asked. */
  takeFirstYields(): readonly FirstYield[] {
    const yields = this.firstYields
    this.firstYields = []
    return yields
  }

  timerCancelled(): void {
    this.hasCancelled = true
  }

  /** Whether a timer was cancelled since this was last asked. */
  takeCancelled(): boolean {
    const { hasCancelled } = this
    this.hasCancelled = false
    return hasCancelled
  }

  /** Whether the code runs on events of earlier episodes, whose outcome is known. */
  get isPast(): boolean {
    return this.eventIsReplayed
  }

  /** What the code waits for now; `undefined` when it is done. */
  awaited(): Awaited | undefined {
    return this.isDone ? undefined : awaitedOf(this.current, this.currentAt)
  }

  /** External events that came and for which no code has waited yet, by name. */
  unclaimedEvents(): string[] {
    return [...this.early.values()].flatMap((queue) =>
      queue.flatMap(({ event, isTaken }) => ('name' in event && !isTaken ? [event.name] : [])),
    )
  }

  /** External events of this episode that a leftover waiter took (rule E4): nobody will ever see them. */
  takeSwallowedEvents(): readonly string[] {
    const swallowed = this.swallowedEvents
    this.swallowedEvents = []
    return swallowed
  }

  /** Rule I1: ids are given at the yield, in order, and a compound's children get theirs depth first. */
  track(task: Task): void {
    if (this.options.dialect.openedTwice && isAllScheduled(task)) return
    if (task instanceof CompoundTask) {
      for (const child of task.children) this.track(child)
      return
    }
    if (task.id === undefined) {
      task.id = this.sequenceNumber++
      this.openTasks[task.id] = task
      if (!this.eventIsReplayed) this.newIds.push(task.id)
    } else if (task.asked?.type === 'WaitForExternalEvent') {
      this.waitFor(task.id, task)
      if (!this.eventIsReplayed) this.newWaits.push(task.asked.name)
    } else if (this.options.dialect.openedTwice) this.openAgain(task, task.id)
    if (this.early.size > 0) this.takeEarly(task.id)
  }

  /** An action that is no task: it blocks nothing, and takes `ids` sequence numbers. Dropped after `continueAsNew` (rule N2). */
  fireAndForget(asked: Asked, ids: number): void {
    if (this.continuedAsNew) return
    this.asked.push(asked)
    this.sequenceNumber += ids
  }

  continueAsNew(input: unknown): void {
    if (!this.continuedAsNew) this.asked.push({ type: 'ContinueAsNew', input })
    this.continuedAsNew = true
  }

  private take(event: HistoryEvent): void {
    switch (event.type) {
      case 'OrchestratorStarted':
        this.goTo(event.at)
        break
      case 'ExecutionStarted':
        this.resume()
        break
      case 'EventSent':
        this.renameEntityCall(event.id, event.input)
        break
      case 'TaskCompleted':
      case 'TaskFailed':
      case 'SubOrchestrationInstanceCompleted':
      case 'SubOrchestrationInstanceFailed':
      case 'TimerFired':
      case 'EventRaised':
        this.complete(event, this.eventIsReplayed)
        this.resume()
        break
      case 'TaskScheduled':
      case 'SubOrchestrationInstanceCreated':
      case 'TimerCreated':
      case 'OrchestratorCompleted':
      case 'ExecutionSuspended':
      case 'ExecutionResumed':
      case 'ExecutionTerminated':
      case 'ExecutionRewound':
      case 'ExecutionCompleted':
      case 'GenericEvent':
        break // the host's own bookkeeping: rule R4
    }
  }

  private goTo(at: number): void {
    if (!(at > this.utcNow)) return
    this.utc = at
    this.utcDate = undefined
  }

  private complete(event: CompletionEvent, isReplayed: boolean): void {
    const key = this.keyOf(event)
    const task = this.opened(key)
    if (task === undefined) this.keepEarly(key, { event, isReplayed })
    else this.settle(task, event, isReplayed)
  }

  /** Rule E1: a task by its id, else the waiter that came last. */
  private opened(key: number | string): Task | undefined {
    if (typeof key === 'string') return this.openedByName(key)
    const task = this.openTasks[key]
    if (task === undefined) return this.openedByName(key)
    this.openTasks[key] = undefined
    return task
  }

  private openedByName(key: number | string): Task | undefined {
    const renamed = this.renamedTasks.get(key)
    if (renamed !== undefined) {
      this.renamedTasks.delete(key)
      return renamed
    }
    const waiters = this.openEvents.get(key)
    const last = waiters?.pop()
    if (waiters?.length === 0) this.openEvents.delete(key)
    return last
  }

  private waitFor(name: number | string, task: Task): void {
    const key = this.nameKey(name)
    const waiters = this.openEvents.get(key)
    if (waiters) waiters.push(task)
    else this.openEvents.set(key, [task])
  }

  /** Rule P5: a second waiter for an id is one as for a name, unless the task itself is still open. */
  private openAgain(task: Task, id: number | string): void {
    if (typeof id === 'number' && this.openTasks[id]) throw this.options.dialect.openedTwice?.(task.asked?.type)
    this.waitFor(id, task)
  }

  /** Rules E2, P2: a completion whose task is not open yet waits for it, first come first served. */
  private keepEarly(key: number | string, early: EarlyEvent): void {
    const queue = this.early.get(key)
    if (queue && this.options.dialect.early === 'all') queue.push(early)
    else this.early.set(key, [early])
  }

  private takeEarly(id: number | string): void {
    const key = this.nameKey(id)
    const queue = this.early.get(key)
    const first = this.options.dialect.early === 'all' ? queue?.shift() : queue?.[0]
    if (queue?.length === 0) this.early.delete(key)
    if (!first) return
    first.isTaken = true
    this.complete(first.event, first.isReplayed)
  }

  private settle(task: Task, event: CompletionEvent, isReplayed: boolean): void {
    if (task.hasResult && event.type === 'EventRaised' && !isReplayed) this.swallowedEvents.push(event.name)
    task.isPlayed = isReplayed
    switch (event.type) {
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
        task.settle('failed', this.failureOf(task, event), this)
        break
      case 'TimerFired':
        task.settle('completed', undefined, this)
        break
      case 'EventRaised':
        task.settle('completed', event.input ? this.options.dialect.decode(event.input) : undefined, this)
        break
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
        task.settle('completed', this.options.dialect.decode(event.result ?? NULL), this)
    }
  }

  private failureOf(task: Task, event: Extract<CompletionEvent, { reason: string }>): unknown {
    const { failureFrom, dialect } = this.options
    if (event.failureDetails === undefined || failureFrom === undefined)
      return dialect.error(event.reason, event.details)
    const name = task.asked && 'name' in task.asked ? task.asked.name : undefined
    return failureFrom(event.failureDetails, name, typeof task.id === 'number' ? task.id : undefined)
  }

  /** Rule X1: the host has sent the request as a message; what answers it will be named by that message's id. */
  private renameEntityCall(id: number, input: string | null): void {
    const task = this.openTasks[id]
    if (task === undefined || !waitsForAnswer(task)) return
    const request = JSON.parse(input ?? 'null') as { readonly id: unknown }
    const key = this.nameKey(String(request.id))
    this.openTasks[id] = undefined
    if (typeof key === 'number') this.openTasks[key] = task
    else this.renamedTasks.set(key, task)
  }

  /** Runs the code from yield to yield while what it yields is already complete: a loop, so any number of them is fine. */
  private resume(): void {
    while (this.current.hasResult) {
      const next = this.step()
      if (next === undefined) return
      this.current = next
      if (!this.eventIsReplayed) this.newIds = []
      this.newWaits = []
      if (this.options.dialect.asks === 'when it waits') this.askIfItWaits(next)
      else if (!next.hasResult) this.ask(next)
      this.noteYield(next)
    }
  }

  /** One stretch of the person's code, up to its next yield. `undefined`: it returned, or threw. */
  private step(): Task | undefined {
    const { current, options } = this
    this.isReplaying = (options.dialect.isReplaying === 'by position' && this.eventIsReplayed) || current.isPlayed
    if (options.probe) options.probe.at = undefined
    try {
      const step =
        current.state === 'failed'
          ? throwInto(this.coroutine, current.result)
          : resumeWith(this.coroutine, current.result)
      if (!step.done) return taskYielded(step.value)
      this.returned = true
      this.output = step.value
    } catch (thrown) {
      this.exception = thrown
    }
    return undefined
  }

  /** Rules I1, I3: asks for what was not asked for before, and opens it. */
  private ask(task: Task): void {
    if (!task.isScheduled) {
      this.asksAgain ||= asksAgain(task)
      markScheduled(task)
      if (!this.continuedAsNew && task.asked) this.asked.push(task.asked)
    }
    this.track(task)
  }

  /** Rule P4: opened first, and asked for if nothing completed it then. */
  private askIfItWaits(task: Task): void {
    if (isAllScheduled(task)) return
    try {
      this.track(task)
    } catch (thrown) {
      this.exception = thrown
    }
    if (task.hasResult) return
    if (!this.continuedAsNew && task.asked) this.asked.push(task.asked)
    markScheduled(task)
  }

  /** Task ids and event names may share one table, so an event named `"0"` completes the task 0: rules E3, P3. */
  private nameKey(name: number | string): number | string {
    const isId =
      typeof name === 'string' && this.options.dialect.names === 'among ids' && /^(?:0|[1-9]\d{0,8})$/.test(name)
    return isId ? Number(name) : name
  }

  private keyOf(event: CompletionEvent): number | string {
    if (event.type === 'TimerFired') return event.timerId
    return event.type === 'EventRaised' ? this.nameKey(event.name) : event.taskScheduledId
  }

  private noteYield(task: Task): void {
    const index = this.yields++
    const at = (this.currentAt = this.options.probe?.at)
    if (this.eventIsReplayed) {
      this.replayedYields++
      return
    }
    const action = task.asked?.type ?? 'completed'
    const waits = this.newWaits.length > 0 && { waitsFor: this.newWaits }
    const retry = task.asked && 'retry' in task.asked && { mostAttempts: task.asked.retry.maxNumberOfAttempts }
    this.firstYields.push({ index, action, taskIds: this.newIds, ...waits, ...retry, ...(at && { at }) })
  }
}

interface EarlyEvent {
  readonly event: CompletionEvent
  readonly isReplayed: boolean
  isTaken?: boolean
}

const NULL = 'null' as JsonText

/** Whether all that it is made of was asked for: then so was it. */
function isAllScheduled(task: Task): boolean {
  return task instanceof CompoundTask ? task.children.every(isAllScheduled) : task.isScheduled
}

/** Whether the host will do something twice for it, or something that is no child any more: rules C5, C6. */
function asksAgain(task: Task): boolean {
  if (!(task instanceof CompoundTask)) return task.isScheduled
  const { asked, children } = task
  const hasChanged = asked !== undefined && 'actions' in asked && asked.actions.length !== children.length
  return hasChanged || children.some(asksAgain)
}

function markScheduled(task: Task): void {
  task.isScheduled = true
  if (task instanceof CompoundTask) task.children.forEach(markScheduled)
}
