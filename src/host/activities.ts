import type { JsonText } from '#base/json.ts'
import { shownJson, toJsonText } from '#base/json.ts'
import { HTTP_ACTIVITY } from '#durable/durable-http.ts'
import type { Failure, FailureDetails, HistoryEvent } from '#durable/history-event.ts'
import type { WorkItemRow } from '#storage/hub-db.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import { InjectedFault, type Strike } from './faults.ts'
import type { HttpActivity } from './http-activity.ts'
import { WORKER_STOPPED } from './invocations.ts'
import { WorkerStoppedError } from './language.ts'
import type { WorkParts } from './work-parts.ts'
import { attemptOf } from './attempts.ts'

export interface ActivityParts extends WorkParts {
  /** So many activities are under way at once; the others wait their turn. */
  readonly maxConcurrent: { readonly activities: number }
  readonly http: HttpActivity
  readonly report: (item: WorkItemRow, event: HistoryEvent, odd?: OddDelivery) => void
}

/** What a fault does to the delivery of an answer. */
export interface OddDelivery {
  readonly isTwice: boolean
  /** Called when it is on disk. */
  readonly committed?: () => void
}

/** Runs scheduled activities, each at least once, and reports what became of them. */
export class Activities {
  private readonly queue: WorkItemRow[] = []
  private running = 0
  private isStopped = false
  private readonly parts: ActivityParts

  constructor(parts: ActivityParts) {
    this.parts = parts
  }

  get isIdle(): boolean {
    return this.running === 0 && this.queue.length === 0
  }

  add(items: readonly WorkItemRow[]): void {
    for (const item of items) this.queue.push(item)
    this.next()
  }

  /** Nothing begins any more; what was begun and not answered is found again in the database. */
  stop(): void {
    this.isStopped = true
  }

  private next(): void {
    while (this.running < this.parts.maxConcurrent.activities && !this.isStopped) {
      const item = this.queue.shift()
      if (!item) return
      this.running++
      void this.run(item)
    }
  }

  private async run(item: WorkItemRow): Promise<void> {
    const { gate, faults } = this.parts
    if (gate.isShut) await gate.pass({ kind: 'activity', what: item.name, instanceId: item.instanceId })
    if (this.isStopped) return
    if (faults.concern(item.name)) await this.runStruck(item)
    else this.ended(item, await this.outcomeOf(item))
  }

  private ended(item: WorkItemRow, event: HistoryEvent | undefined, odd?: OddDelivery): void {
    this.running--
    if (event) this.parts.report(item, event, odd)
    this.next()
  }

  private async runStruck(item: WorkItemRow): Promise<void> {
    const { db, faults, languages, closeTab } = this.parts
    const { instanceId, executionId, taskId, name } = item
    const strike = await faults.on({
      functionName: name,
      instanceId,
      executionId,
      taskId,
      work: `task ${taskId}`,
      ...(faults.mindsCaller && { orchestrator: (await db.instances.get(instanceId))?.name ?? '' }),
      attempt: () => attemptOf(db, item),
    })
    await this.delay(strike)
    if (this.isStopped) return
    const fails = (await strike.take('fail')) !== undefined
    const event = fails ? this.failed(name, taskId, new InjectedFault()) : await this.outcomeOf(item)
    if (event && (await strike.take('tab closed'))) await closeTab()
    if (event && (await strike.take('worker lost before'))) {
      languages.lose()
      this.queue.push(item) // nobody has heard of its answer
      return this.ended(item, undefined)
    }
    const isTwice = (await strike.take('twice')) !== undefined
    const isLost = (await strike.take('worker lost after')) !== undefined
    this.ended(item, event, { isTwice, ...(isLost && { committed: () => languages.lose() }) })
  }

  /** While it waits it takes nobody's place: others begin, and a virtual clock may pass the time. */
  private async delay(strike: Strike): Promise<void> {
    const delay = await strike.take('delay')
    if (!delay) return
    this.running--
    this.next()
    await this.parts.sleep(delay.ms)
    this.running++
  }

