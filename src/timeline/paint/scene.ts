import type { CssPx, EpochMs } from '#base/units.ts'
import type { Scale } from '../axis/scale.ts'
import type { TimeText } from '../axis/time-text.ts'
import type { Layout, Row } from '../layout/layout.ts'
import type { Span } from '../model/span.ts'
import type { Box } from './boxes.ts'
import type { Theme } from './pen.ts'
import type { Struck } from './struck.ts'

/** Everything that a picture of the timeline is made of. */
export interface Scene {
  readonly layout: Layout
  readonly scale: Scale
  readonly timeText: TimeText
  readonly now: EpochMs
  /** The canvas's height; its width is the scale's. */
  readonly height: CssPx
  /** How far the content is scrolled up. */
  readonly scrollTop: CssPx
  readonly theme: Theme
  /** A line over all rows with a word on the axis: now, or where playback stands. */
  readonly line: { readonly at: EpochMs; readonly label: string } | null
  /** What stands in or beside a bar; '' for nothing. */
  readonly textOf: (span: Span, row: Row) => string
  /** What is said at a line over all rows, at the end of a join, in a fold. */
  readonly words: SceneWords
  /** Where an execution begins that is not its instance's first. */
  readonly pageStart: EpochMs | null
  /** What was brought about on purpose. */
  readonly struck: Struck
  /** Whether a span is among what is looked for; `null` while nothing is. */
  readonly isMatch: ((span: Span) => boolean) | null
}

export interface SceneWords {
  command(span: Span): string
  join(kind: 'all' | 'any', done: number, of: number): string
  fold(ms: number): string
  readonly slowest: string
  readonly pageStart: string
  readonly crash: string
  readonly parting: string
}

/** Where a bar stands: its box, and its top and height. */
export interface Place extends Box {
  readonly y: number
  readonly height: number
}

/** What a bar's painter needs besides the bar. */
export interface Around {
  readonly scale: Scale
  readonly now: EpochMs
  readonly theme: Theme
}
