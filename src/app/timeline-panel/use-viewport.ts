import { useMemo, useRef, useState } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { type Extent, following, happened } from '#timeline/extent.ts'
import { foldsIn, type Idleness, openGap } from '#timeline/folds.ts'
import { panBy, rangeBetween, type Scale, scaleOf, type TimeRange, zoomAround } from '#timeline/scale.ts'

export interface Viewport {
  /** Whether it shows what has happened, and grows with it; panning and zooming end that. */
  readonly isFollowing: boolean
  scale(): Scale
  zoom(at: EpochMs, factor: number): void
  /** By so many pixels. */
  pan(px: number): void
  /** Opens the fold at a place; says whether there was one. */
  unfold(x: CssPx): boolean
  follow(): void
  /** What has happened; asked again, all that is due as well. */
  fit(): void
  reveal(at: EpochMs): void
}

interface ViewportInput {
  readonly extent: Extent
  readonly idleness: Idleness
  readonly width: CssPx
  /** Whether its end is still open. */
  readonly isRunning: boolean
  readonly now: () => EpochMs
}

const REVEAL_MARGIN = 0.02
/** On less, folds would be most of the picture. */
const FOLDABLE_PX = 240

/** Which stretch of time is in sight. */
export function useViewport({ extent, idleness, width, isRunning, now }: ViewportInput): Viewport {
  const [chosen, setChosen] = useState<TimeRange | 'all' | null>(null)
  const [unfolded, setUnfolded] = useState<readonly EpochMs[]>([])
  const followed = useRef<TimeRange | null>(null)

  return useMemo(() => {
    const { gaps, since } = idleness
    const worked = (since ?? extent.reached) - extent.from - foldedIn(gaps)
    /** Now, or when the last timer is due, and a little more. */
    const all = (): TimeRange => {
      const { from } = extent
      const end = extent.isOpen ? Math.max(extent.due, now()) : extent.due
      return { from, to: (end + Math.max(100, worked * 0.25)) as EpochMs }
    }
    const present = (): TimeRange => {
      if (!isRunning) return happened(extent, now())
      const moment = Math.max(now(), extent.reached) as EpochMs
      if (since !== null && openGap(since, moment, worked) !== null)
        return { from: extent.from, to: (moment + Math.max(100, worked * 0.25)) as EpochMs }
      followed.current = following(followed.current, extent.from, moment)
      return followed.current
    }
    const limits = () => ({ from: extent.from, to: Math.max(all().to, present().to) as EpochMs })
    const current = () => (chosen === 'all' ? all() : (chosen ?? present()))
    const scale = () => {
      const range = current()
      const open = since === null ? [] : openGaps(since, now(), extent.due, worked, isRunning)
      const closed = [...gaps, ...open].filter((gap) => !unfolded.includes(gap.from))
      return scaleOf(range, width, width < FOLDABLE_PX ? [] : foldsIn(closed, range))
    }
    return {
      isFollowing: chosen === null,
      scale,
      zoom(at, factor) {
        const shown = scale()
        const x = shown.toPx(at)
        setChosen(
          shown.folds.length === 0
            ? zoomAround(current(), at, factor, limits())
            : rangeBetween(shown, x - x * factor, x + (width - x) * factor, limits()),
        )
      },
      pan(px) {
        const shown = scale()
        setChosen(
          shown.folds.length === 0
            ? panBy(current(), px / shown.pxPerMs, limits())
            : rangeBetween(shown, px, width + px, limits()),
        )
      },
      follow: () => setChosen(null),
      fit: () => setChosen(chosen === null && all().to > present().to ? 'all' : null),
      unfold(x) {
        const at = scale().toTime(x)
        const fold = scale().folds.find(({ from, to }) => at >= from && at <= to)
        if (fold !== undefined) setUnfolded([...unfolded, fold.from])
        return fold !== undefined
      },
      reveal(at) {
        const { from, to } = current()
        const margin = (to - from) * REVEAL_MARGIN
        if (chosen === null || chosen === 'all' || (at >= from + margin && at <= to - margin)) return
        setChosen(panBy(chosen, at - (from + to) / 2, limits()))
      },
    }
  }, [chosen, unfolded, extent, idleness, width, isRunning, now])
}

function foldedIn(gaps: readonly TimeRange[]): number {
  return gaps.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** The nothing up to now, and the nothing from there until the last timer is due. */
function openGaps(since: EpochMs, now: EpochMs, due: EpochMs, worked: number, isRunning: boolean): TimeRange[] {
  if (!isRunning) return []
  const until = openGap(since, now, worked)
  const ahead = openGap(Math.max(since, now) as EpochMs, due, worked)
  return [until, ahead].filter((gap) => gap !== null)
}
