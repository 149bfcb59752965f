import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { DurableHttpCall, RetryPolicy } from '#durable/action.ts'
import type { Asked } from '#replay/asked.ts'
import { Task } from '#replay/task.ts'
import { rememberRetryText } from './retry-text.ts'
import { PythonEntityCall, PythonRetry } from './tasks.ts'

// What Python sends for a task is one short text, since texts cross cheaply. Its first letter says how to read it:
//   a INPUT \0 NAME   an activity              e NAME            an external event
//   t MICROSECONDS    a timer (T: cancelled)   j JSON            anything else, with a `type`

/** The task that a request of `azure.durable_functions.models` stands for. */
export function taskFor(request: string): Task {
  switch (request[0]) {
    case 'a':
      return activityTask(request)
    case 'e':
      return eventTask(request.slice(1))
    case 't':
    case 'T':
      return new Task({
        type: 'CreateTimer',
        fireAt: (Number(request.slice(1)) / 1000) as EpochMs,
        isCanceled: request[0] === 'T',
      })
    default:
      return rareTask(askedFor(request))
  }
}

/** What a request asks for, for what is no task. */
export function askedFor(request: string): Asked {
  const { type, retryText, ...fields } = JSON.parse(request.slice(1)) as RareRequest
  if (fields.retry && retryText !== undefined) rememberRetryText(fields.retry, retryText)
  if (type === 'CallHttp') return { type, request: httpCall(fields.request) }
  const { instanceId, ...rest } = fields
  return { type, ...rest, ...(instanceId !== null && { instanceId }) } as unknown as Asked
}

interface RareRequest {
  readonly type: Asked['type']
  readonly instanceId?: string | null
  readonly request: Partial<DurableHttpCall> & { readonly tokenSource?: unknown }
  readonly retry?: RetryPolicy
  readonly retryText?: string
}

function activityTask(request: string): Task {
  const end = request.indexOf('\0')
  return new Task({ type: 'CallActivity', name: request.slice(end + 1), input: request.slice(1, end) })
}

function eventTask(name: string): Task {
  const task = new Task({ type: 'WaitForExternalEvent', name })
  task.id = name
  return task
}

function rareTask(asked: Asked): Task {
  switch (asked.type) {
    case 'CallEntity':
      return new PythonEntityCall(asked)
    case 'CallActivityWithRetry':
    case 'CallSubOrchestratorWithRetry':
      return new PythonRetry(asked, asked.retry)
    default:
      return new Task(asked)
  }
}

/** Python says nothing of polling: the host then polls. */
function httpCall({
  method = '',
  uri = '',
  content = null,
  headers = null,
  tokenSource,
}: RareRequest['request']): DurableHttpCall {
  const token = tokenSource === undefined ? null : (JSON.stringify(tokenSource) as JsonText)
  return { method, uri, content, headers, tokenSource: token, asynchronousPatternEnabled: true }
}
