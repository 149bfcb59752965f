import type { Asked } from '#replay/asked.ts'
import { type CompoundTask, Task, WhenAllTask, WhenAnyTask } from '#replay/task.ts'
import { made } from './making.ts'

/** `context.df.Task.all`. Throws for what is no list of tasks, and for an empty one (rule C3). */
export function all(tasks: Task[]): CompoundTask {
  return made(new WhenAllTask(checked(tasks, 'all'), { type: 'WhenAll', actions: askedBy(tasks) }))
}

/** `context.df.Task.any`, as {@link all}. */
export function any(tasks: Task[]): CompoundTask {
  return made(new WhenAnyTask(checked(tasks, 'any'), { type: 'WhenAny', actions: askedBy(tasks) }))
}

function checked(tasks: Task[], combinator: 'all' | 'any'): Task[] {
  // Said here, because our own code is minified and would name another variable.
  if (typeof tasks.every !== 'function') throw new TypeError('tasks.every is not a function')
  if (tasks.every((task) => task instanceof Task)) return tasks
  throw new Error(
    `Task.${combinator} received a non-valid input. ` +
      'This may occur if it somehow received a non-list input, ' +
      "or if the input list's Tasks were corrupted. Please review your orchestrator code and/or file an issue.",
  )
}

/** A loop: a fan-out may have thousands. */
function askedBy(tasks: readonly Task[]): Asked[] {
  const asked: Asked[] = []
  for (const task of tasks) if (task.asked) asked.push(task.asked)
  return asked
}
