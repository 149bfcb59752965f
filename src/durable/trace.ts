import type { EpochMs } from '#base/units.ts'
import type { ActionType } from './action.ts'

/** A place in the person's code. Lines count from 1. */
export interface CodeLine {
  readonly file: string
  readonly line: number
}

/** A yield that an episode reached for the first time: what it asked for and where. */
export interface FirstYield {
  /** 0, 1, 2 … over the whole execution: the how-manieth yield of the orchestrator's code this is. */
  readonly index: number
  readonly action: ActionType | 'completed'
  /** The sequence numbers that the yielded task and its children were given, in order. */
  readonly taskIds: readonly number[]
  /** The external events it waits for, by name, when the recorder of the trace knew them. */
  readonly waitsFor?: readonly string[]
  readonly at?: CodeLine
}

/** What is kept of one execution of the orchestrator function, beside the history it wrote. */
export interface EpisodeTrace {
  /** How many yields were answered from history before anything new happened. */
  readonly replayedYields: number
  readonly yields: readonly FirstYield[]
  /** Where a thrown error came from, when the stack told it. */
  readonly failedAt?: CodeLine
}

export interface Episode {
  readonly instanceId: string
  readonly executionId: string
  /** 0, 1, 2 … within the execution. */
  readonly index: number
  readonly startedAt: EpochMs
  readonly endedAt: EpochMs
  /** The events `[from, to)` of the execution's history that this episode appended: its new messages and what it decided. */
  readonly from: number
  readonly to: number
  readonly build: string
  readonly trace: EpisodeTrace
}

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical'

/** A line of the console. User code's lines and the host's own are told apart by `category`. */
export interface LogLine {
  readonly at: EpochMs
  readonly level: LogLevel
  /** As Core Tools print it: `Host.Startup`, `Function.Hello`, `Function.Hello.User` … */
  readonly category: string
  readonly text: string
  readonly functionName?: string
  readonly instanceId?: string
  readonly executionId?: string
  /** The episode it was written in, for lines of an orchestrator. */
  readonly episode?: number
  /** Whether the orchestrator was replaying when it wrote this line. */
  readonly isReplaying?: boolean
}
