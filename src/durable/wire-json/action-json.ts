import { toJsonText, type JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { Action, ActionType, DurableHttpCall, EntityName, RetryPolicy } from '../action.ts'

/** Azure's numbers for what an orchestrator asks for. 10 (`ScheduledSignalEntity`) no SDK of ours emits. */
const actionTypes: readonly (ActionType | undefined)[] = [
  'CallActivity',
  'CallActivityWithRetry',
  'CallSubOrchestrator',
  'CallSubOrchestratorWithRetry',
  'ContinueAsNew',
  'CreateTimer',
  'WaitForExternalEvent',
  'CallEntity',
  'CallHttp',
  'SignalEntity',
  undefined,
  'WhenAny',
  'WhenAll',
  'LockEntities',
  'ReleaseEntities',
]

/** `tokenSource` stands there as the object it is; what is not there has no key. */
type WireHttpRequest = Pick<DurableHttpCall, 'method' | 'uri'> &
  Partial<Pick<DurableHttpCall, 'content' | 'headers' | 'asynchronousPatternEnabled'>> & {
    readonly tokenSource?: unknown
  }

/** An action as it stands in an OrchestratorState: every key that some type of action has. */
export interface WireAction {
  readonly actionType: number
  readonly functionName?: string
  readonly input?: unknown
  readonly retryOptions?: RetryPolicy
  readonly instanceId?: string | null
  readonly version?: string | null
  readonly fireAt?: string | null
  readonly isCanceled?: boolean
  readonly externalEventName?: string
  readonly reason?: string
  readonly operation?: string
  readonly httpRequest?: WireHttpRequest
  readonly lockRequestId?: string
  readonly lockSet?: readonly EntityName[]
  readonly compoundActions?: readonly WireAction[]
}

/**
 * An action as durable-functions for JavaScript writes it. Its oddity: a *string* given to an activity or to
 * `continueAsNew` stands as JSON text inside the JSON (`"\"Tokyo\""`), everything else as the value itself.
 */
export function actionJson(action: Action): WireAction {
  const actionType = actionTypes.indexOf(action.type)
  switch (action.type) {
    case 'CallActivity':
      return { functionName: action.name, actionType, ...textInput(action.input) }
    case 'CallActivityWithRetry':
      return { functionName: action.name, retryOptions: action.retry, actionType, ...textInput(action.input) }
    case 'CallSubOrchestrator':
      return { ...childJson(action), actionType, ...plainInput(action.input) }
    case 'CallSubOrchestratorWithRetry':
      return { ...childJson(action), retryOptions: action.retry, actionType, ...plainInput(action.input) }
    case 'ContinueAsNew':
      return { actionType, ...textInput(action.input) }
    case 'CreateTimer':
      return { fireAt: timeOf(action.fireAt), isCanceled: action.isCanceled, actionType }
    case 'WaitForExternalEvent':
      return { externalEventName: action.name, reason: 'ExternalEvent', actionType }
    case 'CallEntity':
    case 'SignalEntity':
      return {
        instanceId: action.instanceId,
        operation: action.operation,
        actionType,
        ...plainInput(action.input),
      }
    case 'CallHttp':
      return { httpRequest: httpJson(action.request), actionType }
    case 'LockEntities':
      return { actionType, lockRequestId: action.lockRequestId, lockSet: action.lockSet }
    case 'ReleaseEntities':
      return { actionType }
    case 'WhenAll':
    case 'WhenAny':
      return { actionType, compoundActions: action.actions.map(actionJson) }
  }
}

/** Reads what {@link actionJson} writes. Throws for a number that names no action. */
export function actionFromJson(wire: WireAction): Action {
  const type = actionTypes[wire.actionType]
  switch (type) {
    case 'CallActivity':
      return { type, name: wire.functionName ?? '', input: textOf(wire.input) }
    case 'CallActivityWithRetry':
      return { type, name: wire.functionName ?? '', input: textOf(wire.input), retry: retryOf(wire) }
    case 'CallSubOrchestrator':
      return { type, ...childOf(wire) }
    case 'CallSubOrchestratorWithRetry':
      return { type, ...childOf(wire), retry: retryOf(wire) }
    case 'ContinueAsNew':
      return { type, input: textOf(wire.input) }
    case 'CreateTimer':
      return { type, fireAt: Date.parse(wire.fireAt ?? '') as EpochMs, isCanceled: wire.isCanceled ?? false }
    case 'WaitForExternalEvent':
      return { type, name: wire.externalEventName ?? '' }
    case 'CallEntity':
    case 'SignalEntity':
      return {
        type,
        instanceId: wire.instanceId ?? '',
        operation: wire.operation ?? '',
        input: plainOf(wire.input),
      }
    case 'CallHttp':
      if (wire.httpRequest) return { type, request: httpOf(wire.httpRequest) }
      break
    case 'LockEntities':
      return { type, lockRequestId: wire.lockRequestId ?? '', lockSet: wire.lockSet ?? [] }
    case 'ReleaseEntities':
      return { type }
    case 'WhenAll':
    case 'WhenAny':
      return { type, actions: (wire.compoundActions ?? []).map(actionFromJson) }
    case undefined:
  }
  throw new TypeError(`there is no action of type ${wire.actionType} with these fields`)
}

/** A date that is none has no words: `null`, as `JSON.stringify` has it. */
const timeOf = (at: EpochMs) => (Number.isNaN(at) ? null : new Date(at).toISOString())

function httpJson({ content, headers, tokenSource, ...rest }: DurableHttpCall): WireHttpRequest {
  return {
    ...rest,
    ...(content !== null && { content }),
    ...(headers !== null && { headers }),
    ...(tokenSource !== null && { tokenSource: JSON.parse(tokenSource) as unknown }),
  }
}

function httpOf({
  content,
  headers,
  tokenSource,
  asynchronousPatternEnabled,
  ...rest
}: WireHttpRequest): DurableHttpCall {
  return {
    ...rest,
    content: content ?? null,
    headers: headers ?? null,
    tokenSource: tokenSource === undefined || tokenSource === null ? null : toJsonText(tokenSource),
    asynchronousPatternEnabled: asynchronousPatternEnabled ?? true,
  }
}

type Child = Extract<Action, { type: 'CallSubOrchestrator' }>

const childJson = ({ name, instanceId, version }: Omit<Child, 'type'>) => ({
  functionName: name,
  ...(instanceId !== undefined && { instanceId }),
  ...(version !== undefined && { version }),
})

const childOf = ({ functionName, instanceId, version, input }: WireAction) => ({
  name: functionName ?? '',
  input: plainOf(input),
  ...(typeof instanceId === 'string' && { instanceId }),
  ...(typeof version === 'string' && { version }),
})

const retryOf = ({ retryOptions }: WireAction): RetryPolicy =>
  retryOptions ?? { firstRetryIntervalInMilliseconds: 0, maxNumberOfAttempts: 1 }

const plainInput = (input: JsonText | null) => (input === null ? {} : { input: JSON.parse(input) as unknown })
const textInput = (input: JsonText | null) => (input?.startsWith('"') ? { input: input as string } : plainInput(input))

const plainOf = (input: unknown): JsonText | null => (input === undefined ? null : toJsonText(input))

/** A string on the wire is JSON text, unless it was a `Date` or the like, which the SDK leaves to `JSON.stringify`. */
const textOf = (input: unknown): JsonText | null => (isJsonText(input) ? input : plainOf(input))

function isJsonText(input: unknown): input is JsonText {
  if (typeof input !== 'string') return false
  try {
    JSON.parse(input)
    return true
  } catch {
    return false
  }
}
