import type { CodeLine } from '#durable/trace.ts'
import type { Fix } from '#durable/fix.ts'
import type { Alignment } from './align.ts'

/** One attempt at a task that failed. */
export interface FailedAttempt {
  readonly id: number
  /** The sentence, and the rest: a stack, mostly. */
  readonly reason: string
  readonly details: string
}

/** The task whose failure ended an instance, with all that was tried. */
export interface FailedTask {
  readonly kind: 'activity' | 'orchestrator'
  readonly name: string
  /** JSON text, or `null` when it had none. */
  readonly input: string | null
  readonly instanceId?: string
  readonly attempts: readonly FailedAttempt[]
}

/** One answer to "why": what happened, what most likely made it, where, and what to do. */
export interface Explanation {
  readonly kind: 'parted' | 'passed' | 'task failed' | 'code failed' | 'hangs' | 'at risk'
  /** A diagnosis's, a finding's or a problem's name; `changed-code`, `changed-order` and `unknown` besides. */
  readonly cause: string
  readonly title: string
  /** What happened and why, in sentences. */
  readonly text: string
  /** What to do about it, when `text` does not say so. */
  readonly cure?: string
  readonly at?: CodeLine
  /** The real thing would wait for ever too, and tell nobody. */
  readonly isForEver?: true
  /** What history says beside what the code asked for. */
  readonly alignment?: Alignment
  readonly task?: FailedTask
  readonly fixes: readonly Fix[]
}
