import type { JsonText } from '#base/json.ts'
import { toJsonText } from '#base/json.ts'
import type { Failure, HistoryEvent } from '#durable/history-event.ts'
import type { WorkItemRow } from '#storage/hub-db.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import type { FunctionCatalog } from './functions.ts'
import type { HubClock } from './hub-clock.ts'
import { type Invocations, WORKER_STOPPED } from './invocations.ts'
import { WorkerStoppedError } from './language.ts'

/** So many activities are under way at once; the others wait their turn, as on Azure (there: 10 a core). */
const AT_ONCE = 64

/** Runs scheduled activities, each at least once, and reports what became of them. */
export class Activities {
  private readonly queue: WorkItemRow[] = []
  private running = 0
  private isStopped = false
  private readonly invocations: Invocations
  private readonly clock: HubClock
  private readonly catalog: FunctionCatalog
  private readonly report: (item: WorkItemRow, event: HistoryEvent) => void

  constructor(
    invocations: Invocations,
    clock: HubClock,
    catalog: FunctionCatalog,
    report: (item: WorkItemRow, event: HistoryEvent) => void,
  ) {
    this.invocations = invocations
    this.clock = clock
    this.catalog = catalog
    this.report = report
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
    while (this.running < AT_ONCE && !this.isStopped) {
      const item = this.queue.shift()
      if (!item) return
      this.running++
      void this.run(item)
    }
  }

  private async run(item: WorkItemRow): Promise<void> {
    const event = await this.outcomeOf(item)
    this.running--
    if (event) this.report(item, event)
    this.next()
  }

  /** `undefined` when the worker was ended under it: then it is queued again. */
  private async outcomeOf(item: WorkItemRow): Promise<HistoryEvent | undefined> {
    const { taskId: taskScheduledId, name, instanceId, executionId } = item
    try {
      const definition = this.catalog.find('activity', name)
      if (!definition)
        throw new Error(`The function '${name}' doesn't exist, is disabled, or is not an activity function.`)
      const inputs = { [definition.triggerName]: activityInput(item.input) }
      const { result } = await this.invocations.invoke(definition.name, inputs, { instanceId, executionId })
      return { type: 'TaskCompleted', at: this.clock.now(), taskScheduledId, result: resultText(result) }
    } catch (error) {
      if (error instanceof WorkerStoppedError && !error.isToBlame) {
        this.queue.push(item)
        return undefined
      }
      return { type: 'TaskFailed', at: this.clock.now(), taskScheduledId, ...activityFailure(name, error) }
    }
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
  return {
    reason: `Activity function '${name}' failed:  ${message}`,
    details: `Result: Failure\nException: ${message}\nStack: ${stack ?? ''}`,
  }
}

/** What the worker would have reported; a worker that was ended reports nothing. */
function reportOf(error: unknown): { message: string; stack?: string | undefined } {
  if (error instanceof WorkerStoppedError) return { message: WORKER_STOPPED }
  return error instanceof Error ? error : { message: String(error) }
}