  /** `undefined` when the worker was ended under it: then it is queued again. */
  private async outcomeOf(item: WorkItemRow): Promise<HistoryEvent | undefined> {
    const { clock } = this.parts
    const { taskId: taskScheduledId, name } = item
    try {
      const result = await this.resultOf(item)
      return { type: 'TaskCompleted', at: clock.now(), taskScheduledId, result }
    } catch (error) {
      if (error instanceof WorkerStoppedError && !error.isToBlame) {
        this.queue.push(item)
        return undefined
      }
      return this.failed(name, taskScheduledId, error)
    }
  }

  private failed(name: string, taskScheduledId: number, error: unknown): HistoryEvent {
    const failure = name === HTTP_ACTIVITY ? httpFailure(error) : activityFailure(name, error)
    return { type: 'TaskFailed', at: this.parts.clock.now(), taskScheduledId, ...failure }
  }

  private async resultOf({ name, input, instanceId, executionId }: WorkItemRow): Promise<JsonText> {
    const { catalog, http, invocations } = this.parts
    if (name === HTTP_ACTIVITY) return http.call(input, executionId, instanceId)
    const definition = catalog.find('activity', name)
    if (!definition) throw new Error(catalog.unknown('activity', name))
    const inputs = { [definition.triggerName]: activityInput(input) }
    const { result } = await invocations.invoke(definition.name, inputs, { instanceId, executionId })
    return resultText(result)
  }
}

/** A string travels bare, as on Azure; the worker parses it when it looks like JSON, so `"5"` arrives as the number 5. */
function activityInput(input: JsonText | null): BindingValue {
  if (input === null) return { kind: 'json', text: 'null' }
  return input.startsWith('"') ? { kind: 'string', text: JSON.parse(input) as string } : { kind: 'json', text: input }
}

function resultText(result: BindingValue): JsonText {
  if (result.kind === 'json') return result.text as JsonText
  return toJsonText(result.kind === 'string' ? result.text : null)
}

/** The host cuts the message out of the worker's report together with the blank before it: hence two spaces. */
function activityFailure(name: string, error: unknown): Failure {
  const { message, stack } = reportOf(error)
  const failureDetails = failureDetailsIn(message)
  return {
    reason: `Activity function '${name}' failed:  ${failureDetails?.ErrorMessage ?? message}`,
    details: `Result: Failure\nException: ${message}\nStack: ${stack ?? ''}`,
    ...(failureDetails && { failureDetails }),
  }
}

/** The built-in activity is no function: its error is told as it is. */
function httpFailure(error: unknown): Failure {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) }
  return { reason: message, details: `${name}: ${message}` }
}

/** With `setExceptionPropertiesProvider` the worker's message is the failure's details, as JSON. */
function failureDetailsIn(message: string): FailureDetails | undefined {
  if (!message.startsWith('{')) return undefined
  const details = shownJson(message)
  if (typeof details !== 'object' || details === null || !('errorType' in details)) return undefined
  const { errorType, errorMessage, stackTrace, isNonRetriable, properties } = details
  if (typeof errorType !== 'string' || typeof errorMessage !== 'string') return undefined
  return {
    ErrorType: errorType,
    ErrorMessage: errorMessage,
    ...(typeof stackTrace === 'string' && { StackTrace: stackTrace }),
    IsNonRetriable: isNonRetriable === true,
    ...(typeof properties === 'object' && { Properties: properties as FailureDetails['Properties'] & object }),
  }
}

/** What the worker would have reported; a worker that was ended reports nothing. */
function reportOf(error: unknown): { message: string; stack?: string | undefined } {
  if (error instanceof WorkerStoppedError) return { message: WORKER_STOPPED }
  return error instanceof Error ? error : { message: String(error) }
}
