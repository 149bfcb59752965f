import type { atMost } from '#base/at-most.ts'
import { type JsonText, toJsonText } from '#base/json.ts'
import { reasonOf } from '#base/reason-of.ts'
import { batchJson, type BatchAnswer } from '#durable/entity-batch.ts'
import { type Entity, entityNameOf, schedulerId } from '#durable/entity.ts'
import {
  type EntityMessage,
  LOCK_ACQUIRED,
  type LockMessage,
  messageEvent,
  messageOf,
  type OperationMessage,
  type ResponseMessage,
} from '#durable/entity-message.ts'
import type { Commit } from '#storage/commit.ts'
import type { InboxRow } from '#storage/hub-db.ts'
import { readBatchAnswer } from '#wire/parse-entity.ts'
import type { Committer } from './committer.ts'
import { takeTurn, type Turn, type WaitingMessage } from './entity-turn.ts'
import { InjectedFault, type Strike } from './faults.ts'
import type { FunctionDefinition } from './functions.ts'
import { WORKER_STOPPED } from './invocations.ts'
import { WorkerStoppedError } from './language.ts'
import type { LogSink } from './log-sink.ts'
import type { WorkParts } from './work-parts.ts'

export interface EntityParts extends WorkParts {
  readonly logs: LogSink
  /** Runs it when there is room for one more entity. */
  readonly runEntity: ReturnType<typeof atMost>
  readonly committer: Committer
  readonly nextMessageId: () => number
  /** Whether an instance of that id has not ended. */
  readonly isGoing: (instanceId: string) => boolean
  /** Takes a message that is on disk to whom it is for. */
  readonly deliver: (row: InboxRow) => void
  /** Called when an entity has nothing more to do. */
  readonly settled: () => void
}

interface EntityActor {
  readonly id: string
  /** Read when it is first needed. */
  entity: Entity | undefined
  readonly queue: WaitingMessage[]
  isBusy: boolean
}

/**
 * The entities of a hub. Each processes its messages one turn at a time, in order of arrival: one call of its function
 * for all operations that wait, one commit for the state, the answers and the signals. Rules E.
 */
export class Entities {
  private readonly actors = new Map<string, EntityActor>()
  private readonly awake = new Set<Promise<void>>()
  private calls = 0
  private readonly parts: EntityParts
  private isStopped = false
  /** So many wait only because a fault delays them. */
  private delayed = 0

  constructor(parts: EntityParts) {
    this.parts = parts
  }

  get isIdle(): boolean {
    return this.awake.size === this.delayed
  }

  /** Begins nothing more, and resolves when what is under way has been committed. */
  async stop(): Promise<void> {
    this.isStopped = true
    await Promise.all(this.awake)
  }

  /** Takes a message out of the inbox to its entity. What an entity has no use for is dropped. */
  deliver({ id: inboxId, instanceId, event }: InboxRow): void {
    const message = event.type === 'EventRaised' ? messageOf(event.name, event.input) : undefined
    if (!message) return this.parts.committer.tidy({ messagesDone: [inboxId] })
    const actor = this.actorOf(instanceId)
    actor.queue.push({ message, inboxId })
    this.wake(actor)
  }

  /** An instance is gone without having released what it held: those who wait for it may go on. */
  holderGone(): void {
    for (const actor of this.actors.values()) if (actor.queue.length > 0) this.wake(actor)
  }

  forget(id: string): void {
    this.actors.delete(id)
  }

  private actorOf(id: string): EntityActor {
    const known = this.actors.get(id)
    if (known) return known
    const actor: EntityActor = { id, entity: undefined, queue: [], isBusy: false }
    this.actors.set(id, actor)
    return actor
  }

  private wake(actor: EntityActor): void {
    if (actor.isBusy || this.isStopped) return
    const awake = this.turns(actor)
    this.awake.add(awake)
    void awake.finally(() => {
      this.awake.delete(awake)
      this.parts.settled()
    })
  }

