import type { FindingCause } from './finding.ts'
import type { Fix } from './fix.ts'

/** What makes an orchestrator fail or wait for ever, as far as its text tells; named as the host's diagnoses are. */
export type MistakeCause =
  | 'no-generator'
  | 'not-yielded'
  | 'nothing-to-yield'
  | 'falsy-error'
  | 'unknown-activity'
  | 'unknown-orchestrator'

/** A place in an orchestrator's text that will not do what it says. Lines and columns count from 1. */
export interface Problem {
  readonly cause: FindingCause | MistakeCause
  /** As code says it, for what need not be the same in every replay. */
  readonly call?: string
  readonly message: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  /** The ways to mend it, the best first. */
  readonly fixes: readonly Fix[]
}
