import { shownJson, toJsonText, type JsonText } from '#base/json.ts'
import type { DurableHttpCall } from './action.ts'

/** The activity that the extension brings along and `callHttp` calls. */
export const HTTP_ACTIVITY = 'BuiltIn::HttpActivity'

/** `defaultHttpAsyncRequestSleepTimeMillseconds` of the extension. */
const DEFAULT_WAIT = 30_000

/** What {@link HTTP_ACTIVITY} answers: a `DurableHttpResponse`. */
export interface DurableHttpResult {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly content: string
}

/** A request as the activity's input, spelled as a `DurableHttpRequest`. */
export function httpInput(call: DurableHttpCall): JsonText {
  const { method, uri, headers, content, tokenSource, asynchronousPatternEnabled } = call
  const token = tokenSource === null ? {} : { tokenSource: shownJson(tokenSource) }
  return toJsonText({ method, uri, headers: headers ?? {}, content, ...token, asynchronousPatternEnabled })
}

/** The reverse of {@link httpInput}. */
export function httpCallOf(input: JsonText | null): DurableHttpCall {
  const { tokenSource, ...call } = JSON.parse(input ?? '{}') as DurableHttpCall & { tokenSource?: unknown }
  return { ...call, tokenSource: tokenSource === undefined ? null : toJsonText(tokenSource) }
}

/**
 * What follows a 202 that says where to ask again: how long to wait, in milliseconds, and what to ask then.
 * `undefined` when this answer is the last: another status, no `Location`, or no polling wanted.
 */
export function pollAfter(
  call: DurableHttpCall,
  result: JsonText | null,
): { readonly delay: number; readonly next: DurableHttpCall } | undefined {
  const { statusCode, headers } = JSON.parse(result ?? '{}') as Partial<DurableHttpResult>
  if (statusCode !== 202 || !call.asynchronousPatternEnabled) return undefined
  const location = header(headers, 'location')
  if (!location) return undefined
  const seconds = header(headers, 'retry-after')
  const next: DurableHttpCall = {
    method: 'GET',
    uri: URL.canParse(location, call.uri) ? new URL(location, call.uri).href : location,
    content: null,
    headers: without(call.headers, 'x-functions-key'),
    tokenSource: call.tokenSource,
    asynchronousPatternEnabled: true,
  }
  return { delay: seconds && Number.isFinite(Number(seconds)) ? Number(seconds) * 1000 : DEFAULT_WAIT, next }
}

function header(headers: DurableHttpResult['headers'] | undefined, name: string): string | undefined {
  const value = Object.entries(headers ?? {}).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof value === 'string' ? value : value?.[0]
}

/** The key of the first request is a function's; the address to poll wants another. */
function without(headers: DurableHttpCall['headers'], name: string): DurableHttpCall['headers'] {
  return headers && Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name))
}
