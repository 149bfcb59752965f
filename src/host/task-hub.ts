import { atMost } from '#base/at-most.ts'
import { randomHex128 } from '#base/ids.ts'
import type { JsonText } from '#base/json.ts'
import { reasonOf } from '#base/reason-of.ts'
import type { EpochMs } from '#base/units.ts'
import { isEntityId } from '#durable/entity.ts'
import type { OperationMessage } from '#durable/entity-message.ts'
import type { HostOptions } from '#durable/host-options.ts'
import type { HistoryEvent, ParentInstance } from '#durable/history-event.ts'
import { type Instance, isFinal, type RuntimeStatus } from '#durable/instance.ts'
import { type Commit, purge } from '#storage/commit.ts'
import type { InboxRow, TimerRow, WorkItemRow } from '#storage/hub-db.ts'
import { instanceOf } from '#storage/queries.ts'
import type { Step } from '#wire/host-calls.ts'
import { Activities, type OddDelivery } from './activities.ts'
import { Committer } from './committer.ts'
import { Entities } from './entities.ts'
import { type Committed, runEpisode, type EpisodeParts } from './episode.ts'
import { Gate } from './gate.ts'
import type { HttpActivity } from './http-activity.ts'
import { type InstanceActor, type Message, newActor } from './instance-actor.ts'
import type { Invocations } from './invocations.ts'
import type { LogSink } from './log-sink.ts'
import { rewound } from './rewind.ts'
import { Sleepers } from './sleepers.ts'
import { type Alarm, Timers } from './timers.ts'
import type { WorkParts } from './work-parts.ts'

export interface TaskHubParts extends Omit<WorkParts, 'gate' | 'sleep' | 'closeTab'> {
  readonly logs: LogSink
  readonly build: string
  readonly http: HttpActivity
  readonly settings: { readonly defaultVersion: string | null; readonly maxOrchestrationActions: number }
  readonly maxConcurrent: HostOptions['maxConcurrent']
  /** Ends the host as if its tab was closed. */
  readonly crash: () => Promise<void>
  /** Whether nothing is under way beside the hub: triggers that have taken something and not begun it. */
  readonly othersIdle: () => boolean
}

/** What a client asks for when it starts an instance. */
export interface StartRequest {
  readonly name: string
  readonly instanceId?: string
  readonly input: JsonText | null
  /** The app's default version when it is not given. */
  readonly version?: string
}

/** An instance of that id is still going on; its id cannot be used again before it ends. */
export class InstanceExistsError extends Error {
  override readonly name = 'InstanceExistsError'
  constructor(status: RuntimeStatus) {
    super(`An Orchestration instance with the status ${status} already exists.`)
  }
}

/**
 * The dispatcher: takes messages to their instances, runs one episode of an instance at a time, and starts what an
 * episode decided once it is committed. Everything it knows is in the database; it can be thrown away at any moment.
 */
export class TaskHub {
  readonly invocations: Invocations
  private readonly parts: TaskHubParts
  private readonly committer: Committer
  private readonly actors = new Map<string, InstanceActor>()
  private readonly activities: Activities
  private readonly entities: Entities
  private readonly timers: Timers
  private readonly episodeParts: EpisodeParts
  private readonly gate: Gate
  private readonly sleepers: Sleepers
  private readonly awake = new Set<Promise<void>>()
  /** Ids of instances that are about to be on disk. */
  private readonly starting = new Set<string>()
  private lastMessage = 0
  private isStopped = false

