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
 * What an orchestrator has asked for. The host walks the list in order and answers with new history, never with a call back.
 * Inputs are JSON text; `null` means that the wire has no `input` key at all.
 */
export type Action =
  | { readonly type: 'CallActivity'; readonly name: string; readonly input: JsonText | null }
  | {
      readonly type: 'CallActivityWithRetry'
      readonly name: string
      readonly input: JsonText | null
      readonly retry: RetryPolicy
    }
  | ({ readonly type: 'CallSubOrchestrator' } & SubOrchestratorCall)
  | ({ readonly type: 'CallSubOrchestratorWithRetry'; readonly retry: RetryPolicy } & SubOrchestratorCall)
  | { readonly type: 'ContinueAsNew'; readonly input: JsonText | null }
  | { readonly type: 'CreateTimer'; readonly fireAt: EpochMs; readonly isCanceled: boolean }
  | { readonly type: 'WaitForExternalEvent'; readonly name: string }
  | {
      readonly type: 'CallEntity' | 'SignalEntity'
      readonly instanceId: string
      readonly operation: string
      readonly input: JsonText | null
    }
  | { readonly type: 'CallHttp'; readonly request: DurableHttpCall }
  | { readonly type: 'LockEntities'; readonly lockRequestId: string; readonly lockSet: readonly EntityName[] }
  | { readonly type: 'ReleaseEntities' }
  | { readonly type: 'WhenAll' | 'WhenAny'; readonly actions: readonly Action[] }

interface SubOrchestratorCall {
  readonly name: string
  readonly input: JsonText | null
  readonly instanceId?: string
  readonly version?: string
}

export type ActionType = Action['type']
