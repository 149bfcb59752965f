import { useMemo, useRef, useState } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { type Extent, everything, following, happened } from '#timeline/extent.ts'
import { panBy, type Scale, scaleOf, type TimeRange, zoomAround } from '#timeline/scale.ts'

export interface Viewport {
  /** Whether it shows what has happened, and grows with it; panning and zooming end that. */
  readonly isFollowing: boolean
  scale(): Scale
  zoom(at: EpochMs, factor: number): void
  pan(ms: number): void
  follow(): void
  /** What has happened; asked again, all that is due as well. */
  fit(): void
  reveal(at: EpochMs): void
}

interface ViewportInput {
  readonly extent: Extent
  readonly width: CssPx
  /** Whether its end is still open. */
  readonly isRunning: boolean
  readonly now: () => EpochMs
}

const REVEAL_MARGIN = 0.02

/** Which stretch of time is in sight. */
export function useViewport({ extent, width, isRunning, now }: ViewportInput): Viewport {
  const [chosen, setChosen] = useState<TimeRange | null>(null)
  const followed = useRef<TimeRange | null>(null)

  return useMemo(() => {
    const all = () => everything(extent, now())
    const present = () => {
      if (!isRunning) return happened(extent, now())
      followed.current = following(followed.current, extent.from, Math.max(now(), extent.reached) as EpochMs)
      return followed.current
    }
    const limits = () => ({ from: extent.from, to: Math.max(all().to, present().to) as EpochMs })
    const current = () => chosen ?? present()
    return {
      isFollowing: chosen === null,
      scale: () => scaleOf(current(), width),
      zoom: (at, factor) => setChosen(zoomAround(current(), at, factor, limits())),
      pan: (ms) => setChosen(panBy(current(), ms, limits())),
      follow: () => setChosen(null),
      fit: () => setChosen(chosen === null && all().to > present().to ? all() : null),
      reveal(at) {
        const { from, to } = current()
        const margin = (to - from) * REVEAL_MARGIN
        if (chosen === null || (at >= from + margin && at <= to - margin)) return
        setChosen(panBy(chosen, at - (from + to) / 2, limits()))
      },
    }
  }, [chosen, extent, width, isRunning, now])
}
