import type { EpochMs } from '#base/units.ts'
import type { Finding } from './finding.ts'
import type { ParentInstance } from './history-event.ts'

export const runtimeStatuses = [
  'Pending',
  'Running',
  'Completed',
  'ContinuedAsNew',
  'Failed',
  'Canceled',
  'Terminated',
  'Suspended',
] as const

/** An instance's status as the management API spells it. */
export type RuntimeStatus = (typeof runtimeStatuses)[number]

const finalStatuses: ReadonlySet<RuntimeStatus> = new Set(['Completed', 'Failed', 'Canceled', 'Terminated'])

/** Whether the instance has ended: it takes no more messages, and its id may be used again. */
export function isFinal(status: RuntimeStatus): boolean {
  return finalStatuses.has(status)
}

/** What this instance cannot tell by itself: why it will not move although nothing failed. Shown, never changing an outcome. */
export interface Diagnosis {
  /** Stable name of the cause, e.g. `unknown-activity`. */
  readonly cause: string
  readonly message: string
  readonly file?: string
  readonly line?: number
  /** What is written on that line, and what should be. */
  readonly instead?: { readonly written: string; readonly write: string }
}

/** One orchestration as a whole. Derived from its history and written with it, in the same transaction. */
export interface Instance {
  readonly instanceId: string
  readonly executionId: string
  /** The orchestrator's name as it was registered. */
  readonly name: string
  readonly status: RuntimeStatus
  readonly version?: string
  readonly parent?: ParentInstance
  /** JSON text or, for failures and reasons, plain text: see `shownJson`. */
  readonly input: string | null
  readonly customStatus: string | null
  readonly output: string | null
  readonly createdAt: EpochMs
  readonly updatedAt: EpochMs
  /** How many events the current execution's history holds. */
  readonly historyLength: number
  /** How many episodes the current execution has had. */
  readonly episodes: number
  readonly diagnoses?: readonly Diagnosis[]
  /** What its code used that need not be the same in every replay, as far as it has run. */
  readonly findings?: readonly Finding[]
}
