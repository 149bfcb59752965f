import type { Action, RetryPolicy } from '#durable/action.ts'
import type { Diagnosis } from '#durable/instance.ts'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { JsonText } from '#base/json.ts'
import { retryDelay } from '#durable/retry.ts'
import { checkScheduled, type Scheduled } from './determinism.ts'

/** What the walk must know of the app and the instance. */
export interface WalkFacts {
  readonly instanceId: string
  readonly executionId: string
  /** Whether the app has a function of that kind and name. */
  readonly knows: (kind: 'activity' | 'orchestrator', name: string) => boolean
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
  /** How many sequence numbers have been given: in step with the code's own count. */
  nextId = 0
  /** Scheduled work that has not ended: the instance cannot complete before it does. External events do not count. */
  readonly open = new Set<number>()
  readonly openTimers = new Set<number>()
  readonly diagnoses: Diagnosis[] = []
  /** Where `continueAsNew` was reached: its input. */
  nextInput: { readonly input: JsonText | null } | undefined

  private readonly facts: WalkFacts
  private readonly actions: Action[] = []
  private position = 0
  private blocked = true
  private now = 0 as EpochMs
  private readonly unconfirmed = new Map<number, Scheduled>()
  private readonly completions = new Map<number, (event: HistoryEvent) => void>()
  private readonly waiters = new Map<string, Resolved[]>()
  private readonly buffered = new Map<string, number>()

  constructor(facts: WalkFacts) {
    this.facts = facts
  }

  get actionCount(): number {
    return this.actions.length
  }

  /** All actions are resolved: only now does the code's own outcome count. */
  get atEnd(): boolean {
    return !this.blocked && this.position === this.actions.length
  }

  /** Appends what the code newly asks for. Nothing moves before the next event. */
  push(actions: readonly Action[]): void {
    for (const action of actions) this.actions.push(action)
  }

  /** Takes one event of history, in order. Throws a `NonDeterminismError` when history scheduled something else. */
  deliver(event: HistoryEvent): void {
    switch (event.type) {
      case 'OrchestratorStarted':
        this.now = Math.max(this.now, event.at) as EpochMs
        break
      case 'ExecutionStarted':
        this.blocked = false
        this.advance()
        break
      case 'TaskScheduled':
      case 'TimerCreated':
      case 'SubOrchestrationInstanceCreated':
      case 'EventSent':
        checkScheduled(event, this.unconfirmed.get(event.id))
        this.unconfirmed.delete(event.id)
        break
      case 'TaskCompleted':
      case 'TaskFailed':
      case 'SubOrchestrationInstanceCompleted':
      case 'SubOrchestrationInstanceFailed':
        this.complete(event.taskScheduledId, event)
        break
      case 'TimerFired':
        this.complete(event.timerId, event)
        break
      case 'EventRaised':
        this.raise(event.name)
        break
      default: // nothing else moves the walk
        break
    }
    if (!this.blocked) this.advance()
  }

  /** What is scheduled and not in history yet, in the order of its ids; from now on it counts as history. */
  takeScheduled(): Scheduled[] {
    const scheduled = [...this.unconfirmed.values()]
    this.unconfirmed.clear()
    return scheduled
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
  }

  private invoke(action: Action, resolved: Resolved): void {
    switch (action.type) {
      case 'CallActivity':
      case 'CallSubOrchestrator':
        if (this.isKnown(action)) this.schedule(action, resolved)
        else resolved()
        return
      case 'CallActivityWithRetry':
      case 'CallSubOrchestratorWithRetry':
        if (this.isKnown(action)) this.attempt(action, 1, this.now, resolved)
        else resolved()
        return
      case 'CreateTimer':
        if (action.isCanceled) this.createCancelled(action.fireAt, resolved)
        else this.createTimer(action.fireAt, resolved)
        return
      case 'WaitForExternalEvent':
        this.waitFor(action.name.toLowerCase(), resolved)
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
        return
      default:
        this.diagnose(
          `unsupported-action`,
          `${action.type} is not available in this playground yet: it waits for ever here.`,
        )
    }
  }

  /** All children run first, so their ids are given depth first; then it waits for so many of them. */
  private invokeAll(actions: readonly Action[], needed: number, resolved: Resolved): void {
    let missing = needed
    for (const action of actions)
      this.invoke(action, () => {
        if (--missing === 0) resolved()
      })
  }

  private schedule(action: CallAction, ended: (event: HistoryEvent) => void): void {
    const id = this.nextId++
    this.wait(id, this.scheduledEvent(id, action), ended)
  }

