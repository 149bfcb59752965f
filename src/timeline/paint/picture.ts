import type { CssPx, EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { scaleOf, type TimeRange } from '../axis/scale.ts'
import { sinceStart } from '../axis/time-text.ts'
import { type LayoutWishes, type Run, toLayout } from '../layout/layout.ts'
import { asItComes } from '../layout/wishes.ts'
import { modelOf } from '../model/model.ts'
import { AXIS_HEIGHT, type Theme } from './pen.ts'
import type { Scene, SceneWords } from './scene.ts'
import { nothingStruck, type Struck } from './struck.ts'

/** A picture of one run by itself: for the legend, and wherever there is no panel around it. */
export interface Picture {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly range: TimeRange
  readonly width: CssPx
  readonly theme: Theme
  readonly words: SceneWords
  readonly now?: EpochMs
  readonly folds?: readonly TimeRange[]
  readonly wishes?: LayoutWishes
  readonly struck?: Struck
}

export function sceneOf({ history, episodes, range, width, theme, words, ...rest }: Picture): Scene {
  const run: Run = {
    key: '',
    model: modelOf(history, episodes),
    name: '',
    instanceId: '',
    executionId: '',
    position: Infinity,
    children: new Map(),
  }
  const layout = toLayout(run, rest.wishes ?? asItComes)
  return {
    layout,
    theme,
    words,
    scale: scaleOf(range, width, rest.folds),
    timeText: sinceStart(range.from),
    now: rest.now ?? range.to,
    height: (layout.height + AXIS_HEIGHT) as CssPx,
    scrollTop: 0 as CssPx,
    line: null,
    pageStart: null,
    textOf: () => '',
    isMatch: null,
    struck: rest.struck ?? nothingStruck,
  }
}