  constructor(parts: TaskHubParts) {
    this.parts = parts
    this.committer = new Committer(parts.db)
    this.invocations = parts.invocations
    this.gate = new Gate(() => !this.isStopped && parts.clock.mode === 'stepping')
    this.sleepers = new Sleepers(parts.clock, (alarm) => this.timers.alarm(alarm))
    const befalls = {
      gate: this.gate,
      sleep: (ms: number) => this.sleepers.sleep(ms),
      closeTab: () => this.closeTab(),
    }
    this.activities = new Activities({
      ...parts,
      ...befalls,
      report: (item, event, odd) => this.answered(item, event, odd),
    })
    this.timers = new Timers(
      parts.clock,
      (timer) => this.fired(timer),
      () => this.isIdle,
    )
    const shared = {
      ...parts,
      committer: this.committer,
      ...befalls,
      runOrchestrator: atMost(parts.maxConcurrent.orchestrators),
      runEntity: atMost(parts.maxConcurrent.entities),
      nextMessageId: () => this.nextMessageId(),
      isGoing: (instanceId: string) => this.actors.has(instanceId),
      isCurrent: (actor: InstanceActor) => this.actors.get(actor.instance.instanceId) === actor,
    }
    this.entities = new Entities({
      ...shared,
      deliver: (row) => this.deliverRow(row),
      settled: () => this.timers.schedule(),
    })
    this.episodeParts = {
      ...shared,
      beginChild: ({ name, instanceId, input, version, parent }) =>
        this.begin(name, instanceId, input, { parent, ...(version !== undefined && { version }) }),
    }
  }

  /** Nothing runs and nothing is queued: only timers and the world outside can move it. */
  get isIdle(): boolean {
    const isQuiet = (actor: InstanceActor) =>
      actor.isHeld || actor.isDelayed || (!actor.isBusy && actor.queue.length === 0)
    const isBusy =
      !this.activities.isIdle || !this.entities.isIdle || this.invocations.running > 0 || !this.parts.othersIdle()
    return !isBusy && [...this.actors.values()].every(isQuiet)
  }

  /** Goes on with everything the hub holds: messages, activities that never answered, timers. */
  async resume(): Promise<void> {
    const { db } = this.parts
    const [instances, inbox, workItems, timers] = await Promise.all([
      db.instances.filter(({ status }) => !isFinal(status)).toArray(),
      db.inbox.orderBy('id').toArray(),
      db.workItems.toArray(),
      db.timers.toArray(),
    ])
    for (const instance of instances) this.actors.set(instance.instanceId, newActor(instance))
    this.lastMessage = inbox.at(-1)?.id ?? 0
    for (const row of inbox) this.deliverRow(row)
    this.activities.add(workItems)
    this.timers.add(timers)
  }

  /** Begins nothing more, and resolves when the episodes under way have committed or given up. */
  async stop(): Promise<void> {
    this.isStopped = true
    this.timers.stop()
    this.activities.stop()
    this.gate.letAll()
    this.sleepers.wakeAll()
    await Promise.all([...this.awake, this.entities.stop()])
  }

  /** From now on it writes nothing and answers nobody, as if its thread had ended in the middle of whatever it does. */
  freeze(): void {
    this.isStopped = true
    this.committer.freeze()
    void this.entities.stop()
    this.timers.stop()
    this.activities.stop()
  }

  /** Calls `run` once when hub time reaches `at`. Answers with how to take that back. */
  alarm(alarm: Alarm): () => void {
    return this.timers.alarm(alarm)
  }

  /** The clock has changed, or something beside the hub has come to rest: see what is due now. */
  clockChanged(): void {
    if (!this.gate.isShut) this.gate.letAll()
    this.timers.schedule()
  }

  /** Moves the clock to what is due next, and answers with when that is; `undefined` when nothing waits for a time. */
  toNextDue(): EpochMs | undefined {
    return this.timers.jump()
  }

  /** Takes exactly one piece of the work that waits: rule C3. */
  async step(): Promise<Step> {
    if (this.gate.hasWaiting) return this.gate.letOne() ?? NOTHING
    if (!this.isIdle) return { kind: 'busy' }
    const at = this.timers.jump()
    if (at === undefined) return NOTHING
    await settled() // what was due is on its way to the gate
    return this.gate.letOne() ?? { kind: 'time', at }
  }