  /** Rule W4: after every failed attempt a timer, the last one too. */
  private attempt(action: RetriedAction, attempt: number, firstAt: EpochMs, resolved: Resolved): void {
    this.schedule(action, (event) => {
      if (event.type === 'TaskCompleted' || event.type === 'SubOrchestrationInstanceCompleted') return resolved()
      const delay = retryDelay(action.retry, attempt, this.now - firstAt)
      if (delay === undefined) return this.diagnose('retry-timeout', RETRY_TIMEOUT)
      this.createTimer((this.now + delay) as EpochMs, () => {
        if (attempt < action.retry.maxNumberOfAttempts) this.attempt(action, attempt + 1, firstAt, resolved)
        else resolved()
      })
    })
  }

  private createTimer(fireAt: EpochMs, resolved: Resolved): void {
    const isLong = fireAt - this.now > LONG_TIMER.maximum
    const next = isLong ? ((this.now + LONG_TIMER.interval) as EpochMs) : fireAt
    const id = this.nextId++
    this.openTimers.add(id)
    this.wait(id, { type: 'TimerCreated', id, fireAt: next, at: this.now }, () => {
      this.openTimers.delete(id)
      if (isLong) this.createTimer(fireAt, resolved)
      else resolved()
    })
  }

  /** A cancelled timer is created all the same, and forgotten at once: its id is taken. */
  private createCancelled(fireAt: EpochMs, resolved: Resolved): void {
    const isLong = fireAt - this.now > LONG_TIMER.maximum
    const id = this.nextId++
    const next = isLong ? ((this.now + LONG_TIMER.interval) as EpochMs) : fireAt
    this.unconfirmed.set(id, { type: 'TimerCreated', id, fireAt: next, at: this.now })
    resolved()
  }

  private wait(id: number, scheduled: Scheduled, ended: (event: HistoryEvent) => void): void {
    this.unconfirmed.set(id, scheduled)
    this.open.add(id)
    this.completions.set(id, ended)
  }

  /** Unknown and repeated completions are ignored: rule W5. */
  private complete(id: number, event: HistoryEvent): void {
    const ended = this.completions.get(id)
    this.completions.delete(id)
    this.open.delete(id)
    ended?.(event)
  }

  /** Event names of the host do not mind case, those of the code do: rule W6. */
  private waitFor(name: string, resolved: Resolved): void {
    const early = this.buffered.get(name) ?? 0
    if (early > 0) {
      this.buffered.set(name, early - 1)
      resolved()
      return
    }
    const waiting = this.waiters.get(name)
    if (waiting) waiting.push(resolved)
    else this.waiters.set(name, [resolved])
  }

  private raise(rawName: string): void {
    const name = rawName.toLowerCase()
    const first = this.waiters.get(name)?.shift()
    if (first) first()
    else this.buffered.set(name, (this.buffered.get(name) ?? 0) + 1)
  }

  private scheduledEvent(id: number, action: CallAction): Scheduled {
    const { name, input } = action
    if (action.type === 'CallActivity' || action.type === 'CallActivityWithRetry')
      return { type: 'TaskScheduled', id, name, input, at: this.now }
    const instanceId = action.instanceId ?? `${this.facts.executionId}:${id}`
    const version = action.version === undefined ? {} : { version: action.version }
    return { type: 'SubOrchestrationInstanceCreated', id, name, instanceId, input, at: this.now, ...version }
  }

  /** Rule W7: the error of an unknown function lands in a task nobody looks at, so the code waits for ever. */
  private isKnown(action: CallAction): boolean {
    const kind = action.type.startsWith('CallActivity') ? 'activity' : 'orchestrator'
    if (this.facts.knows(kind, action.name)) return true
    this.diagnose(
      `unknown-${kind}`,
      `The function '${action.name}' doesn't exist, is disabled, or is not an ${kind} function. ` +
        'On Azure this instance would stay Running for ever.',
    )
    return false
  }

  private diagnose(cause: string, message: string): void {
    if (!this.diagnoses.some((each) => each.message === message)) this.diagnoses.push({ cause, message })
  }
}

type CallAction = Extract<
  Action,
  { type: 'CallActivity' | 'CallActivityWithRetry' | 'CallSubOrchestrator' | 'CallSubOrchestratorWithRetry' }
>
type RetriedAction = Extract<CallAction, { retry: RetryPolicy }>

const RETRY_TIMEOUT =
  'The retry time-out ended the attempts before their number was reached. durable-functions waits for one more back-off timer then, so this call never ends: on Azure too.'
