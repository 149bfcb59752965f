import type { CodeLine, Episode } from '#durable/trace.ts'
import type { LineMark } from '../editor/line-mark.ts'
import type { Moment } from './moment.ts'
import type { Stand } from './variables.ts'

/** An inspection as the panels ask it. */
export interface Seen {
  /** What each line of a file had done at a moment; `isNow`: the instance waits there now, and did not only then. */
  heat(moment: Moment, episodes: readonly Episode[], file: string, isNow: boolean): readonly LineMark[]
  /** Where the code stood; `undefined`: it had not begun yet. */
  stand(moment: Moment): Stand | undefined
  covers(moment: Moment): boolean
}

/** What is known of the code at the moment that is looked at. */
export type Look =
  /** Nobody looks at a moment: nothing is replayed. */
  | { readonly phase: 'none' }
  | { readonly phase: 'looking'; readonly moment: Moment }
  | { readonly phase: 'seen'; readonly moment: Moment; readonly seen: Seen }
  | { readonly phase: 'failed'; readonly moment: Moment; readonly message: string }

/** Which execution, under which build, and around which position of its history. */
export interface Question {
  readonly instanceId: string
  readonly executionId: string
  readonly build: string
  readonly position: number
  readonly until: number
  /** Names the opening of a history as a run; `undefined` for an instance of the hub. */
  readonly replay: string | undefined
}

/** Where the code stood at the moment that is looked at, as soon as that is known. */
export function standOf(look: Look): CodeLine | undefined {
  return look.phase === 'seen' ? look.seen.stand(look.moment)?.at : undefined
}