  /** Starts an instance and resolves with its id once that is on disk. Throws {@link InstanceExistsError}. */
  async start({ name, instanceId = randomHex128(), input, version }: StartRequest): Promise<string> {
    if (this.starting.has(instanceId)) throw new InstanceExistsError('Pending')
    this.starting.add(instanceId)
    try {
      const before = await this.statusOf(instanceId)
      if (before && !isFinal(before.status)) throw new InstanceExistsError(before.status)
      if (before) await this.purge([instanceId])
      const given = version ?? this.parts.settings.defaultVersion
      const { instance, message } = this.begin(name, instanceId, input, given === null ? {} : { version: given })
      await this.committer.write({ instances: [instance], messages: [message] })
      this.actors.set(instanceId, newActor(instance))
      this.deliverRow(message)
      return instanceId
    } finally {
      this.starting.delete(instanceId)
    }
  }

  /** Puts a message of the world outside into an instance's inbox; resolves once it is on disk. */
  async send(instanceId: string, event: HistoryEvent): Promise<void> {
    await this.post({ id: this.nextMessageId(), instanceId, event })
  }

  /** Sends an entity a signal of the world outside; resolves once it is on disk. Nobody hears what becomes of it. */
  async signal(entityId: string, { op, input }: Pick<OperationMessage, 'op' | 'input'>): Promise<void> {
    const message: OperationMessage = {
      op,
      signal: true,
      ...(input !== undefined && { input }),
      id: crypto.randomUUID(),
    }
    await this.post(this.entities.row(entityId, { kind: 'operation', message }))
  }

  /** Takes a failed instance back to before its failures, its failed children too, and lets it go on. Rule M6. */
  async rewind(instance: Instance, reason: string): Promise<void> {
    const { db, clock, build } = this.parts
    const commit = await rewound(
      { db, build, now: clock.now(), nextMessageId: () => this.nextMessageId() },
      instance,
      reason,
    )
    await this.committer.write(commit)
    for (const each of commit.instances ?? []) this.actors.set(each.instanceId, newActor(each))
    this.carryOut(commit)
  }

  statusOf(instanceId: string): Promise<Instance | undefined> {
    return instanceOf(this.parts.db, instanceId)
  }

  /** Removes instances, or entities, as if they had never been. */
  async purge(instanceIds: readonly string[]): Promise<void> {
    for (const id of instanceIds) {
      this.actors.delete(id)
      this.entities.forget(id)
      this.timers.forget(id)
    }
    await this.committer.alone(() => purge(this.parts.db, instanceIds))
    this.entities.holderGone()
  }

  private begin(
    name: string,
    instanceId: string,
    input: JsonText | null,
    more: { version?: string; parent?: ParentInstance },
  ): { instance: Instance; message: InboxRow } {
    const now = this.parts.clock.now()
    const executionId = randomHex128()
    const registered = this.parts.catalog.find('orchestrator', name)?.durableName ?? name
    const event: HistoryEvent = { type: 'ExecutionStarted', at: now, name: registered, input, executionId, ...more }
    const instance: Instance = {
      instanceId,
      executionId,
      name: registered,
      status: 'Pending',
      input,
      customStatus: null,
      output: null,
      createdAt: now,
      updatedAt: now,
      historyLength: 0,
      episodes: 0,
      ...more,
    }
    return { instance, message: { id: this.nextMessageId(), instanceId, executionId, event } }
  }

  private async post(row: InboxRow): Promise<void> {
    await this.committer.write({ messages: [row] })
    this.deliverRow(row)
  }

  /** Takes a message that is on disk to its instance or entity. */
  private deliverRow(row: InboxRow): void {
    const { id, instanceId, executionId, event } = row
    if (isEntityId(instanceId)) return this.entities.deliver(row)
    this.deliver(instanceId, { event, inboxId: id, ...(executionId !== undefined && { executionId }) })
  }

  private deliver(instanceId: string, message: Message): void {
    const actor = this.actors.get(instanceId)
    if (!actor) {
      if (message.inboxId !== undefined) this.committer.tidy({ messagesDone: [message.inboxId] })
      return // it has ended or was purged: nobody is there to read it
    }
    if (message.event.type === 'ExecutionTerminated') actor.isHeld = false // its code will not be asked
    actor.queue.push(message)
    const awake = this.wake(actor)
    this.awake.add(awake)
    void awake.finally(() => this.awake.delete(awake))
  }

