import type { MadeTasks } from '#replay/made-tasks.ts'
import type { Task } from '#replay/task.ts'
import type { SeenUses } from '../uses/seen-uses.ts'
import { watchedBy } from '../uses/watch.ts'

/** Where the tasks are noted that code makes just now: replay is synchronous, so one place is enough. */
let noted: MadeTasks | undefined

/** Runs code whose tasks, and whose uses of what may change, are noted there. */
export function making<T>(tasks: MadeTasks, uses: SeenUses, run: () => T): T {
  const before = noted
  noted = tasks
  try {
    return watchedBy(uses, run)
  } finally {
    noted = before
  }
}

/** Every task that code makes by itself passes here. */
export function made<T extends Task>(task: T): T {
  noted?.add(task)
  return task
}

/** The task is not to be yielded any more: `replacement` is. */
export function instead<T extends Task>(task: Task, replacement: T): T {
  noted?.drop(task)
  return replacement
}
