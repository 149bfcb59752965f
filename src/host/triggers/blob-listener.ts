import { coalesced } from '#base/coalesced.ts'
import type { HostOptions } from '#durable/host-options.ts'
import { blobBytes, blobsOf } from '#storage/account-queries.ts'
import type { BlobRow, HubDb } from '#storage/hub-db.ts'
import { bodyText } from '#durable/http-message.ts'
import type { Account } from '../bindings/account.ts'
import { blobPattern, type BlobPattern } from '../bindings/blob-path.ts'
import { withSettings } from '../bindings/expression.ts'
import { type FunctionDefinition, textOption } from '../functions.ts'
import { WorkerStoppedError } from '../language.ts'
import type { LogSink } from '../log-sink.ts'
import type { TriggerCall, TriggerCalls } from './trigger-calls.ts'
import { dotNetTime } from './timer-listener.ts'

export interface BlobListenerParts {
  readonly db: HubDb
  readonly logs: LogSink
  readonly account: Account
  readonly calls: TriggerCalls
  readonly env: Readonly<Record<string, string>>
  readonly blobs: HostOptions['blobs']
  /** The app's own address, with a slash at its end. */
  readonly base: string
}

const POISON = 'webjobs-blobtrigger-poison'

/** The container and the names that a blob function watches. Throws when its path is none. */
export function patternOf({ trigger }: FunctionDefinition, env: Readonly<Record<string, string>>): BlobPattern {
  return blobPattern(withSettings(textOption(trigger, 'path'), env))
}

/** Gives a function each blob of its path, once for each time that one is written. A receipt tells which it has had. */
export class BlobListener {
  readonly container: string
  private readonly parts: BlobListenerParts
  private readonly definition: FunctionDefinition
  private readonly pattern: BlobPattern
  private readonly underWay = new Set<string>()

  constructor(parts: BlobListenerParts, definition: FunctionDefinition) {
    this.parts = parts
    this.definition = definition
    this.pattern = patternOf(definition, parts.env)
    this.container = this.pattern.container
  }

  /** Looks for blobs that the function has not had as they are now. */
  readonly look = coalesced(() => this.parts.calls.busily(() => this.scan()))

  private async scan(): Promise<void> {
    const { db, blobs, calls } = this.parts
    for (const blob of await blobsOf(db, this.container)) {
      if (this.underWay.size >= blobs.maxDegreeOfParallelism || calls.isStopped) return // the next to end looks again
      if (this.underWay.has(blob.name) || !this.pattern.match(blob.name) || (await this.isDone(blob))) continue
      this.underWay.add(blob.name)
      void calls
        .busily(() => this.process(blob))
        .finally(() => {
          this.underWay.delete(blob.name)
          this.look()
        })
    }
  }

  private async isDone({ container, name, etag }: BlobRow): Promise<boolean> {
    const receipt = await this.parts.db.blobReceipts.get([this.definition.name, container, name])
    return receipt?.etag === etag
  }

  private async process(blob: BlobRow): Promise<void> {
    const { db, account, calls, blobs, base } = this.parts
    const receipts = [receiptOf(this.definition, blob)]
    for (let attempt = 1; !calls.isStopped; attempt++) {
      const bytes = await blobBytes(db, blob.container, blob.name)
      if (!bytes) return // it was deleted meanwhile
      try {
        return await calls.call(this.definition, {
          ...blobCall(this.definition, this.pattern, blob, bytes, base),
          also: { receipts },
        })
      } catch (error) {
        if (error instanceof WorkerStoppedError && !error.isToBlame) return
        if (attempt < blobs.poisonBlobThreshold) continue
        await account.commit({ receipts, messages: [account.message(POISON, poisonText(this.definition, blob))] })
        return this.say(
          `Message has reached MaxDequeueCount of ${blobs.poisonBlobThreshold}. Moving message to queue '${POISON}'.`,
        )
      }
    }
  }

  private say(text: string): void {
    this.parts.logs.host('warning', 'Host.Triggers.Blob', text, { functionName: this.definition.name })
  }
}

/** What a blob function is called with for a blob. */
export function blobCall(
  { trigger }: FunctionDefinition,
  pattern: BlobPattern,
  { container, name, length, contentType, etag, createdAt, modifiedAt }: BlobRow,
  bytes: ArrayBuffer,
  base: string,
): TriggerCall {
  const isText = textOption(trigger, 'dataType').toLowerCase() === 'string'
  return {
    value: isText ? { kind: 'string', text: bodyText({ body: bytes }) } : { kind: 'bytes', bytes },
    metadata: {
      ...pattern.match(name),
      BlobTrigger: `${container}/${name}`,
      Uri: `${base}devstoreaccount1/${container}/${name}`,
      Properties: {
        ContentLength: length,
        ContentType: contentType,
        ETag: etag,
        CreatedOn: dotNetTime(createdAt),
        LastModified: dotNetTime(modifiedAt),
      },
      Metadata: {},
    },
    reason: `New blob detected(LogsAndContainerScan): ${container}/${name}`,
  }
}

function receiptOf({ name: functionName }: FunctionDefinition, { container, name, etag }: BlobRow) {
  return { functionName, container, name, etag }
}

/** What Azure writes of a blob that it gives up. */
function poisonText({ name: functionName }: FunctionDefinition, { container, name, etag }: BlobRow): string {
  return JSON.stringify({
    Type: 'BlobTrigger',
    FunctionId: `Host.Functions.${functionName}`,
    BlobType: 'BlockBlob',
    ContainerName: container,
    BlobName: name,
    ETag: etag,
  })
}
