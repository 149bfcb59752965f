import type { ActionType } from '#durable/action.ts'
import type { Asked } from '#replay/asked.ts'
import { retryText } from './retry-text.ts'

/** What the SDK answers, beside the actions; texts are JSON as Python's `json` wrote it. */
export interface PythonState {
  readonly isDone: boolean
  readonly asked: readonly Asked[]
  /** 0 for V1, which has a list of actions for each yield; 1 for V2. */
  readonly schema: number
  readonly output: string | undefined
  readonly error: string | undefined
  readonly customStatus: string | undefined
}

/** The OrchestratorState as azure-functions-durable 1.2.9 writes it, to the letter: keys in its order, blanks as `json.dumps` sets them. */
export function pythonStateJson({ isDone, asked, schema, output, error, customStatus }: PythonState): string {
  const lists = schema === 0 ? asked.map(leavesOf) : [asked]
  return object({
    isDone: String(isDone),
    ...(schema > 0 && { schemaVersion: String(schema) }),
    actions: list(lists.map((each) => list(each.map(actionJson)))),
    ...(output !== undefined && { output }),
    ...(error && { error: json(error) }),
    ...(customStatus !== undefined && { customStatus }),
  })
}

const actionNumbers: Readonly<Record<ActionType, number>> = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
}

function actionJson(asked: Asked): string {
  return object({ actionType: String(actionNumbers[asked.type]), ...fieldsOf(asked) })
}

function fieldsOf(asked: Asked): Record<string, string> {
  switch (asked.type) {
    case 'CallActivity':
      return { functionName: json(asked.name), input: json(asked.input) }
    case 'CallActivityWithRetry':
      return {
        functionName: json(asked.name),
        input: json(asked.input),
        retryOptions: retryText(asked.retry) ?? json(asked.retry),
      }
    case 'CallSubOrchestrator':
      return { functionName: json(asked.name), input: json(asked.input), instanceId: json(asked.instanceId ?? null) }
    case 'CallSubOrchestratorWithRetry':
      return {
        functionName: json(asked.name),
        input: json(asked.input),
        retryOptions: retryText(asked.retry) ?? json(asked.retry),
        instanceId: json(asked.instanceId ?? null),
      }
    case 'ContinueAsNew':
      return { input: json(asked.input) }
    case 'CreateTimer':
      return { fireAt: json(isoMicroseconds(asked.fireAt)), isCanceled: json(asked.isCanceled) }
    case 'WaitForExternalEvent':
      return { externalEventName: json(asked.name), reason: json('ExternalEvent') }
    case 'CallEntity':
    case 'SignalEntity':
      return { instanceId: json(asked.instanceId), operation: json(asked.operation), input: json(asked.input) }
    case 'CallHttp':
      return { httpRequest: httpJson(asked.request) }
    case 'WhenAll':
    case 'WhenAny':
      return { compoundActions: list(asked.actions.map(actionJson)) }
    case 'LockEntities':
    case 'ReleaseEntities':
      throw new TypeError('Python has no critical sections')
  }
}

function httpJson({ method, uri, content, headers, tokenSource }: Extract<Asked, { type: 'CallHttp' }>['request']) {
  return object({
    method: json(method),
    uri: json(uri),
    content: json(content),
    headers: json(headers),
    ...(tokenSource !== null && { tokenSource: json(JSON.parse(tokenSource)) }),
  })
}

function leavesOf(asked: Asked): Asked[] {
  return 'actions' in asked ? asked.actions.flatMap(leavesOf) : [asked]
}

/** Milliseconds may carry a fraction: Python counts microseconds. */
function isoMicroseconds(epochMs: number): string {
  const micros = Math.round(epochMs * 1000)
  const rest = ((micros % 1000) + 1000) % 1000
  return new Date((micros - rest) / 1000).toISOString().replace('Z', `${String(rest).padStart(3, '0')}Z`)
}

/** As `json.dumps` writes a value: blanks after commas and colons, nothing but ASCII. */
function json(value: unknown): string {
  if (Array.isArray(value)) return list(value.map(json))
  if (typeof value === 'object' && value !== null)
    return object(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, json(each)])))
  return ascii(JSON.stringify(value) ?? 'null')
}

const list = (items: readonly string[]) => `[${items.join(', ')}]`

function object(fields: Readonly<Record<string, string>>): string {
  const entries = Object.entries(fields).map(([key, text]) => `${ascii(JSON.stringify(key))}: ${text}`)
  return `{${entries.join(', ')}}`
}

function ascii(text: string): string {
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
