import { bodyText, headerOf, type HttpRequestMessage } from '#durable/http-message.ts'
import type { BindingValue } from '#wire/language-calls.ts'
import type { FunctionDefinition } from '../functions.ts'
import type { CallFacts } from '../log-sink.ts'
import type { BindingData } from './expression.ts'
import { seenValue } from './payload.ts'

/**
 * What binding expressions of a function may name: what the trigger tells, the route's, query's and body's values of a
 * request, the properties of a JSON message. `metadata` is what the trigger tells beside its value.
 */
export function bindingData(
  { name, triggerName }: FunctionDefinition,
  trigger: BindingValue | undefined,
  metadata: Readonly<Record<string, unknown>>,
  { instanceId }: CallFacts,
): BindingData {
  const own = trigger?.kind === 'http request' ? requestData(trigger.request, trigger.params) : jsonData(trigger)
  const input = trigger && trigger.kind !== 'http request' ? { [triggerName]: seenValue(trigger) } : {}
  return {
    ...own,
    ...(instanceId !== undefined && { instanceId, data: trigger && seenValue(trigger) }),
    ...input,
    ...metadata,
    sys: { methodname: name },
  }
}

/** The route comes before the query, and that before the body. */
function requestData(request: HttpRequestMessage, params: Readonly<Record<string, string>>): BindingData {
  const query = Object.fromEntries(new URL(request.url).searchParams)
  const headers = Object.fromEntries(request.headers)
  const isJson = headerOf(request.headers, 'content-type')?.toLowerCase().includes('json') === true
  const body = isJson ? objectOf(bodyText(request)) : {}
  return { ...body, ...query, ...params, headers, query }
}

function jsonData(trigger: BindingValue | undefined): BindingData {
  if (trigger?.kind !== 'json' && trigger?.kind !== 'string') return {}
  return /^\s*\{/.test(trigger.text) ? objectOf(trigger.text) : {}
}

function objectOf(text: string): BindingData {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as BindingData) : {}
  } catch {
    return {}
  }
}
