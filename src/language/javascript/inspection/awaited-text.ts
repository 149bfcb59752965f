import type { Asked } from '#replay/asked.ts'
import { CompoundTask, type Task } from '#replay/task.ts'

const mostCharacters = 120

/** What a task asks for, as code would say it: `callActivity("Hello")`, `Task.all([5])`. Short, and never throws. */
export function awaitedText(task: Task): string {
  if (task.asked === undefined) return 'task'
  const text = textOf(task.asked, task instanceof CompoundTask ? task.children.length : 0)
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text
}

function textOf(asked: Asked, children: number): string {
  switch (asked.type) {
    case 'CallActivity':
      return call('callActivity', asked.name)
    case 'CallActivityWithRetry':
      return call('callActivityWithRetry', asked.name)
    case 'CallSubOrchestrator':
      return call('callSubOrchestrator', asked.name)
    case 'CallSubOrchestratorWithRetry':
      return call('callSubOrchestratorWithRetry', asked.name)
    case 'WaitForExternalEvent':
      return call('waitForExternalEvent', asked.name)
    case 'CallEntity':
      return call('callEntity', `${asked.instanceId} ${asked.operation}`)
    case 'CreateTimer':
      return `createTimer(${timeText(asked.fireAt)})`
    case 'CallHttp':
      return call('callHttp', `${asked.request.method} ${asked.request.uri}`)
    case 'WhenAll':
      return `Task.all([${children}])`
    case 'WhenAny':
      return `Task.any([${children}])`
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
