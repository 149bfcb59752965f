import { CompoundTask, type Task } from './task.ts'

/** Whether all that it is made of was asked for: then so was it. */
export function isAllScheduled(task: Task): boolean {
  return task instanceof CompoundTask ? task.children.every(isAllScheduled) : task.isScheduled
}

/** Whether the host will do something twice for it, or something that is no child any more: rules C5, C6. */
export function asksAgain(task: Task): boolean {
  if (!(task instanceof CompoundTask)) return task.isScheduled
  const { asked, children } = task
  const hasChanged = asked !== undefined && 'actions' in asked && asked.actions.length !== children.length
  return hasChanged || children.some(asksAgain)
}

/** With all that it is made of. */
export function markScheduled(task: Task): void {
  task.isScheduled = true
  if (task instanceof CompoundTask) task.children.forEach(markScheduled)
}
