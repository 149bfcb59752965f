import type { HistoryEvent } from '#durable/history-event.ts'
import { Execution, type ExecutionOptions } from './execution.ts'

/**
 * Runs code from its first line against `history` and answers with the execution as it stands then:
 * what it asks for, whether it is done, where it waits. Reads no clock, keeps nothing between calls.
 *
 * `start` makes the coroutine; for a function that is no generator it runs the function itself, and what that throws
 * is thrown from here. Throws a `TypeError` when history holds no `OrchestratorStarted`.
 */
export function replay(
  start: (execution: Execution) => unknown,
  history: readonly HistoryEvent[],
  options: ExecutionOptions,
): Execution {
  const execution = new Execution(options, startOf(history))
  execution.begin(start(execution))
  execution.process(history)
  return execution
}

function startOf(history: readonly HistoryEvent[]): number {
  const first = history.find((event) => event.type === 'OrchestratorStarted')
  if (!first) throw new TypeError('The orchestrator can not execute without an OrchestratorStarted event.')
  return first.at
}
