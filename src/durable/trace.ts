import type { EpochMs } from '#base/units.ts'
import type { ActionType } from './action.ts'
import type { Finding } from './finding.ts'
import type { Scheduled } from './history-event.ts'

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
  /** How often the call is tried at most, when it is one that is tried again. */
  readonly mostAttempts?: number
  /** It had ended before anybody was asked for its tasks, which took their numbers all the same (RULES.md P4). */
  readonly isSkipped?: boolean
  readonly at?: CodeLine
}

/** What the code waits for when an episode ends. */
export interface Awaited {
  readonly action: ActionType
  readonly at?: CodeLine
  /** The sequence numbers of the tasks that have not ended, at most a hundred. */
  readonly taskIds: readonly number[]
  /** The external events it waits for, by name. */
  readonly events: readonly string[]
  /** The same as the code built it, when it waits for more than one thing or for one in several parts. */
  readonly whole?: AwaitedWhole
  /**
   * Why it waits for less than it seems, or for nothing (RULES.md C4): all its tasks had ended before it was made;
   * some had, and `Task.any` does not look at them; a task of it was put into another `all` or `any` since.
   */
  readonly trap?: 'settled' | 'partly settled' | 'taken over'
}

/**
 * A task made of others, as far as it is open: `Task.all` and `Task.any`, a call with its attempts, an HTTP call that
 * polls, a timer in segments.
 */
export interface AwaitedWhole {
  readonly action: ActionType
  /** How many tasks it is made of, and how many of them have ended. */
  readonly of: number
  readonly ended: number
  /** Those that are open, in order; of very many the first. */
  readonly open: readonly AwaitedPart[]
  /** How often the call is tried at most. */
  readonly mostAttempts?: number
  /** When the last segment of a timer ends. */
  readonly fireAt?: EpochMs
}

/** The sequence number of a task, an external event, or a task made of others. */
export type AwaitedPart = number | { readonly event: string } | AwaitedWhole

/** A task that the code has made and not yielded so far: nobody has been asked for it (RULES.md I3). */
export interface UnaskedTask {
  readonly action: ActionType
  /** The function, event, entity or address that it is about, when it has one. */
  readonly name?: string
  /** Where it was made, when that is known. */
  readonly at?: CodeLine
}

/** What the code asked for under a sequence number, whatever history says: see `explain/align.ts`. */
export interface AskedTask {
  readonly id: number
  readonly type: Scheduled['type']
  /** The function's name; none for a timer. */
  readonly name?: string
  /** The child's instance id, or the entity's. */
  readonly instanceId?: string
  /** JSON text, cut after {@link MOST_INPUT} characters. */
  readonly input?: string | null
  readonly fireAt?: EpochMs
  /** It was not asked for when history says that it was scheduled, only later. */
  readonly isLate?: true
  /** The line that yielded it, when the trace knew it. */
  readonly at?: CodeLine
}

/** So much of an input is kept beside what history says. */
export const MOST_INPUT = 2_000

/** So many tasks are kept of all that the code asked for in one replay. */
export const MOST_ASKED = 1_000

/** What is kept of one execution of the orchestrator function, beside the history it wrote. */
export interface EpisodeTrace {
  /** How many yields were answered from history before anything new happened. */
  readonly replayedYields: number
  readonly yields: readonly FirstYield[]
  /** Where a thrown error came from, when the stack told it. */
  readonly failedAt?: CodeLine
  /** Missing when the code is done. */
  readonly awaits?: Awaited
  readonly unasked?: readonly UnaskedTask[]
  /** External events that have come and that no code has waited for, by name: its case counts (RULES.md E1). */
  readonly unclaimedEvents?: readonly string[]
  /** External events of this episode that a leftover waiter took: nobody will see them (RULES.md E4). */
  readonly swallowedEvents?: readonly string[]
  /** What was used and need not be the same in the next replay, each place once. */
  readonly findings?: readonly Finding[]
  /** Timers that the code has given up in this episode: their end will never be told. The host's to say. */
  readonly cancelledTimers?: readonly number[]
  /** Everything that the code asked for, kept when that is not what history says. */
  readonly asked?: readonly AskedTask[]
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
  /** '' in a history that was opened as a run, where the code did not come to this episode: its trace tells nothing. */
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
