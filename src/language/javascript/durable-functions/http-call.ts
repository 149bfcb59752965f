import type { DurableHttpCall } from '#durable/action.ts'
import { PollingHttpTask } from '#replay/http-task.ts'
import type { Asked } from '#replay/asked.ts'
import { Task } from '#replay/task.ts'

/** What `callHttp` is given; user code's, so any of it may be anything. */
export interface CallHttpOptions {
  readonly method: string
  readonly url: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly tokenSource?: unknown
  readonly enablePolling?: boolean
  /** The former name of `enablePolling`. */
  readonly asynchronousPatternEnabled?: boolean
}

/** What the extension sends with every trigger: how long to wait before asking again. */
const DEFAULT_POLL_DELAY = 30_000

/** Rule H1: one call, or, while the host is to poll, a chain of them. */
export function httpTask(options: CallHttpOptions): Task {
  const request = requestOf(options)
  const asked = { type: 'CallHttp', request } as Extract<Asked, { type: 'CallHttp' }>
  return request.asynchronousPatternEnabled
    ? new PollingHttpTask(asked, responseOf, DEFAULT_POLL_DELAY)
    : new Task(asked)
}

/** Its values are still the code's own: they become text when the episode ends (rule A2). */
function requestOf(options: CallHttpOptions): Readonly<Record<keyof DurableHttpCall, unknown>> {
  const body = options.body // not taken apart: what is no object fails in the words of the real one
  return {
    method: options.method,
    uri: options.url,
    content: body && typeof body !== 'string' ? JSON.stringify(body) : body,
    headers: options.headers,
    tokenSource: options.tokenSource,
    asynchronousPatternEnabled: isPolled(options),
  }
}

function isPolled({ enablePolling, asynchronousPatternEnabled }: CallHttpOptions): unknown {
  if (enablePolling !== undefined) return enablePolling
  return asynchronousPatternEnabled === undefined ? true : asynchronousPatternEnabled
}

/** What a polled call gives; one that is not polled gives the plain object of history. */
class DurableHttpResponse {
  readonly statusCode: unknown
  readonly content: unknown
  readonly headers: unknown

  constructor(statusCode: unknown, content: unknown, headers: unknown) {
    this.statusCode = statusCode
    this.content = content
    this.headers = headers
  }

  getHeader(name: string): unknown {
    if (!this.headers) return undefined
    const [, value] = Object.entries(this.headers).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? []
    return value
  }
}

function responseOf(result: unknown): DurableHttpResponse {
  const answer = result as Readonly<Record<string, unknown>>
  return new DurableHttpResponse(answer['statusCode'], answer['content'], answer['headers'])
}
