import type { EpochMs } from '#base/units.ts'
import { openLocks } from '#durable/entity-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { EpisodeTrace } from '#durable/trace.ts'
import type { NonDeterminismError } from './determinism.ts'
import { releaseOf } from './entity-requests.ts'
import type { FunctionCatalog } from './functions.ts'
import { type Decision, failureText } from './orchestration.ts'

/** An end that the code had no say in. */
export interface Abrupt {
  readonly status: 'Failed' | 'Terminated'
  readonly output: string
  /** Of the code's part in it. */
  readonly trace?: EpisodeTrace
}

/** What is decided then: nothing more is scheduled, and what is locked is given back (rule E7). */
export function endAbruptly(
  { instanceId }: Instance,
  history: readonly HistoryEvent[],
  { status, output }: Abrupt,
): Decision {
  let id = nextId(history)
  const at = 0 as EpochMs // history gives it the episode's
  return {
    scheduled: openLocks(history).map((lock) => releaseOf(lock, instanceId, id++, at)),
    ending: { status, output },
    isSuspended: false,
    isAbrupt: true,
    cancelledTimers: [],
    openTimers: new Set(),
  }
}

function nextId(history: readonly HistoryEvent[]): number {
  let next = 0
  for (const event of history) if ('id' in event) next = Math.max(next, event.id + 1)
  return next
}

/** Rule D1: the framework's own failure, so no function's name stands before it. */
export function nonDeterminism({ message }: NonDeterminismError): Abrupt {
  return { status: 'Failed', output: message }
}

/** What escapes the SDK itself reaches the host as the language worker's own failure. */
export function crash(name: string, error: unknown): Abrupt {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: '' }
  const text = `One or more errors occurred. (Result: Failure\nException: ${message}\nStack: ${stack ?? ''})`
  return { status: 'Failed', output: failureText(name, text) }
}

export function unknownOrchestrator(catalog: FunctionCatalog, name: string): Abrupt {
  return { status: 'Failed', output: failureText(name, catalog.unknown('orchestrator', name)) }
}

/** In kilobytes of UTF-16. */
const MOST_STATUS = 16

/** Rule M8. `undefined` when it is not too large. */
export function customStatusTooLarge(name: string, status: string | null): Abrupt | undefined {
  const size = Math.trunc(((status?.length ?? 0) * 2) / 1024)
  if (size <= MOST_STATUS) return undefined
  const current = size.toLocaleString('en-US')
  const text = `The UTF-16 size of the JSON-serialized payload must not exceed ${MOST_STATUS} KB. The current payload size is ${current} KB.`
  return { status: 'Failed', output: failureText(name, text) }
}
