import { type JsonText, toJsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Action, DurableHttpCall, RetryPolicy } from '#durable/action.ts'
import { HTTP_ACTIVITY, httpInput, pollAfter } from '#durable/durable-http.ts'
import { schedulerId } from '#durable/entity.ts'
import type { HistoryEvent } from '#durable/history-event.ts'

/** Something that history will complete. */
export interface OpenTask {
  readonly kind: 'activity' | 'child' | 'timer' | 'entity' | 'lock' | 'http'
  readonly fireAt?: number
  /** The name of the event that will answer it. */
  readonly requestId?: string
  readonly settle: (isDone: boolean, result?: JsonText | null) => void
}

/** A started action: the shim waits for it before it starts the next one. */
interface Started {
  readonly action: Action
  isSettled: boolean
  hasFailed: boolean
  readonly children: readonly Started[]
  cancel?: () => void
}

const DAY = 86_400_000

/**
 * The tasks of one execution as the Durable Task Framework counts them, driven by history's events in their order:
 * actions are walked one after another, each started when the one before it has settled, with ids from one counter.
 */
export class HostTasks {
  readonly open = new Map<number, OpenTask>()
  nextId = 0
  /** Whether a `WhenAll` waited for its other children after one had failed. Code goes on then, and the host only later. */
  hasLagged = false
  /** Calls to repeat when their timer fires: the code has counted them already, the host has not. */
  polls = 0
  /** How often something had settled before it was waited for. */
  early = 0
  private actions: readonly Action[] = []
  private readonly started: Started[] = []
  private readonly waiters = new Map<string, (() => void)[]>()
  private readonly buffered = new Map<string, number>()
  private readonly settledEarly = new Map<number, boolean>()
  private scheduled: HistoryEvent[] = []
  private lockSet: string[] = []
  private now = 0 as EpochMs

  /** Takes an episode's answer and its messages; gives the events that record what was asked for anew. */
  take(actions: readonly Action[], messages: readonly HistoryEvent[], now: EpochMs): HistoryEvent[] {
    this.actions = actions
    this.now = now
    this.scheduled = []
    this.started.forEach((each, i) => cancelled(each, actions[i]))
    this.walk()
    for (const message of messages) {
      this.deliver(message)
      this.walk()
    }
    return this.scheduled
  }

  private walk(): void {
    while (this.started.every((each) => each.isSettled)) {
      const next = this.actions[this.started.length]
      if (!next) return
      this.started.push(this.start(next, () => {}))
    }
  }

  private deliver(message: HistoryEvent): void {
    if (message.type === 'EventRaised') this.hear(message)
    else if (message.type === 'TaskCompleted') this.settle(message.taskScheduledId, true, message.result)
    else if ('taskScheduledId' in message) this.settle(message.taskScheduledId, !message.type.endsWith('Failed'))
    else if (message.type === 'TimerFired') this.settle(message.timerId, true)
  }

  private settle(id: number, isDone: boolean, result: JsonText | null = null): void {
    const task = this.open.get(id)
    if (id >= this.nextId) this.settledEarly.set(id, isDone)
    this.open.delete(id)
    task?.settle(isDone, result)
  }

  /** An answer to a request of ours, or an event of the world outside. */
  private hear({ name, input }: Extract<HistoryEvent, { type: 'EventRaised' }>): void {
    const isDone = !input?.includes('"exceptionType"')
    for (const [id, { requestId }] of this.open) if (requestId === name) return this.settle(id, isDone)
    this.raise(name.toLowerCase())
  }

  private raise(name: string): void {
    const waiter = this.waiters.get(name)?.pop()
    if (waiter) waiter()
    else this.buffered.set(name, (this.buffered.get(name) ?? 0) + 1)
  }

  private start(action: Action, settled: () => void): Started {
    const children: Started[] = []
    const started: Started = { action, isSettled: false, hasFailed: false, children }
    const settle = (isDone = true) => {
      if (started.isSettled) return
      started.isSettled = true
      started.hasFailed ||= !isDone
      settled()
    }
    switch (action.type) {
      case 'WhenAll':
      case 'WhenAny': {
        const check = () => {
          if (children.length < action.actions.length) return
          if (action.type === 'WhenAny') return children.some(isSettled) && settle()
          started.hasFailed = children.some((child) => child.hasFailed)
          if (children.every(isSettled)) settle()
          else this.hasLagged ||= started.hasFailed
        }
        for (const each of action.actions) children.push(this.start(each, check))
        check()
        break
      }
      case 'CallActivity':
      case 'CallSubOrchestrator':
        this.attempt(action, settle)
        break
      case 'CallActivityWithRetry':
      case 'CallSubOrchestratorWithRetry':
        this.attempts(action, action.retry, settle)
        break
      case 'CreateTimer':
        this.timer(action, started, settle)
        break
      case 'WaitForExternalEvent':
        this.waitFor(action.name.toLowerCase(), settle)
        break
      case 'CallEntity':
        this.request(
          'entity',
          action.instanceId,
          `00000000-0000-0000-0000-${String(this.nextId).padStart(12, '0')}`,
          settle,
        )
        break
      case 'LockEntities':
        this.lockSet = action.lockSet.map(schedulerId)
        this.request('lock', this.lockSet[0] ?? '', action.lockRequestId, settle)
        break
      case 'SignalEntity':
        this.send(action.instanceId, 'op', { op: action.operation, signal: true, id: 's' })
        settle()
        break
      case 'ReleaseEntities':
        for (const entity of this.lockSet.splice(0)) this.send(entity, 'release', { parent: 'abc', id: 'l' })
        settle()
        break
      case 'CallHttp':
        this.http(action.request, settle)
        break
      case 'ContinueAsNew':
        settle()
    }
    return started
  }

