import type { HistoryEvent } from './history-event.ts'
import type { AskedTask, CodeLine } from './trace.ts'

/** What came of holding code against a history: it fits when there is no parting. */
export interface HistoryCheck {
  /** The history, with what its file does not tell taken to be what the code asks for. */
  readonly events: readonly HistoryEvent[]
  /** What the code asks for, by sequence number; of very many those around the parting. */
  readonly asked: readonly AskedTask[]
  readonly parting?: Parting
  /** What the code asks for otherwise and nobody notices: the results of history count. Ordered by sequence number. */
  readonly unnoticed: readonly UnnoticedDifference[]
  /** Files that tell less cannot tell of every difference. */
  readonly isExact: boolean
}

/** Where code and history part. */
export interface Parting {
  /** The event of history that the code no longer matches, and its sequence number when it has one. */
  readonly position: number
  readonly id?: number
  readonly why: 'other task' | 'not asked' | 'goes on' | 'fails' | 'ends otherwise'
  /** What the framework says then, or the error of the code. */
  readonly message: string
  /** Where the code stands. */
  readonly at?: CodeLine
  /** What the code threw before it came there, when it did. */
  readonly error?: string
}

export interface UnnoticedDifference {
  readonly id: number
  readonly what: 'input' | 'time' | 'output'
  readonly before: string | null
  readonly now: string | null
}

const madeOfTime =
  /\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|\b\d{12,14}\b|[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi

/** Whether two payloads differ at most in times, and in ids that are made of them: in replays whose times are not exact, they do. */
export function isSameButForTimes(before: string | null | undefined, now: string | null | undefined): boolean {
  const masked = (text: string | null | undefined) => (text ?? 'null').replace(madeOfTime, 'time')
  return masked(before) === masked(now)
}
