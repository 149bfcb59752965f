import { reasonOf } from '#base/reason-of.ts'
import type { EpochMs } from '#base/units.ts'
import type { AccountCommit } from '#storage/commit-account.ts'
import type { BindingValue, FunctionRetry } from '#wire/language-calls.ts'
import type { FunctionDefinition } from '../functions.ts'
import type { HubClock } from '../hub-clock.ts'
import type { Invocations, More } from '../invocations.ts'
import { WorkerStoppedError } from '../language.ts'
import type { LogSink } from '../log-sink.ts'
import type { Alarm } from '../timers.ts'

export interface TriggerCallsParts {
  readonly invocations: Invocations
  readonly clock: HubClock
  readonly logs: LogSink
  readonly alarm: (alarm: Alarm) => () => void
  /** Hears that nothing of a trigger is under way any more. */
  readonly settled: () => void
}

/** What a trigger calls its function with. */
export interface TriggerCall {
  readonly value: BindingValue
  readonly metadata: Readonly<Record<string, unknown>>
  readonly reason: string
  /** Written together with what the function puts out. */
  readonly also?: AccountCommit
}

/** Calls functions for triggers, and again as their retry policies say. */
export class TriggerCalls {
  isStopped = false
  private busy = 0
  private readonly parts: TriggerCallsParts

  constructor(parts: TriggerCallsParts) {
    this.parts = parts
  }

  get isIdle(): boolean {
    return this.busy === 0
  }

  /** Runs it with the virtual clock held: something is under way. Its errors are the console's. */
  async busily(run: () => Promise<void>): Promise<void> {
    this.busy++
    try {
      await run()
    } catch (error) {
      const isOver = this.isStopped || error instanceof WorkerStoppedError
      if (!isOver) this.parts.logs.host('error', 'Host.Triggers', reasonOf(error))
    } finally {
      this.busy--
      this.parts.settled()
    }
  }

  /** Resolves when the function has succeeded; rejects with the error of its last attempt. */
  async call(definition: FunctionDefinition, call: TriggerCall): Promise<void> {
    const { retry } = definition
    if (!retry || !canRetry(definition)) return this.attempt(definition, call)
    for (let attempt = 0, failure: string | undefined; ;) {
      try {
        const context = { retryCount: attempt, maxRetryCount: retry.maxRetryCount }
        return await this.attempt(definition, call, { ...context, ...(failure !== undefined && { failure }) })
      } catch (error) {
        attempt++
        const isLast = retry.maxRetryCount >= 0 && attempt > retry.maxRetryCount
        if (isLast || this.isStopped) throw error
        failure = reasonOf(error)
        await this.wait(definition, retry, attempt)
      }
    }
  }

  private async attempt(
    { name, triggerName }: FunctionDefinition,
    { value, metadata, reason, also }: TriggerCall,
    retry?: More['retry'],
  ): Promise<void> {
    const more = { metadata, ...(retry && { retry }), ...(also && { also }) }
    await this.parts.invocations.invoke(name, { [triggerName]: value }, {}, reason, more)
  }

  private async wait({ name }: FunctionDefinition, retry: FunctionRetry, attempt: number): Promise<void> {
    const { clock, logs, alarm } = this.parts
    const delay = delayOf(retry, attempt)
    const text = `Waiting for \`${spanText(delay)}\` before retrying function execution. Next attempt: '${attempt}'. Max retry count: '${retry.maxRetryCount}'`
    logs.host('information', `Function.${name}`, text, { functionName: name })
    this.busy-- // a virtual clock may go on to the next attempt
    await new Promise<void>((run) => alarm({ at: (clock.now() + delay) as EpochMs, run, pulls: true }))
    this.busy++
  }
}

/** The triggers whose functions Azure tries again. Queues and blobs have a way of their own. */
export function canRetry({ trigger }: FunctionDefinition): boolean {
  return ['timertrigger', 'eventhubtrigger', 'cosmosdbtrigger', 'kafkatrigger'].includes(trigger.type.toLowerCase())
}

/** Milliseconds until the next attempt; the waits of an exponential policy double, and differ by a fifth. */
function delayOf(retry: FunctionRetry, attempt: number): number {
  if (retry.strategy === 'fixedDelay') return retry.delayMs
  const { minimumMs, maximumMs } = retry
  const growth = (2 ** (attempt - 1) - 1) * minimumMs * (0.8 + Math.random() * 0.4)
  return Math.min(Math.round(minimumMs + growth), Math.max(maximumMs, minimumMs))
}

function spanText(ms: number): string {
  return new Date(ms).toISOString().slice(11, 19)
}
