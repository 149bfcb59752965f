import type { Action, DurableHttpCall, RetryPolicy } from '#durable/action.ts'
import { HTTP_ACTIVITY, httpInput, pollAfter } from '#durable/durable-http.ts'
import { isEntityId } from '#durable/entity.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent, Scheduled } from '#durable/history-event.ts'
import type { JsonText } from '#base/json.ts'
import { retryDelay } from '#durable/retry.ts'
import { EntityRequests } from './entity-requests.ts'
import { ExternalEvents } from './external-events.ts'
import { type Ended, ScheduledWork } from './scheduled-work.ts'

/** What the walk must know of the app and the instance. */
export interface WalkFacts {
  readonly instanceId: string
  readonly executionId: string
  readonly parentInstanceId: string | null
  /** What is said of a function that the app does not have; `undefined` when it has it. */
  readonly unknown: (kind: 'activity' | 'orchestrator', name: string) => string | undefined
  /** The version of children that ask for none. */
  readonly defaultVersion: string | null
  /** `maxOrchestrationActions` of host.json. */
  readonly maxActions: number
}

const DAY = 86_400_000
/** The extension's defaults: a timer beyond 6 days is made of segments of 3. */
const LONG_TIMER = { maximum: 6 * DAY, interval: 3 * DAY }

/** Something the walk waits for. Calls back once, when it is resolved: a failure resolves it too. */
type Resolved = () => void

/**
 * The host's side of replay: walks the list of actions in order, one unresolved action blocks all behind it, errors are
 * swallowed (the code has seen them already), and turns them into history. Rules W of `RULES.md`, as the extension's
 * out-of-process shim does.
 *
 * It lives as long as the execution: each episode pushes what the code newly asks for and delivers the new events.
 * Built anew from a whole history it arrives at the same state, and on the way holds history against the actions.
 */
export class ActionWalk {
  readonly work: ScheduledWork
  /** Calls that were refused, and why. */
  readonly refusals: { readonly cause: string; readonly message: string }[] = []
  /** Where `continueAsNew` was reached: its input. */
  nextInput: { readonly input: JsonText | null } | undefined
  /** External events that came after that: they belong to the next execution. Rule W9. */
  readonly carriedOver: Extract<HistoryEvent, { type: 'EventRaised' }>[] = []
  isSuspended = false

  private readonly facts: WalkFacts
  private readonly events = new ExternalEvents()
  private readonly entities: EntityRequests
  private readonly actions: Action[] = []
  /** The code has ended: its list of actions grows no more. */
  private isOver = false
  private position = 0
  private blocked = true
  private now = 0 as EpochMs
  private invoked = 0
  private held: HistoryEvent[] = []

  constructor(facts: WalkFacts, work = new ScheduledWork()) {
    this.facts = facts
    this.work = work
    this.entities = new EntityRequests(facts)
  }

  get actionCount(): number {
    return this.actions.length
  }

  /** All actions are resolved: only now does the code's own outcome count. */
  get atEnd(): boolean {
    return !this.blocked && this.position === this.actions.length
  }

  /** Appends what the code newly asks for; `isOver` when it asks for no more. Nothing moves before the next event. */
  push(actions: readonly Action[], isOver: boolean): void {
    for (const action of actions) this.actions.push(action)
    this.isOver = isOver
  }

  /** Takes one event of history, in order. Throws a `NonDeterminismError` when history scheduled something else. */
  deliver(event: HistoryEvent): void {
    if (event.type === 'OrchestratorStarted') this.now = Math.max(this.now, event.at) as EpochMs
    else if (event.type === 'ExecutionResumed') this.resume()
    else if (event.type === 'ExecutionSuspended') this.suspend()
    else if (this.isSuspended) this.held.push(event)
    else this.take(event)
  }

  /** Rule S1: nothing moves while suspended; what comes is held, in order. */
  private suspend(): void {
    if (!this.isSuspended) this.work.suspend()
    this.isSuspended = true
  }

  private resume(): void {
    this.isSuspended = false
    this.work.resume()
    const { held } = this
    this.held = []
    for (const event of held) this.take(event)
  }

  private take(event: HistoryEvent): void {
    switch (event.type) {
      case 'ExecutionStarted':
        this.blocked = false
        break
      case 'TaskScheduled':
      case 'TimerCreated':
      case 'SubOrchestrationInstanceCreated':
      case 'EventSent':
        this.work.confirm(event)
        break
      case 'TaskCompleted':
      case 'TaskFailed':
      case 'SubOrchestrationInstanceCompleted':
      case 'SubOrchestrationInstanceFailed':
        this.work.complete(event.taskScheduledId, event)
        break
      case 'TimerFired':
        this.work.complete(event.timerId, event)
        break
      case 'EventRaised':
        if (this.nextInput) this.carriedOver.push(event)
        else this.events.raise(event.name)
        break
      default: // nothing else moves the walk
        break
    }
    if (!this.blocked) this.advance()
  }

