import { toJsonText, type JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Action } from '#durable/action.ts'
import type { FailureDetails, HistoryEvent } from '#durable/history-event.ts'
import { stateFromJson } from '#durable/wire-json/state-json.ts'
import { HostTasks } from './host-tasks.ts'
import type { Answered, Trigger } from './sdk.ts'

/** What reaches an instance in an episode. Ids are sequence numbers. */
export type Delivery =
  | { readonly is: 'done'; readonly id: number; readonly value?: unknown }
  | { readonly is: 'failed'; readonly id: number; readonly details?: FailureDetails }
  | { readonly is: 'fired'; readonly id: number }
  | { readonly is: 'raised'; readonly name: string; readonly value?: unknown }
  /** What an entity answers to the request that was sent under that number: the event's whole input. */
  | { readonly is: 'answered'; readonly id: number; readonly response: unknown }

export const done = (id: number, value?: unknown): Delivery => ({ is: 'done', id, value })
export const failed = (id: number): Delivery => ({ is: 'failed', id })
export const fired = (id: number): Delivery => ({ is: 'fired', id })
export const answered = (id: number, response: unknown): Delivery => ({ is: 'answered', id, response })
export const raised = (name: string, value?: unknown): Delivery => ({ is: 'raised', name, value })

/** One execution of the orchestrator, as the host saw it. */
export interface HostEpisode {
  readonly generation: number
  readonly at: EpochMs
  readonly answered: Answered
  /** What it was asked with: the execution's history up to the messages of this episode. */
  readonly history: readonly HistoryEvent[]
  readonly messages: readonly HistoryEvent[]
  /** The events for what it asked for anew. */
  readonly scheduled: readonly HistoryEvent[]
}

const START = Date.UTC(2024, 0, 1)

/**
 * The smallest host that surrounds an SDK as the Durable extension does: it keeps history, asks for episodes,
 * turns actions into `…Scheduled` and `…Created` events, and never runs anything itself.
 * One instance; what happens to its tasks, and when, is the test's to say.
 */
export class ReferenceHost<A extends Answered> {
  history: HistoryEvent[] = []
  readonly episodes: (HostEpisode & { readonly answered: A })[] = []
  tasks = new HostTasks()
  now = START
  /** How many executions there were before this one: `continueAsNew` begins another. */
  generation = 0
  outcome: 'Completed' | 'Failed' | 'ContinuedAsNew' | undefined

  private readonly sdk: (trigger: Trigger) => A | Promise<A>
  private input: JsonText | null
  private readonly version: string | undefined

  constructor(sdk: (trigger: Trigger) => A | Promise<A>, input?: unknown, version?: string) {
    this.sdk = sdk
    this.version = version
    this.input = input === undefined ? null : toJsonText(input)
  }

  /** Delivers, asks the SDK, and adds what it asked for to history. The first one starts the instance. */
  async episode(...deliveries: Delivery[]): Promise<A> {
    this.tick(deliveries)
    const begins = this.history.length === 0
    this.add({ type: 'OrchestratorStarted' })
    if (begins) this.add(this.start())
    const messages = deliveries.map((delivery) => this.message(delivery))
    for (const message of messages) this.history.push(message)

    const answered = await this.sdk({ history: this.history, facts: this.facts })
    const state = read(answered)
    const { generation, history } = this
    const at = this.now as EpochMs
    const scheduled = this.tasks.take(state.actions, messages, at)
    this.episodes.push({ generation, at, answered, history: [...history], messages, scheduled })
    for (const event of scheduled) this.history.push(event)
    this.add({ type: 'OrchestratorCompleted' })
    this.conclude(state)
    return answered
  }

  get facts() {
    return { instanceId: 'abc', parentInstanceId: null, input: this.input }
  }

  /** A second an episode, and at least to where the timers that fire are due. */
  private tick(deliveries: readonly Delivery[]): void {
    const due = deliveries.map((each) => (each.is === 'fired' ? (this.tasks.open.get(each.id)?.fireAt ?? 0) : 0))
    this.now = Math.max(this.now + 1000, ...due)
  }

  private start(): Bare {
    const version = this.version === undefined ? {} : { version: this.version }
    return { type: 'ExecutionStarted', name: 'oracle', input: this.input, executionId: 'e', ...version }
  }

  private add(event: Bare): void {
    this.history.push({ at: this.now as EpochMs, ...event } as HistoryEvent)
  }

  private message(delivery: Delivery): HistoryEvent {
    const at = this.now as EpochMs
    if (delivery.is === 'raised')
      return { type: 'EventRaised', at, name: delivery.name, input: payload(delivery.value) }
    const { id } = delivery
    const open = this.tasks.open.get(id)
    if (delivery.is === 'answered')
      return { type: 'EventRaised', at, name: open?.requestId ?? `request ${id}`, input: payload(delivery.response) }
    if (delivery.is === 'fired')
      return { type: 'TimerFired', at, timerId: id, fireAt: (open?.fireAt ?? this.now) as EpochMs }
    const isChild = open?.kind === 'child'
    if (delivery.is === 'done') {
      const result = payload(delivery.value)
      const type = isChild ? 'SubOrchestrationInstanceCompleted' : 'TaskCompleted'
      return { type, at, taskScheduledId: id, result }
    }
    const type = isChild ? 'SubOrchestrationInstanceFailed' : 'TaskFailed'
    const failureDetails = delivery.details
    const failure = { reason: `Activity function 'a' failed:  boom ${id}`, details: `at ${id}` }
    return { type, at, taskScheduledId: id, ...failure, ...(failureDetails && { failureDetails }) }
  }

  private conclude({ isDone, error, actions }: ReturnType<typeof read>): void {
    if (error) this.outcome = 'Failed'
    else if (isDone) this.outcome = actions.some(continuesAsNew) ? 'ContinuedAsNew' : 'Completed'
    if (this.outcome === 'ContinuedAsNew' && this.tasks.open.size === 0) this.beginAnew(actions)
  }

  private beginAnew(actions: readonly Action[]): void {
    this.input = actions.find(continuesAsNew)?.input ?? null
    this.history = []
    this.tasks = new HostTasks()
    this.outcome = undefined
    this.generation++
  }
}

type Bare = HistoryEvent extends infer E ? (E extends HistoryEvent ? Omit<E, 'at'> : never) : never

const payload = (value: unknown): JsonText | null => (value === undefined ? null : toJsonText(value))

const continuesAsNew = (action: Action): action is Extract<Action, { type: 'ContinueAsNew' }> =>
  action.type === 'ContinueAsNew'

/** The state, or what stands for one when the SDK raised: a failure that asks for nothing. */
function read({ state }: Answered) {
  if ('raised' in state) return { isDone: false, error: String(state['raised']), actions: [] }
  return stateFromJson(JSON.stringify(state))
}
