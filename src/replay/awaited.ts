import type { Awaited, AwaitedPart, AwaitedWhole, CodeLine } from '#durable/trace.ts'
import { CompoundTask, type Task, WhenAnyTask } from './task.ts'

interface Found {
  readonly taskIds: number[]
  readonly events: string[]
  trap: Awaited['trap']
}

const MOST = 100
/** Compounds within compounds beyond this are counted and not opened. */
const DEEPEST = 16

/** What a task that has not ended waits for, down to the tasks that history completes. `undefined` for one that is no action. */
export function awaitedOf(task: Task, at: CodeLine | undefined): Awaited | undefined {
  if (!task.asked || task.hasResult) return undefined
  const found: Found = { taskIds: [], events: [], trap: undefined }
  look(task, found)
  const { taskIds, events, trap } = found
  const whole = task instanceof CompoundTask ? wholeOf(task, { left: MOST }, 0) : undefined
  return { action: task.asked.type, taskIds, events, ...(whole && { whole }), ...(trap && { trap }), ...(at && { at }) }
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

/** The compound as it was built, without what has ended. `left` leaves may still be told. */
function wholeOf(task: CompoundTask, leaves: { left: number }, depth: number): AwaitedWhole {
  const { asked, children } = task
  const open: AwaitedPart[] = []
  let ended = 0
  for (const child of children) {
    if (child.hasResult) ended++
    else if (leaves.left > 0 && depth < DEEPEST) open.push(...partOf(child, leaves, depth))
  }
  return {
    action: asked?.type ?? 'WhenAll',
    of: children.length,
    ended,
    open,
    ...(asked && 'retry' in asked && { mostAttempts: asked.retry.maxNumberOfAttempts }),
    ...(asked?.type === 'CreateTimer' && { fireAt: asked.fireAt }),
  }
}

function partOf(task: Task, leaves: { left: number }, depth: number): AwaitedPart[] {
  if (task instanceof CompoundTask) return [wholeOf(task, leaves, depth + 1)]
  if (task.asked?.type === 'WaitForExternalEvent') {
    leaves.left--
    return [{ event: task.asked.name }]
  }
  if (typeof task.id !== 'number') return []
  leaves.left--
  return [task.id]
}
