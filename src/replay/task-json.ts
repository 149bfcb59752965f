import { actionJson } from '#durable/wire-json/action-json.ts'
import type { Asked } from './asked.ts'
import { toAction } from './actions.ts'
import { javascript } from './dialect.ts'

interface SomeTask {
  readonly id: number | string | undefined
  readonly asked: Asked | undefined
  readonly state: 'running' | 'completed' | 'failed'
  readonly isPlayed: boolean
  readonly isScheduled: boolean
  readonly result: unknown
  readonly parent: SomeTask | undefined
  readonly children?: readonly SomeTask[]
  readonly lock?: unknown
  readonly withRetry?: unknown
}

const states = { running: 0, failed: 1, completed: 2 } as const

/**
 * A task as `JSON.stringify` shows one of durable-functions for JavaScript, for code that forgot to yield it.
 * One that belongs to another, or is made of others, cannot be shown: then this throws what `JSON.stringify` throws there.
 */
export function taskJson(task: SomeTask): object {
  if (task.parent ?? task.children) throw new TypeError(circle(task))
  return {
    id: task.id ?? false,
    action: task.asked && actionJson(toAction(task.asked, javascript)),
    state: states[task.state],
    isPlayed: task.isPlayed,
    alreadyScheduled: task.isScheduled,
    ...('lock' in task && { lockResult: task.lock }),
    result: task.result,
  }
}

/** A child knows its parent and a parent its children: `JSON.stringify` meets the innermost first child first. */
function circle(task: SomeTask): string {
  let parent = task.children ? task : (task.parent ?? task)
  while (parent.children?.[0]?.children) parent = parent.children[0]
  const child = parent.children?.[0]
  const [up, down] = [nameOf(parent), child ? nameOf(child) : '']
  const way =
    child === task
      ? [`'${down}'`, `property 'parent' -> object with constructor '${up}'`, 'children', 'index 0']
      : [`'${up}'`, 'children', `index 0 -> object with constructor '${down}'`, `property 'parent'`]
  const steps = way.map((step) =>
    step === 'children' ? `property 'children' -> object with constructor 'Array'` : step,
  )
  const [start, first, second, last] = steps
  return `Converting circular structure to JSON\n    --> starting at object with constructor ${start}\n    |     ${first}\n    |     ${second}\n    --- ${last} closes the circle`
}

/** The names of the real one's classes: those here are shortened in the build. */
function nameOf({ asked, children, withRetry }: SomeTask): string {
  switch (asked?.type) {
    case 'CallActivity':
      return withRetry ? 'RegisteredActivityTask' : 'AtomicTask'
    case 'CallSubOrchestrator':
      return withRetry ? 'RegisteredOrchestrationTask' : 'AtomicTask'
    case 'WhenAll':
    case 'WhenAny':
      return `${asked.type}Task`
    case 'CallActivityWithRetry':
    case 'CallSubOrchestratorWithRetry':
      return children ? 'RetryableTask' : 'AtomicTask'
    case 'CallHttp':
      return children ? 'CallHttpWithPollingTask' : 'AtomicTask'
    case 'CreateTimer':
      return children ? 'LongTimerTask' : 'DFTimerTask'
    case 'LockEntities':
      return 'LockTask'
    default:
      return asked ? 'AtomicTask' : 'NoOpTask'
  }
}
