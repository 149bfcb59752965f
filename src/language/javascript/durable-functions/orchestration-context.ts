import type { RetryPolicy } from '#durable/action.ts'
import { EntityCallTask, LockTask } from '#replay/entity-tasks.ts'
import type { Execution } from '#replay/execution.ts'
import { deterministicGuid } from '#replay/guid.ts'
import { Task } from '#replay/task.ts'
import { timerTask } from '#replay/timer-tasks.ts'
import { SeenUses } from '../uses/seen-uses.ts'
import { CriticalSection, entitiesToLock, inLockOrder } from './critical-section.ts'
import type { EntityId } from './entity-id.ts'
import { entityRequest, lockRequest } from './entity-requests.ts'
import { type CallHttpOptions, httpTask } from './http-call.ts'
import type { LockState } from './locks.ts'
import { made } from './making.ts'
import * as request from './requests.ts'
import { all, any } from './task-combinators.ts'

/** What the trigger says about the instance. */
export interface OrchestrationFacts {
  readonly instanceId: string
  readonly parentInstanceId: string | null
  readonly version: string | undefined
  readonly input: unknown
}

/**
 * `context.df` inside an orchestrator, as durable-functions 3.5 has it.
 * It only makes tasks; the execution gives them numbers when they are yielded and completes them from history.
 */
export class DurableOrchestrationContext {
  readonly Task = { all, any }
  readonly instanceId: string
  readonly parentInstanceId: string | null
  readonly version: string | undefined
  customStatus: unknown = undefined

  readonly #execution: Execution
  readonly #uses: SeenUses
  readonly #input: unknown
  readonly #section = new CriticalSection()
  #guids = 0

  constructor(execution: Execution, facts: OrchestrationFacts, uses = new SeenUses()) {
    this.#execution = execution
    this.#uses = uses
    this.#input = facts.input
    this.instanceId = facts.instanceId
    this.parentInstanceId = facts.parentInstanceId
    this.version = facts.version
  }

  get isReplaying(): boolean {
    const { isReplaying } = this.#execution
    this.#uses.guard(isReplaying)
    return isReplaying
  }

  set isReplaying(isReplaying: boolean) {
    this.#execution.isReplaying = isReplaying
  }

  /** The replayed "now": the same in every replay, frozen within an episode (rule T1). */
  get currentUtcDateTime(): Date {
    return this.#execution.currentUtcDateTime
  }

  set currentUtcDateTime(date: Date) {
    this.#execution.currentUtcDateTime = date
  }

  getInput(): unknown {
    return this.#input
  }

  callActivity(name: string, input?: unknown): Task {
    return made(new Task(request.activity(name, input)))
  }

  callActivityWithRetry(name: string, retryOptions: RetryPolicy, input?: unknown): Task {
    return made(request.retriedActivityTask(name, retryOptions, input))
  }

  callSubOrchestrator(name: string, input?: unknown, instanceId?: string, version?: string): Task {
    this.#requireMayCallChild(name)
    return made(new Task(request.subOrchestration(name, input, instanceId, version)))
  }

  callSubOrchestratorWithRetry(
    name: string,
    retryOptions: RetryPolicy,
    input?: unknown,
    instanceId?: string,
    version?: string,
  ): Task {
    this.#requireMayCallChild(name)
    return made(request.retriedSubOrchestrationTask(name, retryOptions, input, instanceId, version))
  }

  callEntity(entityId: EntityId, operationName: string, operationInput?: unknown): Task {
    this.#section.callBegins(entityId)
    const asked = entityRequest('CallEntity', entityId, operationName, operationInput)
    const ended = () => this.#section.callEnded(asked.instanceId)
    return made(new EntityCallTask(asked, this.#execution.entityError, ended))
  }

  /** One-way: there is nothing to yield (rule X3). */
  signalEntity(entityId: EntityId, operationName: string, operationInput?: unknown): void {
    this.#section.requireMaySignal(entityId)
    this.#execution.fireAndForget(entityRequest('SignalEntity', entityId, operationName, operationInput), 1)
  }

  /** Takes entities one by one or in a list. Locked from here on: rule K1. */
  lock(...given: readonly unknown[]): Task {
    const entities = entitiesToLock(given)
    this.#section.requireNone()
    const inOrder = inLockOrder(entities)
    const asked = lockRequest(this.newGuid(this.instanceId), inOrder)
    const release = (ids: number) => this.#execution.fireAndForget({ type: 'ReleaseEntities' }, ids)
    return made(new LockTask(asked, this.#section.enter(inOrder, release)))
  }

  isLocked(): LockState {
    return this.#section.state
  }

  callHttp(options: CallHttpOptions): Task {
    return made(httpTask(options))
  }

  createTimer(fireAt: Date): Task {
    return made(timerTask(request.timer(fireAt), this.#execution))
  }

  waitForExternalEvent(name: string): Task {
    return made(request.externalEventTask(name))
  }

  continueAsNew(input?: unknown): void {
    this.#execution.continueAsNew(input)
  }

  setCustomStatus(status: unknown): void {
    this.customStatus = status
  }

  /** Rule G1: each call counts, so the same calls give the same GUIDs in every replay. */
  newGuid(instanceId: string): string {
    return deterministicGuid(`${instanceId}_${this.currentUtcDateTime.valueOf()}_${this.#guids++}`)
  }

  #requireMayCallChild(name: unknown): void {
    if (!name)
      throw new Error('A sub-orchestration function name must be provided when attempting to create a suborchestration')
    this.#section.requireNoChild()
  }
}