  /** Goes on for as long as its messages let it. */
  private async turns(actor: EntityActor): Promise<void> {
    actor.isBusy = true
    try {
      await Promise.resolve() // what is delivered together is taken together
      while (!this.isStopped) {
        const before = (actor.entity ??= await this.read(actor.id))
        const { gate, isGoing } = this.parts
        if (gate.isShut) {
          const [next] = takeTurn(before, [...actor.queue], isGoing, 1).operations
          if (next) await gate.pass({ kind: 'entity', what: next.op, instanceId: actor.id })
        }
        if (this.isStopped) break
        const turn = takeTurn(before, actor.queue, isGoing, gate.isShut ? 1 : undefined)
        if (turn.done.length === 0) break
        await this.run(actor, before, turn)
      }
    } catch (error) {
      this.failed(actor, error)
    } finally {
      actor.isBusy = false
    }
  }

  private async read(id: string): Promise<Entity> {
    const fresh: Entity = { id, exists: false, state: null, lastOperationAt: this.parts.clock.now() }
    return (await this.parts.db.entities.get(id)) ?? fresh
  }

  private async run(actor: EntityActor, before: Entity, turn: Turn): Promise<void> {
    const { faults, committer, languages, logs, closeTab } = this.parts
    const name = entityNameOf(actor.id)?.name ?? ''
    const strike =
      turn.operations.length > 0 && faults.concern(name) ? await this.strikeOn(name, actor, turn) : undefined
    if (strike) await this.delay(strike)
    if (this.isStopped) return
    const answer = turn.operations.length > 0 ? await this.answerOf(before, turn.operations, strike) : undefined
    const commit = this.toCommit(before, turn, answer, (await strike?.take('twice')) !== undefined)
    if (this.actors.get(actor.id) !== actor) return // purged meanwhile
    if (await strike?.take('tab closed')) await closeTab()
    if (await strike?.take('worker lost before')) return this.again(actor, turn)
    const [entity] = commit.entities ?? []
    await committer.write({ ...commit, logs: logs.take() })
    if (await strike?.take('worker lost after')) languages.lose()
    actor.entity = entity
    for (const message of commit.messages ?? []) this.parts.deliver(message)
  }

  private strikeOn(functionName: string, { id }: EntityActor, { operations: [first] }: Turn): Promise<Strike> {
    const call = this.calls++
    return this.parts.faults.on({
      functionName,
      instanceId: id,
      work: `operation ${first?.id}`,
      attempt: async () => call,
    })
  }

  private async delay(strike: Strike): Promise<void> {
    const delay = await strike.take('delay')
    if (!delay) return
    this.delayed++
    await this.parts.sleep(delay.ms)
    this.delayed--
  }

  /** The worker is lost and with it what was done: the messages wait as before. */
  private again(actor: EntityActor, { messages }: Turn): void {
    this.parts.languages.lose()
    actor.queue.unshift(...messages)
  }

  private toCommit(
    before: Entity,
    { operations, lock, lockedBy, done }: Turn,
    answer: BatchAnswer | undefined,
    isTwice: boolean,
  ): Commit {
    const { id } = before
    const entity: Entity = {
      id,
      exists: answer?.entityExists ?? before.exists,
      state: answer ? answer.entityState : before.state,
      lastOperationAt: answer ? this.parts.clock.now() : before.lastOperationAt,
      ...(lockedBy !== undefined && { lockedBy }),
    }
    const isGone = !entity.exists && lockedBy === undefined
    const signals = answer?.signals.map((signal) => this.signalOf(id, signal)) ?? []
    const answers = this.answers(operations, answer)
    const again = isTwice ? this.answers(operations, answer) : []
    const messages = [...answers, ...again, ...signals, ...(lock ? [this.granted(lock)] : [])]
    return {
      ...(isGone ? { entitiesGone: [id] } : { entities: [entity] }),
      messages,
      messagesDone: done,
    }
  }

