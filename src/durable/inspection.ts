import type { CodeLine } from './trace.ts'

/** A variable in scope, its value as a short text. */
export interface Local {
  readonly name: string
  readonly text: string
}

/** How often a line ran. */
export interface LineRuns extends CodeLine {
  readonly times: number
}

/** How a stretch of code ended: at a `yield`, or for good. */
export type StretchEnd =
  /** `awaited` is what was yielded, as code would say it: `callActivity("Hello")`. */
  | { readonly kind: 'yielded'; readonly awaited: string }
  | { readonly kind: 'returned' | 'threw'; readonly text: string }

/** The code between two yields of an orchestrator. It runs again in every later episode. */
export interface Stretch {
  /** The position in history of the event that made it run first. */
  readonly event: number
  /** What it ran when it ran first, and what it runs again in each later episode: code can ask whether it is replaying. */
  readonly lines: readonly LineRuns[]
  readonly linesAgain: readonly LineRuns[]
  /** The line of the `yield`, or of the `return`, that ended it. */
  readonly at?: CodeLine
  readonly end: StretchEnd
  /** Where tasks that the yield newly asks for were made, when that is another line. */
  readonly made: readonly CodeLine[]
  readonly locals: readonly Local[]
  /** What the yield was answered, by the event at that position of history. Missing while it waits. */
  readonly answer?: { readonly event: number; readonly text: string; readonly isFailure: boolean }
}

/** How often the stretches before the first one of an inspection ran a line. */
export interface EarlierRuns extends CodeLine {
  /** When they ran first, all together. */
  readonly first: number
  /** In each later episode … */
  readonly again: number
  /** … and `again` of each stretch times the index of the episode in which it ran first, added up. */
  readonly weighed: number
}

/**
 * What a replay found out for somebody who looks on. It speaks of the positions `from` to `to`: after so many events
 * of history, what had the code done, where did it stand, what did its variables hold?
 */
export interface Inspection {
  readonly from: number
  readonly to: number
  readonly earlier: readonly EarlierRuns[]
  readonly stretches: readonly Stretch[]
}
