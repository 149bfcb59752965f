import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'

/** A retry policy as the wire carries it; all times in milliseconds. */
export interface RetryPolicy {
  readonly firstRetryIntervalInMilliseconds: number
  readonly maxNumberOfAttempts: number
  readonly backoffCoefficient?: number
  readonly maxRetryIntervalInMilliseconds?: number
  readonly retryTimeoutInMilliseconds?: number
}

export interface DurableHttpCall {
  readonly method: string
  readonly uri: string
  readonly content: string | null
  readonly headers: Readonly<Record<string, string>> | null
  readonly tokenSource: JsonText | null
  readonly asynchronousPatternEnabled: boolean
}

export interface EntityName {
  readonly name: string
  readonly key: string
}

/**
 * What an orchestrator has asked for, with inputs still as the code's own values (`unknown`) or already as JSON text.
 * `isCanceled` turns true when the code cancels a timer that it has yielded before.
 */
export type ActionOf<Input> =
  | { readonly type: 'CallActivity'; readonly name: string; readonly input: Input }
  | {
      readonly type: 'CallActivityWithRetry'
      readonly name: string
      readonly input: Input
      readonly retry: RetryPolicy
    }
  | ({ readonly type: 'CallSubOrchestrator' } & SubOrchestratorCall<Input>)
  | ({ readonly type: 'CallSubOrchestratorWithRetry'; readonly retry: RetryPolicy } & SubOrchestratorCall<Input>)
  | { readonly type: 'ContinueAsNew'; readonly input: Input }
  | { readonly type: 'CreateTimer'; readonly fireAt: EpochMs; isCanceled: boolean }
  | { readonly type: 'WaitForExternalEvent'; readonly name: string }
  | {
      readonly type: 'CallEntity' | 'SignalEntity'
      readonly instanceId: string
      readonly operation: string
      readonly input: Input
    }
  | { readonly type: 'CallHttp'; readonly request: DurableHttpCall }
  | { readonly type: 'LockEntities'; readonly lockRequestId: string; readonly lockSet: readonly EntityName[] }
  | { readonly type: 'ReleaseEntities' }
  | { readonly type: 'WhenAll' | 'WhenAny'; readonly actions: readonly ActionOf<Input>[] }

interface SubOrchestratorCall<Input> {
  readonly name: string
  readonly input: Input
  readonly instanceId?: string
  readonly version?: string
}

/**
 * What the host gets: it walks the list in order and answers with new history, never with a call back.
 * Inputs are JSON text; `null` means that the wire has no `input` key at all.
 */
export type Action = ActionOf<JsonText | null>

export type ActionType = Action['type']
