import { putBackMessages } from '#storage/commit-account.ts'
import { blobBytes } from '#storage/account-queries.ts'
import { fromQueueText } from '#durable/queue-text.ts'
import { splitBlobPath } from '../bindings/blob-path.ts'
import { type FunctionCatalog, type FunctionDefinition, textOption } from '../functions.ts'
import { BlobListener, blobCall, type BlobListenerParts, patternOf } from './blob-listener.ts'
import { queueCall, QueueListener, type QueueListenerParts, queueOf } from './queue-listener.ts'
import { TimerListener, type TimerListenerParts } from './timer-listener.ts'
import { canRetry, type TriggerCall } from './trigger-calls.ts'

export type TriggersParts = TimerListenerParts &
  QueueListenerParts &
  BlobListenerParts & { readonly catalog: FunctionCatalog }

/** What the host itself starts functions with: timers, queues and blobs; and every other function by hand. */
export class Triggers {
  private readonly parts: TriggersParts
  private readonly timers = new Map<string, TimerListener>()
  private readonly queues: QueueListener[] = []
  private readonly blobs: BlobListener[] = []
  private deafen = () => {}

  constructor(parts: TriggersParts) {
    this.parts = parts
    for (const definition of parts.catalog.all) this.addListener(definition)
  }

  /** Begins to listen, and takes up what waits already. */
  async start(): Promise<void> {
    const { db, clock, calls, account, catalog } = this.parts
    await putBackMessages(db, clock.now())
    this.deafen = account.listen(({ queues, containers }) => {
      for (const listener of this.queues) if (queues.has(listener.queue)) listener.look()
      for (const listener of this.blobs) if (containers.has(listener.container)) listener.look()
    })
    for (const listener of this.timers.values()) void calls.busily(() => listener.start())
    for (const listener of [...this.queues, ...this.blobs]) listener.look()
    for (const definition of catalog.all) {
      if (definition.retry && !canRetry(definition)) this.warnOfRetry(definition)
      if (typeOf(definition) === 'warmuptrigger') this.call(definition, handCall('{}'))
    }
  }

  /** Begins nothing more. */
  stop(): void {
    this.parts.calls.isStopped = true
    this.deafen()
  }

  /** Runs a function by hand; resolves when it has begun. Throws when there is none of that name, or the payload does not fit. */
  async fire(functionName: string, payload: string | null): Promise<void> {
    const definition = this.parts.catalog.all.find(({ name }) => name.toLowerCase() === functionName.toLowerCase())
    if (!definition) throw new Error(`There is no function '${functionName}'.`)
    const timer = this.timers.get(definition.name)
    if (timer) return void this.parts.calls.busily(() => timer.runNow())
    this.call(definition, await this.handCall(definition, payload))
  }

  private addListener(definition: FunctionDefinition): void {
    switch (typeOf(definition)) {
      case 'timertrigger':
        this.timers.set(definition.name, new TimerListener(this.parts, definition))
        break
      case 'queuetrigger':
        this.queues.push(new QueueListener(this.parts, definition))
        break
      case 'blobtrigger':
        this.blobs.push(new BlobListener(this.parts, definition))
        break
    }
  }

  private async handCall(definition: FunctionDefinition, payload: string | null): Promise<TriggerCall> {
    switch (definition.kind === 'other' ? typeOf(definition) : definition.kind) {
      case 'http':
        throw new Error(`Send '${definition.name}' a request instead.`)
      case 'orchestrator':
      case 'entity':
      case 'activity':
        throw new Error(`'${definition.name}' is started by a durable client or an orchestrator.`)
      case 'queuetrigger':
        return this.queueCall(definition, payload ?? '')
      case 'blobtrigger':
        return this.blobCall(definition, payload ?? '')
      default:
        return handCall(manyOf(definition, payload))
    }
  }

  private queueCall(definition: FunctionDefinition, text: string): TriggerCall {
    const { account, env } = this.parts
    const message = account.message(queueOf(definition, env), text)
    const decoded = fromQueueText(message.text, account.encoding) ?? text
    return { ...queueCall({ ...message, dequeueCount: 1 }, decoded), reason: BY_HAND }
  }

  /** The payload is the path of the blob, as Azure's admin API takes it. */
  private async blobCall(definition: FunctionDefinition, path: string): Promise<TriggerCall> {
    const { db, env, base } = this.parts
    const { container, name } = splitBlobPath(path)
    const [blob, bytes] = await Promise.all([db.blobs.get([container, name]), blobBytes(db, container, name)])
    if (!blob || !bytes) throw new Error(`There is no blob '${path}'. Give the path of one, such as container/name.`)
    return { ...blobCall(definition, patternOf(definition, env), blob, bytes, base), reason: BY_HAND }
  }

  private call(definition: FunctionDefinition, call: TriggerCall): void {
    const { calls } = this.parts
    void calls.busily(() => calls.call(definition, call).catch(() => {})) // the console has it
  }

  private warnOfRetry({ name, trigger }: FunctionDefinition): void {
    const text = `The retry policy of '${name}' has no effect: a ${trigger.type} has none of its own on Azure.`
    this.parts.logs.host('warning', 'Host.Startup', text, { functionName: name })
  }
}

const BY_HAND = 'This function was programmatically called via the host APIs.'

function typeOf({ trigger }: FunctionDefinition): string {
  return trigger.type.toLowerCase()
}

/** A function of many events is given a list. */
function manyOf({ trigger }: FunctionDefinition, payload: string | null): string | null {
  const isMany = textOption(trigger, 'cardinality').toLowerCase() === 'many'
  if (!isMany || payload === null || payload.trimStart().startsWith('[')) return payload
  return `[${isJson(payload) ? payload : JSON.stringify(payload)}]`
}

function handCall(payload: string | null): TriggerCall {
  const value =
    payload === null
      ? ({ kind: 'none' } as const)
      : isJson(payload)
        ? ({ kind: 'json', text: payload } as const)
        : ({ kind: 'string', text: payload } as const)
  return { value, metadata: {}, reason: BY_HAND }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