  private attempt(call: Call, settle: (isDone: boolean) => void): void {
    const id = this.nextId++
    const kind = call.type.startsWith('CallActivity') ? 'activity' : 'child'
    const { name, input } = call
    if (kind === 'activity') this.schedule({ type: 'TaskScheduled', at: this.now, id, name, input: listed(input) })
    else {
      const instanceId = ('instanceId' in call && call.instanceId) || `e:${id}`
      this.schedule({ type: 'SubOrchestrationInstanceCreated', at: this.now, id, name, instanceId, input })
    }
    this.await(id, { kind, settle })
  }

  private request(kind: 'entity' | 'lock', target: string, requestId: string, settle: () => void): void {
    this.await(this.send(target, 'op', { op: kind, id: requestId }), { kind, requestId, settle })
  }

  private send(instanceId: string, name: string, message: object): number {
    const id = this.nextId++
    this.schedule({ type: 'EventSent', at: this.now, id, instanceId, name, input: toJsonText(message) })
    return id
  }

  /** A call that is repeated while it answers 202 with a place to ask at: each time a timer, and then the call. */
  private http(call: DurableHttpCall, settle: (isDone: boolean) => void): void {
    const id = this.nextId++
    this.schedule({ type: 'TaskScheduled', at: this.now, id, name: HTTP_ACTIVITY, input: httpInput(call) })
    const answered = (isDone: boolean, result: JsonText | null = null) => {
      const poll = isDone && result?.startsWith('{') ? pollAfter(call, result) : undefined
      if (!poll) return settle(isDone)
      this.polls++
      this.segments(this.now + poll.delay, () => {
        this.polls--
        this.http(poll.next, settle)
      })
    }
    this.await(id, { kind: 'http', settle: answered })
  }

  /** A timer follows every failed attempt, the last one too. */
  private attempts(call: Call, retry: RetryPolicy, settle: (isDone: boolean) => void, attempt = 1): void {
    this.attempt(call, (isDone) => {
      if (isDone) return settle(true)
      const delay = retry.firstRetryIntervalInMilliseconds * (retry.backoffCoefficient ?? 1) ** (attempt - 1)
      this.fireAt(this.now + delay, () =>
        attempt < retry.maxNumberOfAttempts ? this.attempts(call, retry, settle, attempt + 1) : settle(false),
      )
    })
  }

  private timer(action: Extract<Action, { type: 'CreateTimer' }>, started: Started, settle: () => void): void {
    this.segments(action.fireAt, settle, (id) => {
      started.cancel = () => {
        this.open.delete(id)
        settle()
      }
    })
    if (action.isCanceled) started.cancel?.()
  }

  /** A timer in as many parts as it takes; `begun` hears the id of each. */
  private segments(fireAt: number, settle: () => void, begun: (id: number) => void = () => {}): void {
    const next = fireAt - this.now > 6 * DAY ? this.now + 3 * DAY : fireAt
    begun(this.fireAt(next, () => (this.now < fireAt ? this.segments(fireAt, settle, begun) : settle())))
  }

  private fireAt(fireAt: number, settle: () => void): number {
    const id = this.nextId++
    this.schedule({ type: 'TimerCreated', at: this.now, id, fireAt: fireAt as EpochMs })
    this.await(id, { kind: 'timer', fireAt, settle })
    return id
  }

  private waitFor(name: string, settle: () => void): void {
    const early = this.buffered.get(name) ?? 0
    if (early > 0) {
      this.early++
      this.buffered.set(name, early - 1)
      settle()
    } else this.waiters.set(name, [...(this.waiters.get(name) ?? []), settle])
  }

  private schedule(event: HistoryEvent): void {
    this.scheduled.push(event)
  }

  private await(id: number, task: OpenTask): void {
    const early = this.settledEarly.get(id)
    if (early === undefined) this.open.set(id, task)
    else {
      this.early++
      task.settle(early)
    }
  }
}

type Call = Extract<Action, { name: string; input: unknown }>

const isSettled = (started: Started) => started.isSettled
const listed = (input: JsonText | null) => (input === null ? null : (`[${input}]` as JsonText))

/** A timer that the code has cancelled since it was started. */
function cancelled(started: Started, now: Action | undefined): void {
  if (now?.type === 'CreateTimer' && now.isCanceled) started.cancel?.()
  if (now && 'actions' in now) started.children.forEach((child, i) => cancelled(child, now.actions[i]))
}