  private async wake(actor: InstanceActor): Promise<void> {
    if (actor.isBusy || actor.isHeld) return
    actor.isBusy = true
    await Promise.resolve() // what is delivered together is taken together
    while (actor.queue.length > 0 && !actor.isHeld && !this.isStopped) {
      if (this.gate.isShut) await this.turnOf(actor)
      if (!this.isStopped) await this.episode(actor)
    }
    actor.isBusy = false
    this.timers.schedule()
  }

  private turnOf({ instance: { instanceId }, queue }: InstanceActor): Promise<void> {
    return this.gate.pass({ kind: 'message', what: queue[0]?.event.type ?? '', instanceId })
  }

  private async episode(actor: InstanceActor): Promise<void> {
    const { instanceId } = actor.instance
    try {
      const committed = await runEpisode(this.episodeParts, actor)
      if (committed && this.actors.get(instanceId) === actor) this.follow(actor, committed) // else purged meanwhile
    } catch (error) {
      actor.isHeld = true
      const text = reasonOf(error)
      this.parts.logs.host('critical', 'Host.DurableTask', text, { instanceId })
    }
  }

  /** After the commit: what the episode asked for begins. */
  private follow(actor: InstanceActor, { rows, ended }: Committed): void {
    const { instanceId, status } = actor.instance
    if (ended !== undefined) this.forget(instanceId, ended)
    for (const instance of rows.instances ?? []) {
      if (instance.instanceId !== instanceId) this.actors.set(instance.instanceId, newActor(instance))
    }
    if (isFinal(status)) this.retire(actor)
    this.carryOut(rows)
  }

  private carryOut({ timersDone = [], timers = [], workItems = [], messages = [] }: Commit): void {
    this.timers.remove(timersDone.map(([instanceId, executionId, timerId]) => ({ instanceId, executionId, timerId })))
    this.timers.add(timers)
    this.activities.add(workItems)
    for (const row of messages) this.deliverRow(row)
  }

  private forget(instanceId: string, executionId: string): void {
    this.timers.forget(instanceId, executionId)
    this.parts.languages.tell('forget', { executionId })
  }

  /** It has ended: what still waits for it will never be read. */
  private retire(actor: InstanceActor): void {
    this.actors.delete(actor.instance.instanceId)
    const unread = actor.queue.flatMap(({ inboxId }) => inboxId ?? [])
    if (unread.length > 0) this.committer.tidy({ messagesDone: unread })
  }

  private answered(item: WorkItemRow, event: HistoryEvent, { isTwice, committed }: OddDelivery = ONCE): void {
    const { instanceId, executionId, taskId } = item
    if (this.actors.get(instanceId)?.instance.executionId === executionId) {
      this.deliver(instanceId, { event, workItem: [instanceId, executionId, taskId], ...(committed && { committed }) })
      if (isTwice) this.deliver(instanceId, { event, workItem: [instanceId, executionId, taskId] })
    } else this.committer.tidy({ workItemsDone: [[instanceId, executionId, taskId]] })
    this.timers.schedule()
  }

  private fired({ instanceId, executionId, timerId, fireAt }: TimerRow): void {
    if (this.actors.get(instanceId)?.instance.executionId !== executionId) return // it has ended meanwhile
    const event: HistoryEvent = { type: 'TimerFired', at: this.parts.clock.now(), timerId, fireAt }
    this.deliver(instanceId, { event, timer: [instanceId, executionId, timerId] })
  }

  private async closeTab(): Promise<never> {
    await this.parts.crash()
    return new Promise(() => {}) // nobody will come back to hear of it
  }

  private nextMessageId(): number {
    return ++this.lastMessage
  }
}

const NOTHING = { kind: 'nothing' } as const
const ONCE: OddDelivery = { isTwice: false }

/** Resolves when what has just been delivered has come as far as it goes by itself. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
