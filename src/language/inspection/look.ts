import type { Inspection, LineRuns, Local, Stretch, StretchEnd } from '#durable/inspection.ts'
import type { CodeLine } from '#durable/trace.ts'
import { EarlierSums } from './earlier-sums.ts'
import { Window } from './window.ts'

/** One stretch of code, as it has just run. */
export interface RanStretch {
  /** The event that made it run, and the index of that event's episode. */
  readonly event: number
  readonly episode: number
  readonly lines: readonly LineRuns[]
  /** Where it came to a stop. */
  readonly at: CodeLine | undefined
  readonly end: StretchEnd
  readonly made: readonly CodeLine[]
  /** What the code was given when it went on: the answer that the stretch before waited for; `undefined` for the first. */
  readonly given: { readonly text: () => string; readonly isFailure: boolean } | undefined
  /** Its variables, read while they are what they were. */
  readonly locals: () => readonly Local[]
}

/** Who watches an execution run through. */
export interface Looker {
  /** Called for each stretch, in order, right after the code. */
  readonly onStretch: (stretch: RanStretch) => void
  /** Enough has been seen. */
  readonly isDone: () => boolean
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Characters of variables in one answer; what comes beyond is left out. */
const mostCharacters = 4_000_000

/**
 * What is found out around a position of history, in two runs of the code: `first` watches it as it ran first, `again` as
 * it runs again in every later episode, and only then with its variables.
 */
export class Look {
  private readonly sums = new EarlierSums()
  private readonly window: Window<Mutable<Stretch>>
  private index = 0
  private left = mostCharacters

  constructor(position: number) {
    this.window = new Window<Mutable<Stretch>>(position, ({ lines }) => this.sums.addFirst(lines))
  }

  readonly first: Looker = {
    onStretch: ({ event, lines, at, end, made }) =>
      this.window.add({ event, lines, linesAgain: lines, end, made, locals: [], ...(at && { at }) }),
    isDone: () => this.window.isFull,
  }

  readonly again: Looker = {
    onStretch: (stretch) => this.addAgain(stretch),
    isDone: () => this.index > this.window.first + this.window.stretches.length,
  }

  /** `to`: the position at which the first run stopped. */
  found(to: number): Inspection {
    const { stretches, first } = this.window
    const [earliest] = stretches
    return { from: first === 0 || !earliest ? 0 : earliest.event + 1, to, earlier: this.sums.all(), stretches }
  }

  /** Adds to a stretch in the window what runs again, its variables, and to the one before its answer. */
  private addAgain({ lines, given, at: stop, event, episode, locals }: RanStretch): void {
    const { stretches, first } = this.window
    const at = this.index++ - first
    const before = stretches[at - 1]
    if (before && given) before.answer = { event, text: given.text(), isFailure: given.isFailure }
    const stretch = stretches[at]
    if (at < 0) this.sums.addAgain(lines, episode)
    if (!stretch) return
    stretch.linesAgain = lines
    if (!stop || this.left <= 0) return
    stretch.locals = locals()
    for (const { name, text } of stretch.locals) this.left -= name.length + text.length
  }
}