  private advance(): void {
    while (!this.blocked && this.position < this.actions.length) {
      const action = this.actions[this.position++] as Action
      let isResolved = false
      this.invoke(action, () => {
        isResolved = true
        this.blocked = false
      })
      this.blocked = !isResolved
    }
    if (this.atEnd && this.isOver) this.release() // rule E7
  }

  private invoke(action: Action, resolved: Resolved): void {
    switch (action.type) {
      case 'CallActivity':
      case 'CallSubOrchestrator':
        if (this.mayCall(action)) this.schedule(action, resolved)
        else resolved()
        return
      case 'CallActivityWithRetry':
      case 'CallSubOrchestratorWithRetry':
        if (this.mayCall(action)) this.attempt(action, 1, this.now, resolved)
        else resolved()
        return
      case 'CreateTimer':
        if (!this.mayAct()) resolved()
        else if (action.isCanceled) this.createCancelled(action.fireAt, resolved)
        else this.createTimer(action.fireAt, resolved)
        return
      case 'WaitForExternalEvent':
        this.events.waitFor(action.name, resolved)
        return
      case 'CallEntity':
      case 'SignalEntity':
        if (this.mayAct()) this.request(action, resolved)
        else resolved()
        return
      case 'LockEntities':
        this.lock(action, resolved)
        return
      case 'ReleaseEntities':
        this.release()
        resolved()
        return
      case 'CallHttp':
        if (this.mayAct()) this.callHttp(action.request, resolved)
        else resolved()
        return
      case 'WhenAll':
        this.invokeAll(action.actions, action.actions.length, resolved)
        return
      case 'WhenAny':
        this.invokeAll(action.actions, 1, resolved)
        return
      case 'ContinueAsNew':
        this.nextInput = { input: action.input }
        resolved()
    }
  }

  /** Rule W2: all children run first, so their ids are given depth first; then it waits for so many of them. */
  private invokeAll(actions: readonly Action[], needed: number, resolved: Resolved): void {
    let missing = needed
    for (const action of actions)
      this.invoke(action, () => {
        if (--missing === 0) resolved()
      })
  }

  private schedule(action: CallAction, ended: Ended): void {
    const id = this.work.nextId++
    this.work.wait(this.scheduledEvent(id, action), ended)
  }

  /** Rule W4: after every failed attempt a timer, the last one too. */
  private attempt(action: RetriedAction, attempt: number, firstAt: EpochMs, resolved: Resolved): void {
    this.schedule(action, (event) => {
      if (event.type === 'TaskCompleted' || event.type === 'SubOrchestrationInstanceCompleted') return resolved()
      const delay = retryDelay(action.retry, attempt, this.now - firstAt)
      if (delay === undefined) return this.note('retry-timeout', RETRY_TIMEOUT)
      this.waitUntil((this.now + delay) as EpochMs, () => {
        if (attempt < action.retry.maxNumberOfAttempts) this.attempt(action, attempt + 1, firstAt, resolved)
        else resolved()
      })
    })
  }

  /** Rule W12: beyond the maximum it is a chain of segments, until the time has come: also when one fired late. */
  private createTimer(fireAt: EpochMs, resolved: Resolved): void {
    const isLong = fireAt - this.now > LONG_TIMER.maximum
    const goOn = () => (this.now < fireAt ? this.createTimer(fireAt, resolved) : resolved())
    this.waitUntil(isLong ? ((this.now + LONG_TIMER.interval) as EpochMs) : fireAt, isLong ? goOn : resolved)
  }

  private waitUntil(fireAt: EpochMs, resolved: Resolved): void {
    const id = this.work.nextId++
    this.work.openTimers.add(id)
    this.work.wait({ type: 'TimerCreated', id, fireAt, at: this.now }, resolved)
  }

  /** Rule W12: a cancelled timer is created all the same, and forgotten at once: its id is taken. */
  private createCancelled(fireAt: EpochMs, resolved: Resolved): void {
    this.work.note(this.timerEvent(this.work.nextId++, fireAt))
    resolved()
  }

