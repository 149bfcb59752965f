import { coalesced } from '#base/coalesced.ts'
import type { EpochMs } from '#base/units.ts'
import { fromQueueText } from '#durable/queue-text.ts'
import { takeMessages } from '#storage/commit-account.ts'
import type { HubDb, QueueMessageRow } from '#storage/hub-db.ts'
import type { HostOptions } from '#durable/host-options.ts'
import { type Account, queueName } from '../bindings/account.ts'
import { withSettings } from '../bindings/expression.ts'
import { type FunctionDefinition, textOption } from '../functions.ts'
import type { HubClock } from '../hub-clock.ts'
import { WorkerStoppedError } from '../language.ts'
import type { LogSink } from '../log-sink.ts'
import type { Alarm } from '../timers.ts'
import { dotNetTime } from './timer-listener.ts'
import type { TriggerCall, TriggerCalls } from './trigger-calls.ts'

export interface QueueListenerParts {
  readonly db: HubDb
  readonly clock: HubClock
  readonly logs: LogSink
  readonly account: Account
  readonly calls: TriggerCalls
  readonly env: Readonly<Record<string, string>>
  readonly queues: HostOptions['queues']
  readonly alarm: (alarm: Alarm) => () => void
}

/** For so long a message that was taken is nobody else's, in milliseconds: ten minutes, as on Azure. */
const LEASE = 10 * 60_000

/** The queue of a function. Throws when there can be no such queue. */
export function queueOf({ trigger }: FunctionDefinition, env: Readonly<Record<string, string>>): string {
  return queueName(withSettings(textOption(trigger, 'queueName'), env))
}

/** Gives a function the messages of a queue, several at once; what fails too often goes to the poison queue. */
export class QueueListener {
  readonly queue: string
  private readonly parts: QueueListenerParts
  private readonly definition: FunctionDefinition
  private running = 0
  private cancelAlarm: (() => void) | undefined

  constructor(parts: QueueListenerParts, definition: FunctionDefinition) {
    this.parts = parts
    this.definition = definition
    this.queue = queueOf(definition, parts.env)
  }

  /** Takes what there is, if there is room for it. */
  readonly look = coalesced(() => this.parts.calls.busily(() => this.take()))

  private async take(): Promise<void> {
    const { db, clock, queues, calls } = this.parts
    if (calls.isStopped || this.running > queues.newBatchThreshold) return
    const now = clock.now()
    const until = (now + LEASE) as EpochMs
    const messages = await takeMessages(db, this.queue, { now, until, most: queues.batchSize })
    if (calls.isStopped) return // the next host puts them back
    for (const message of messages) void calls.busily(() => this.process(message)).finally(() => this.look())
    if (messages.length === 0) await this.waitForNext()
  }

  /** Nothing is visible: whatever becomes so next is waited for. */
  private async waitForNext(): Promise<void> {
    const { db, alarm, calls } = this.parts
    const all = await db.queueMessages.where('queue').equals(this.queue).toArray()
    const free = all.filter(({ popReceipt }) => popReceipt === null).map(({ visibleAt }) => visibleAt)
    this.cancelAlarm?.()
    if (free.length === 0 || calls.isStopped) return
    this.cancelAlarm = alarm({ at: Math.min(...free) as EpochMs, run: () => this.look(), pulls: true })
  }

  private async process(message: QueueMessageRow): Promise<void> {
    const { account, calls, queues, clock } = this.parts
    this.running++
    try {
      const text = fromQueueText(message.text, queues.messageEncoding)
      if (text === undefined) throw new Error('Message decoding has failed! Check MessageEncoding settings.')
      const gone = { messagesGone: message.seq === undefined ? [] : [message.seq] }
      await calls.call(this.definition, { ...queueCall(message, text), also: gone })
    } catch (error) {
      if (calls.isStopped) return // the next host finds it as it is
      if (error instanceof WorkerStoppedError && !error.isToBlame)
        return await account.commit({
          messages: [{ ...this.freed(message, clock.now()), dequeueCount: message.dequeueCount - 1 }],
        })
      await this.failed(message)
    } finally {
      this.running--
    }
  }

  private async failed(message: QueueMessageRow): Promise<void> {
    const { account, queues, clock, logs } = this.parts
    const now = clock.now()
    if (message.dequeueCount < queues.maxDequeueCount)
      return account.commit({ messages: [this.freed(message, (now + queues.visibilityTimeout) as EpochMs)] })
    const poison = `${this.queue}-poison`
    const { seq, ...rest } = message
    const moved = {
      ...rest,
      id: crypto.randomUUID(),
      queue: poison,
      dequeueCount: 0,
      popReceipt: null,
      insertedAt: now,
      visibleAt: now,
    }
    await account.commit({ messages: [moved], messagesGone: seq === undefined ? [] : [seq] })
    const text = `Message has reached MaxDequeueCount of ${queues.maxDequeueCount}. Moving message to queue '${poison}'.`
    logs.host('warning', 'Host.Triggers.Queue', text, { functionName: this.definition.name })
  }

  private freed(message: QueueMessageRow, visibleAt: EpochMs): QueueMessageRow {
    return { ...message, visibleAt, popReceipt: null }
  }
}

/** What a queue function is called with for a message. */
export function queueCall(message: QueueMessageRow, text: string): TriggerCall {
  const { queue, id, dequeueCount, insertedAt, expiresAt, visibleAt, popReceipt } = message
  return {
    value: { kind: 'string', text },
    metadata: {
      QueueTrigger: text,
      Id: id,
      DequeueCount: dequeueCount,
      InsertionTime: dotNetTime(insertedAt),
      ExpirationTime: dotNetTime(expiresAt),
      NextVisibleTime: dotNetTime(visibleAt),
      PopReceipt: popReceipt ?? '',
    },
    reason: `New queue message detected on '${queue}'.`,
  }
}
