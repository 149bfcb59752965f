import type { OrchestrationContext } from 'durable-functions'

export type OrchestratorCode = (context: OrchestrationContext) => Generator<unknown, unknown, number & number[]>

/** One activity after another, each with the result of the one before. */
export const chain: OrchestratorCode = function* ({ df }) {
  const n = Number(df.getInput())
  let x = 0
  for (let i = 0; i < n; i++) x = yield df.callActivity('inc', x)
  return x
}

/** All at once, and the sum of what comes. */
export const fanOut: OrchestratorCode = function* ({ df }) {
  const n = Number(df.getInput())
  const tasks = Array.from({ length: n }, (_, i) => df.callActivity('inc', i))
  const results = yield df.Task.all(tasks)
  return results.reduce((sum, each) => sum + each, 0)
}

/** A fan-out whose tasks are then yielded one by one, all complete by then. */
export const drain: OrchestratorCode = function* ({ df }) {
  const n = Number(df.getInput())
  const tasks = Array.from({ length: n }, (_, i) => df.callActivity('inc', i))
  yield df.Task.all(tasks)
  let sum = 0
  for (const task of tasks) sum += yield task
  return sum
}
