import type { HistoryEvent, ParentInstance } from '../history-event.ts'

export const dialects = [
  'run file',
  'status with history',
  'Durable Functions Monitor',
  'History table',
  'orchestration trigger',
] as const
/** Who wrote a history down. */
export type HistoryDialect = (typeof dialects)[number]

/** The history of one execution, read from a file. */
export interface ImportedHistory {
  readonly dialect: HistoryDialect
  readonly instanceId: string
  readonly executionId: string
  /** The orchestrator's name. */
  readonly name: string
  readonly parent?: ParentInstance
  readonly events: readonly HistoryEvent[]
  readonly untold: Untold
}

/** Where a history came from: a file of that name, or the project's own hub. */
export type HistoryOrigin = { readonly kind: 'file'; readonly name: string } | { readonly kind: 'hub' }

/** What the file does not tell and the code that is held against it is believed about. Sequence numbers. */
export interface Untold {
  /** Tasks that were scheduled at one moment, so that nobody knows in which order they were numbered. */
  readonly order: readonly (readonly number[])[]
  readonly inputs: readonly number[]
  /** The instance ids of children. */
  readonly children: readonly number[]
  /** The exact times of episodes and timers, and the version that the instance was started with. */
  readonly times: boolean
}

export const allTold: Untold = { order: [], inputs: [], children: [], times: false }

/** What was given is no history that can be read. The message says what it is and what was expected. */
export class NoHistoryError extends Error {
  override readonly name = 'NoHistoryError'
}

/** So many events are taken of one file, all its histories together. */
export const MOST_EVENTS = 200_000