  private timerEvent(id: number, fireAt: EpochMs): Scheduled {
    const isLong = fireAt - this.now > LONG_TIMER.maximum
    const next = isLong ? ((this.now + LONG_TIMER.interval) as EpochMs) : fireAt
    return { type: 'TimerCreated', id, fireAt: next, at: this.now }
  }

  private request(action: Extract<Action, { type: 'CallEntity' | 'SignalEntity' }>, resolved: Resolved): void {
    const { sent, answer } = this.entities.operation(action, this.work.nextId++, this.now)
    this.work.note(sent)
    if (action.type === 'SignalEntity') resolved()
    else this.events.waitFor(answer, resolved)
  }

  private lock(action: Extract<Action, { type: 'LockEntities' }>, resolved: Resolved): void {
    const sent = this.entities.lock(action, this.work.nextId++, this.now)
    if (sent) this.work.note(sent)
    this.events.waitFor(action.lockRequestId, () => {
      this.entities.acquired(action)
      resolved()
    })
  }

  private release(): void {
    for (const sent of this.entities.release(() => this.work.nextId++, this.now)) this.work.note(sent)
  }

  /** Rule W10: a 202 with a `Location` is asked again after its `Retry-After`, a timer and a call each time. */
  private callHttp(request: DurableHttpCall, resolved: Resolved): void {
    const id = this.work.nextId++
    const event: Scheduled = { type: 'TaskScheduled', id, name: HTTP_ACTIVITY, input: httpInput(request), at: this.now }
    this.work.wait(event, (ended) => {
      const poll = ended.type === 'TaskCompleted' ? pollAfter(request, ended.result) : undefined
      if (poll)
        this.createTimer((this.now + poll.delay) as EpochMs, () => {
          if (this.mayAct()) this.callHttp(poll.next, resolved)
          else resolved()
        })
      else resolved()
    })
  }

  private scheduledEvent(id: number, action: CallAction): Scheduled {
    const { name, input } = action
    if (action.type === 'CallActivity' || action.type === 'CallActivityWithRetry')
      return { type: 'TaskScheduled', id, name, input, at: this.now }
    const instanceId = action.instanceId ?? `${this.facts.executionId}:${id}`
    const version = action.version ?? this.facts.defaultVersion
    const more = version === null ? {} : { version }
    return { type: 'SubOrchestrationInstanceCreated', id, name, instanceId, input, at: this.now, ...more }
  }

  /** Rule W7: the error of a call that is refused lands in a task nobody looks at, so the code waits for ever. */
  private mayCall(action: CallAction): boolean {
    const kind = action.type.startsWith('CallActivity') ? 'activity' : 'orchestrator'
    const unknown = this.facts.unknown(kind, action.name)
    if (unknown !== undefined) return this.refuse(`unknown-${kind}`, unknown)
    const childId = 'instanceId' in action ? action.instanceId : undefined
    if (childId !== undefined && isOwn(childId, this.facts)) return this.refuse('child-id', OWN_ID)
    if (childId !== undefined && isEntityId(childId)) return this.refuse('child-id', ENTITY_ID)
    return this.mayAct()
  }

  /** Rule W11. */
  private mayAct(): boolean {
    const { maxActions } = this.facts
    if (this.invoked++ < maxActions) return true
    return this.refuse(
      'too-many-actions',
      `Maximum amount of orchestration actions (${maxActions}) has been reached. This value can be configured in host.json file as MaxOrchestrationActions.`,
    )
  }

  private refuse(cause: string, message: string): false {
    this.note(cause, `${message} The error lands where nobody looks, so the code waits for ever: on Azure too.`)
    return false
  }

  private note(cause: string, message: string): void {
    if (!this.refusals.some((each) => each.message === message)) this.refusals.push({ cause, message })
  }
}

type CallAction = Extract<
  Action,
  { type: 'CallActivity' | 'CallActivityWithRetry' | 'CallSubOrchestrator' | 'CallSubOrchestratorWithRetry' }
>
type RetriedAction = Extract<CallAction, { retry: RetryPolicy }>

function isOwn(childId: string, { instanceId, parentInstanceId }: WalkFacts): boolean {
  const id = childId.toLowerCase()
  return id === instanceId.toLowerCase() || id === parentInstanceId?.toLowerCase()
}

const OWN_ID =
  'The instance ID of a sub-orchestration must be different than the instance ID of a parent orchestration.'
const ENTITY_ID = 'Orchestration instance ids must not start with @'
const RETRY_TIMEOUT =
  'The retry time-out ended the attempts before their number was reached. durable-functions waits for one more back-off timer then, so this call never ends: on Azure too.'
