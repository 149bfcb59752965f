import type { JsonText } from '#base/json.ts'
import type { CompletionEvent, FailureDetails, HistoryEvent } from '#durable/history-event.ts'
import type { Awaited } from '#durable/trace.ts'
import type { Asked } from './asked.ts'
import { resumeWith, taskYielded, throwInto } from './coroutine.ts'
import type { Dialect } from './dialect.ts'
import { waitsForAnswer } from './entity-tasks.ts'
import { OpenTasks } from './open-tasks.ts'
import { asksAgain, isAllScheduled, markScheduled } from './scheduled.ts'
import { CompoundTask, type LongTimerRule, Task, type TaskOwner } from './task.ts'
import { type LineProbe, YieldNotes } from './yield-notes.ts'

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
  sequenceNumber = 0
  isReplaying = false
  output: unknown = undefined
  returned = false
  continuedAsNew = false
  /**
   * Whether host and code may have lost step for good, so that equal counts say nothing: the code asked for something
   * twice (rule C5), or a task was completed by what was not meant for it (rules E2, E3).
   */
  isOutOfStep = false
  /** What the code threw. `throw undefined` is nothing thrown: rule F3. */
  exception: unknown = undefined
  readonly longTimer: LongTimerRule
  /** What the trace will tell. */
  readonly notes: YieldNotes

  private readonly options: ExecutionOptions
  private coroutine: unknown
  private current: Task
  private readonly tasks: OpenTasks
  private utc: number
  private utcDate: Date | undefined = undefined
  private eventIsReplayed = false
  private hasCancelled = false

  constructor(options: ExecutionOptions, startedAt: number) {
    this.options = options
    this.utc = startedAt
    this.longTimer = options.longTimer
    this.notes = new YieldNotes(options.probe)
    this.tasks = new OpenTasks(options.dialect)
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
    return this.isDone ? undefined : this.notes.awaited(this.current)
  }

  /** External events that came and for which no code has waited yet, by name. */
  unclaimedEvents(): string[] {
    return this.tasks.unclaimedEvents()
  }

  /** Rule I1: ids are given at the yield, in order, and a compound's children get theirs depth first. */
  track(task: Task): void {
    if (this.options.dialect.openedTwice && isAllScheduled(task)) return
    if (task instanceof CompoundTask) {
      for (const child of task.children) this.track(child)
      return
    }
    this.open(task)
    const early = this.tasks.takeEarly(task.id as number | string)
    if (!early) return
    this.isOutOfStep ||= typeof task.id === 'number'
    this.complete(early.event, early.isReplayed)
  }

  private open(task: Task): void {
    const isNew = !this.eventIsReplayed
    if (task.id === undefined) {
      task.id = this.sequenceNumber++
      this.tasks.open(task.id, task)
      this.notes.opensTask(task.id, isNew)
    } else if (task.asked?.type === 'WaitForExternalEvent') {
      this.tasks.waitFor(task.id, task)
      if (isNew) this.notes.opensEvent(task.asked.name)
    } else if (this.options.dialect.openedTwice) this.tasks.openAgain(task.id, task)
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
        this.tasks.rename(event.id, event.input)
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
    const task = this.tasks.completedBy(event, isReplayed)
    if (task) this.settle(task, event, isReplayed)
  }

  private settle(task: Task, event: CompletionEvent, isReplayed: boolean): void {
    if (task.hasResult && event.type === 'EventRaised' && !isReplayed) this.notes.swallows(event.name)
    if (event.type === 'EventRaised' && typeof task.id === 'number') this.isOutOfStep ||= !waitsForAnswer(task)
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

  /** Runs the code from yield to yield while what it yields is already complete: a loop, so any number of them is fine. */
  private resume(): void {
    while (this.current.hasResult) {
      const next = this.step()
      if (next === undefined) return
      this.current = next
      if (!this.eventIsReplayed) this.notes.reach()
      if (this.options.dialect.asks === 'when it waits') this.askIfItWaits(next)
      else if (!next.hasResult) this.ask(next)
      this.notes.note(next, this.eventIsReplayed)
    }
  }

  /** One stretch of the person's code, up to its next yield. `undefined`: it returned, or threw. */
  private step(): Task | undefined {
    const { current, options } = this
    this.isReplaying = (options.dialect.isReplaying === 'by position' && this.eventIsReplayed) || current.isPlayed
    this.notes.leave()
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
      this.isOutOfStep ||= asksAgain(task)
      markScheduled(task)
      if (!this.continuedAsNew && task.asked) this.asked.push(task.asked)
    }
    this.track(task)
  }

  /** Rule P4: opened first, and asked for if nothing completed it then. */
  private askIfItWaits(task: Task): void {
    if (isAllScheduled(task)) return
    const { sequenceNumber } = this
    try {
      this.track(task)
    } catch (thrown) {
      this.exception = thrown
    }
    if (task.hasResult) {
      if (this.sequenceNumber > sequenceNumber) this.notes.skips()
      return
    }
    if (!this.continuedAsNew && task.asked) this.asked.push(task.asked)
    markScheduled(task)
  }
}

const NULL = 'null' as JsonText
