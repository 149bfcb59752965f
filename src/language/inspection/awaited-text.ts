import type { Asked } from '#replay/asked.ts'
import { CompoundTask, type Task } from '#replay/task.ts'

const mostCharacters = 120

/** How a language calls what can be waited for. */
interface Words {
  readonly CallActivity: string
  readonly CallActivityWithRetry: string
  readonly CallSubOrchestrator: string
  readonly CallSubOrchestratorWithRetry: string
  readonly WaitForExternalEvent: string
  readonly CallEntity: string
  readonly CreateTimer: string
  readonly CallHttp: string
  readonly WhenAll: string
  readonly WhenAny: string
}

const javascriptWords: Words = {
  CallActivity: 'callActivity',
  CallActivityWithRetry: 'callActivityWithRetry',
  CallSubOrchestrator: 'callSubOrchestrator',
  CallSubOrchestratorWithRetry: 'callSubOrchestratorWithRetry',
  WaitForExternalEvent: 'waitForExternalEvent',
  CallEntity: 'callEntity',
  CreateTimer: 'createTimer',
  CallHttp: 'callHttp',
  WhenAll: 'Task.all',
  WhenAny: 'Task.any',
}

export const pythonWords: Words = {
  CallActivity: 'call_activity',
  CallActivityWithRetry: 'call_activity_with_retry',
  CallSubOrchestrator: 'call_sub_orchestrator',
  CallSubOrchestratorWithRetry: 'call_sub_orchestrator_with_retry',
  WaitForExternalEvent: 'wait_for_external_event',
  CallEntity: 'call_entity',
  CreateTimer: 'create_timer',
  CallHttp: 'call_http',
  WhenAll: 'task_all',
  WhenAny: 'task_any',
}

/** What a task asks for, as code would say it: `callActivity("Hello")`, `Task.all([5])`. Short, and never throws. */
export function awaitedText(task: Task, words = javascriptWords): string {
  if (task.asked === undefined) return 'task'
  const text = textOf(task.asked, words, task instanceof CompoundTask ? task.children.length : 0)
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text
}

function textOf(asked: Asked, words: Words, children: number): string {
  switch (asked.type) {
    case 'CallActivity':
    case 'CallActivityWithRetry':
    case 'CallSubOrchestrator':
    case 'CallSubOrchestratorWithRetry':
    case 'WaitForExternalEvent':
      return call(words[asked.type], asked.name)
    case 'CallEntity':
      return call(words.CallEntity, `${asked.instanceId} ${asked.operation}`)
    case 'CreateTimer':
      return `${words.CreateTimer}(${timeText(asked.fireAt)})`
    case 'CallHttp':
      return call(words.CallHttp, `${asked.request.method} ${asked.request.uri}`)
    case 'WhenAll':
    case 'WhenAny':
      return `${words[asked.type]}([${children}])`
    case 'LockEntities':
      return 'lock(…)'
    default:
      return asked.type
  }
}

function call(method: string, about: string): string {
  return `${method}(${JSON.stringify(about)})`
}

function timeText(at: number): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at)
}
