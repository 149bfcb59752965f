import { useMemo, useState } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { following, type Frame, type LiveRange, liveRun, wholeRun } from '#timeline/axis/extent.ts'
import type { FoldWishes } from '#timeline/axis/folds.ts'
import { panBy, type Scale, scaleOf, type TimeRange, type View, zoomAround } from '#timeline/axis/scale.ts'
import type { Extent } from '#timeline/model/model.ts'
import { Choice } from './choice.ts'
import type { Snapshot } from './use-model.ts'

export interface Viewport {
  /** Whether it shows what has happened, and grows with it; panning and zooming end that. */
  readonly isFollowing: () => boolean
  readonly canUndo: () => boolean
  /** Calls `listener` whenever a hand has chosen another stretch; what is returned ends that. */
  readonly onChange: (listener: () => void) => () => void
  scale(): Scale
  /** The same for the whole run, in the same width. */
  wholeScale(): Scale
  zoom(at: EpochMs, factor: number): void
  panPx(dx: number): void
  follow(): void
  /** Shows this stretch: with some room around it, or as it is. */
  show(range: TimeRange): void
  showExactly(range: TimeRange): void
  /** Back to what was in sight before the last zoom, pan or fit. */
  undo(): void
  reveal(from: EpochMs, to: EpochMs): void
}

interface ViewportInput {
  readonly snapshot: Snapshot
  readonly extent: Extent
  readonly width: CssPx
  /** Whether its end is still open. */
  readonly isRunning: boolean
  readonly now: () => EpochMs
  readonly unfolded: ReadonlySet<EpochMs>
  readonly isUnfolded: boolean
}

const REVEAL_MARGIN = 0.02
const SHOW_MARGIN = 0.15
/** Which stretch of time is in sight. Another one is another picture, but no other page: nothing is rendered for it. */
export function useViewport(input: ViewportInput): Viewport {
  const { width } = input
  const [choice] = useState(() => new Choice())
  const frame = useFrameOf(input)

  return useMemo(() => {
    const current = () => choice.range ?? frame().range
    const view = (): View => ({ range: current(), width, folds: frame().folds, limits: frame().range })
    const within = ({ from, to }: TimeRange): TimeRange | null => {
      const limits = frame().range
      const range = { from: Math.max(limits.from, from) as EpochMs, to: Math.min(limits.to, to) as EpochMs }
      return range.to > range.from ? range : null
    }
    return {
      isFollowing: () => choice.range === null,
      canUndo: () => choice.canUndo(),
      onChange: (listener) => choice.onChange(listener),
      scale: () => scaleOf(current(), width, frame().folds),
      wholeScale: () => scaleOf(frame().range, width, frame().folds),
      zoom: (at, factor) => choice.change(zoomAround(view(), at, factor)),
      panPx: (dx) => choice.change(panBy(view(), dx)),
      follow: () => {
        if (choice.range !== null) choice.change(null, true)
      },
      show({ from, to }) {
        const margin = Math.max(5, (to - from) * SHOW_MARGIN)
        const range = within({ from: (from - margin) as EpochMs, to: (to + margin) as EpochMs })
        if (range !== null) choice.change(range, true)
      },
      showExactly(wanted) {
        const range = within(wanted)
        if (range !== null) choice.change(range)
      },
      undo: () => choice.undo(),
      reveal(from, to) {
        const range = current()
        const margin = (range.to - range.from) * REVEAL_MARGIN
        const isInSight = to >= range.from + margin && from <= range.to - margin
        if (choice.range === null || isInSight) return
        const scale = scaleOf(range, width, frame().folds)
        choice.correct(panBy(view(), scale.toPx(from) - width / 3))
      },
    }
  }, [choice, frame, width])
}

/** What is remembered from frame to frame: where the live range stands, and what is folded in it. */
interface Kept {
  live: LiveRange | null
  folds: ReadonlySet<EpochMs>
}

/** Everything there is, and how it is folded. */
function useFrameOf(input: ViewportInput): () => Frame {
  const { snapshot, extent, width, isRunning, now, unfolded, isUnfolded } = input
  const [kept] = useState<Kept>({ live: null, folds: new Set() })
  return useMemo(
    () => frameReader({ snapshot, extent, width, isRunning, now, unfolded, isUnfolded }, kept),
    [snapshot, extent, width, isRunning, now, unfolded, isUnfolded, kept],
  )
}

/** Reads the clock for each frame of a run that goes on, and computes anew only what that changes. */
function frameReader({ snapshot, extent, width, isRunning, now, ...view }: ViewportInput, kept: Kept): () => Frame {
  const { gaps } = snapshot.model
  const wishes = (): FoldWishes => ({ opened: view.unfolded, kept: kept.folds, isOff: view.isUnfolded })
  let known: { readonly live: LiveRange | null; readonly frame: Frame } | null = null
  return () => {
    if (!isRunning) {
      known ??= { live: null, frame: wholeRun(extent, gaps, width, wishes()) }
      return known.frame
    }
    const time = Math.max(now(), extent.reached) as EpochMs
    kept.live = following(kept.live, extent, gaps, time, width, wishes())
    if (known?.live === kept.live) return known.frame
    const frame = liveRun(extent, gaps, kept.live, width, wishes())
    kept.folds = new Set(frame.folds.map((fold) => fold.from))
    known = { live: kept.live, frame }
    return frame
  }
}