  /** Runs the operations; when nothing could be run, all of them fail and the state stays. */
  private async answerOf(
    before: Entity,
    operations: readonly OperationMessage[],
    strike: Strike | undefined,
  ): Promise<BatchAnswer> {
    const self = entityNameOf(before.id) ?? { name: '', key: '' }
    const definition = this.parts.catalog.find('entity', self.name)
    if (!definition) return this.refused(before, operations, this.parts.catalog.unknown('entity', self.name))
    if (await strike?.take('fail')) return this.refused(before, operations, new InjectedFault().message)
    for (;;) {
      try {
        return await this.invoke(definition, before.id, batchJson(self, before, operations))
      } catch (error) {
        if (this.isStopped) throw error // nothing of it has happened: the messages are still in the inbox
        if (!(error instanceof WorkerStoppedError)) return this.refused(before, operations, reasonOf(error))
        if (error.isToBlame) return this.refused(before, operations, WORKER_STOPPED)
      } // the worker was ended for another's sake: once more, with the next one
    }
  }

  private async invoke(definition: FunctionDefinition, instanceId: string, batch: JsonText): Promise<BatchAnswer> {
    const inputs = { [definition.triggerName]: { kind: 'json', text: batch } as const }
    const { invocations, runEntity } = this.parts
    const { result } = await runEntity(() => invocations.invoke(definition.name, inputs, { instanceId }))
    return readBatchAnswer(result.kind === 'json' || result.kind === 'string' ? result.text : 'null')
  }

  private refused(before: Entity, operations: readonly OperationMessage[], reason: string): BatchAnswer {
    this.parts.logs.host('warning', 'Host.DurableTask', `${before.id}: ${reason}`)
    const results = operations.map(() => ({ isError: true, result: toJsonText(reason) }))
    return { entityExists: before.exists, entityState: before.state, results, signals: [] }
  }

  private answers(operations: readonly OperationMessage[], answer: BatchAnswer | undefined): InboxRow[] {
    return operations.flatMap(({ signal, parent, parentExecution, id }, i) => {
      if (signal || parent === undefined) return []
      const given = answer?.results[i] ?? NO_RESULT
      const response = { result: given.result, ...(given.isError && { exceptionType: 'Error' }) }
      return [this.responseTo(parent, parentExecution, id, response)]
    })
  }

  private granted(lock: LockMessage): InboxRow {
    const pos = lock.pos + 1
    const next = lock.lockset[pos]
    if (next) return this.row(schedulerId(next), { kind: 'lock', message: { ...lock, pos } })
    return this.responseTo(lock.parent, lock.parentExecution, lock.id, LOCK_ACQUIRED)
  }

  private signalOf(sender: string, { target, name, input }: BatchAnswer['signals'][number]): InboxRow {
    const message: OperationMessage = {
      op: name,
      signal: true,
      ...(input !== '' && { input: input as JsonText }),
      id: crypto.randomUUID(),
      parent: sender,
    }
    return this.row(schedulerId(target), { kind: 'operation', message })
  }

  /** A message of the world outside, or of an entity, on its way to an entity. */
  row(entityId: string, message: EntityMessage): InboxRow {
    const at = this.parts.clock.now()
    const event = { type: 'EventRaised', at, ...messageEvent(message) } as const
    return { id: this.parts.nextMessageId(), instanceId: entityId, event }
  }

  private responseTo(
    instanceId: string,
    executionId: string | undefined,
    name: string,
    response: ResponseMessage,
  ): InboxRow {
    const event = { type: 'EventRaised', at: this.parts.clock.now(), name, input: toJsonText(response) } as const
    return { id: this.parts.nextMessageId(), instanceId, ...(executionId !== undefined && { executionId }), event }
  }

  /** Its messages stay in the inbox, for the next Run. */
  private failed({ id }: EntityActor, error: unknown): void {
    if (!this.isStopped) this.parts.logs.host('critical', 'Host.DurableTask', `${id}: ${reasonOf(error)}`)
  }
}

const NO_RESULT = {
  isError: true,
  result: toJsonText('The entity function answered fewer results than it was given operations.'),
}
