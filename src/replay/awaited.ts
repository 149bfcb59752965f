import type { Awaited, CodeLine } from '#durable/trace.ts'
import { CompoundTask, type Task, WhenAnyTask } from './task.ts'

interface Found {
  readonly taskIds: number[]
  readonly events: string[]
  trap: Awaited['trap']
}

const MOST = 100

/** What a task that has not ended waits for, down to the tasks that history completes. `undefined` for one that is no action. */
export function awaitedOf(task: Task, at: CodeLine | undefined): Awaited | undefined {
  if (!task.asked || task.hasResult) return undefined
  const found: Found = { taskIds: [], events: [], trap: undefined }
  look(task, found)
  const { taskIds, events, trap } = found
  return { action: task.asked.type, taskIds, events, ...(trap && { trap }), ...(at && { at }) }
}

/** Whether anything is left in it that can still end and that it will hear of. */
function look(task: Task, found: Found): boolean {
  if (!(task instanceof CompoundTask)) return lookAtLeaf(task, found)
  const open = task.children.filter((child) => !child.hasResult)
  const own = open.filter((child) => child.parent === task)
  if (own.length < open.length) found.trap ??= 'taken over'
  if (task instanceof WhenAnyTask && open.length > 0 && open.length < task.children.length)
    found.trap ??= 'partly settled'
  const isAlive = own.map((child) => look(child, found)).some(Boolean)
  if (!isAlive) found.trap ??= 'settled'
  return isAlive
}

function lookAtLeaf({ id, asked }: Task, { taskIds, events }: Found): boolean {
  if (asked?.type === 'WaitForExternalEvent') {
    if (events.length < MOST) events.push(asked.name)
  } else if (typeof id === 'number' && taskIds.length < MOST) taskIds.push(id)
  return true
}
