import { type KeyboardEvent, lazy, memo, Suspense, useCallback, useId, useMemo, useRef, useState } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { isFinal } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import { positionAt } from '#timeline/cut.ts'
import type { Extent } from '#timeline/extent.ts'
import { idlenessOf } from '#timeline/folds.ts'
import { fanOutAt, hitTest } from '#timeline/hit-test.ts'
import { type Layout, type Opened, spanOf, toLayout } from '#timeline/layout.ts'
import { neighbourOf } from '#timeline/neighbour.ts'
import { AXIS_HEIGHT } from '#timeline/pen.ts'
import { newRunModel } from '#timeline/run-model.ts'
import { SHORTEST_RANGE_MS } from '#timeline/scale.ts'
import type { Span } from '#timeline/spans.ts'
import { i18n } from '../i18n/i18n.ts'
import { GroupLabels } from './group-labels.tsx'
import { keyMeaning } from './key-meaning.ts'
import { PlaybackBar } from './playback-bar.tsx'
import { selectedSpans, selectionOf } from './selected-spans.ts'
import { SpanTooltip } from './span-tooltip.tsx'
import styles from './timeline-panel.module.css'
import type { TimelinePanelProps } from './timeline-panel.tsx'
import { useSize } from './use-canvases.ts'
import { useStableClock, useTick } from './use-clock.ts'
import { usePicture } from './use-picture.ts'
import { usePlayback } from './use-playback.ts'
import { usePointer, useWheel } from './use-pointer.ts'
import { useReveal } from './use-reveal.ts'
import { useViewport } from './use-viewport.ts'

type TimelineProps = TimelinePanelProps & { readonly instance: NonNullable<TimelinePanelProps['instance']> }

/** A span and where in the window the pointer met it. */
interface Hover {
  readonly id: string
  readonly x: number
  readonly y: number
}

const MarkGallery = lazy(async () => ({ default: (await import('./mark-gallery.tsx')).MarkGallery }))

const ZOOM_STEP = 0.7

/** One execution's timeline, from its first event on. */
export const Timeline = memo(function Timeline({
  history,
  episodes,
  instance,
  now: hubNow,
  selection,
  onSelect,
}: TimelineProps) {
  const now = useStableClock(hubNow)
  const { instanceId, executionId, name } = instance
  const idPrefix = useId()
  const scrollerRef = useRef<HTMLDivElement>(null)
  const stageRef = useRef<HTMLDivElement>(null)
  const barsRef = useRef<HTMLCanvasElement>(null)
  const overlayRef = useRef<HTMLCanvasElement>(null)
  const [hover, setHover] = useState<Hover | null>(null)
  const [isOverAxis, setIsOverAxis] = useState(false)
  const [isLegendShown, setLegendShown] = useState(false)
  const [isOverFan, setIsOverFan] = useState(false)

  const playback = usePlayback(
    history,
    episodes,
    (event, episode) => onSelect({ instanceId, executionId, event, ...(episode && { episode: episode.index }) }),
    isSame(selection, instanceId, executionId) ? selection.event : undefined,
  )
  const { cut, isLive } = playback
  const isRunning = !isFinal(instance.status)
  const isMoving = isLive && isRunning

  const [readRun] = useState(newRunModel)
  const all = useMemo(() => readRun(history, episodes), [readRun, history, episodes])
  const extent = useMemo(() => all.extent ?? aroundStart(history[0]?.at), [all, history])
  const shown = useMemo(() => (isLive ? all : newRunModel()(cut.history, cut.episodes)), [isLive, all, cut])
  const idleness = useMemo(() => idlenessOf(all.spans), [all])
  const [opened, setOpened] = useState<Opened>(new Map())
  const layout = useMemo(() => toLayout(shown, opened), [shown, opened])
  const toggle = useCallback(
    (id: string) => setOpened((before) => new Map(before).set(id, !isOpen(layout, id))),
    [layout],
  )
  const chosen = useMemo(
    () => (isSame(selection, instanceId, executionId) ? selectedSpans(shown.spans, selection) : []),
    [selection, shown, instanceId, executionId],
  )
  const hoverId = hover?.id ?? null
  const marked = useMemo(
    () => ({ hovered: hoverId, selected: new Set(chosen.map((span) => span.id)) }),
    [hoverId, chosen],
  )
  const primary = chosen[0]

  const momentAt = (time: EpochMs): EpochMs => {
    if (!isLive) return cut.now ?? extent.from
    return isRunning ? (Math.max(time, extent.reached) as EpochMs) : extent.reached
  }
  const size = useSize(stageRef)
  const viewport = useViewport({ extent, idleness, width: size?.width ?? (1 as CssPx), isRunning, now })
  const shownNow = momentAt(useTick(now, isMoving))
  const picture = usePicture({
    size,
    layout,
    viewport,
    isLive,
    isMoving,
    marked,
    bars: barsRef,
    overlay: overlayRef,
    scroller: scrollerRef,
    origin: extent.from,
    moment: () => momentAt(now()),
  })
  useReveal(primary, layout, viewport, scrollerRef)

  const select = (span: Span) => onSelect({ instanceId, executionId, ...selectionOf(span) })
  const spanAt = (x: CssPx, y: CssPx): Span | null => {
    const scene = picture.scene()
    if (scene === null || y < AXIS_HEIGHT) return null
    return hitTest(layout, scene.scale, scene.now, x, (y - AXIS_HEIGHT + scene.scrollTop) as CssPx)
  }
  const fanOutUnder = (y: CssPx) =>
    y < AXIS_HEIGHT ? null : fanOutAt(layout, (y - AXIS_HEIGHT + (scrollerRef.current?.scrollTop ?? 0)) as CssPx)
  const pointer = usePointer({
    onHover(x, y, event) {
      const span = spanAt(x, y)
      setIsOverAxis(y < AXIS_HEIGHT)
      setHover(span && { id: span.id, x: event.clientX, y: event.clientY })
      setIsOverFan(fanOutUnder(y) !== null)
    },
    onLeave: () => setHover(null),
    onClick(x, y) {
      if (viewport.unfold(x)) return
      const span = spanAt(x, y)
      if (span) select(span)
      const fanOut = fanOutUnder(y)
      if (fanOut) toggle(fanOut.id)
    },
    onPan(dx, dy) {
      setHover(null)
      if (dx !== 0) viewport.pan(-dx)
      scrollerRef.current?.scrollBy({ top: -dy })
    },
    onScrub: (x) => playback.send({ type: 'scrub.moved', position: positionAt(history, viewport.scale().toTime(x)) }),
    onScrubEnd: () => playback.send({ type: 'scrub.ended' }),
  })
  useWheel(stageRef, {
    onZoom: (x, factor) => viewport.zoom(viewport.scale().toTime(x), factor),
    onPan: (dx) => viewport.pan(dx),
    canScroll: () => canScroll(scrollerRef.current),
  })

  const onKeyDown = (event: KeyboardEvent) => {
    const meaning = keyMeaning(event)
    if (meaning === null) return
    event.preventDefault()
    if (meaning.type === 'move') {
      const next = neighbourOf(layout, primary?.id, meaning.to)
      if (next) select(next)
    } else if (meaning.type === 'zoom') {
      viewport.zoom(middleOf(viewport.scale(), primary), meaning.isIn ? ZOOM_STEP : 1 / ZOOM_STEP)
    } else if (meaning.type === 'fit') viewport.fit()
    else if (meaning.type === 'toggle') {
      const group = primary && layout.placeOf(primary.id)?.row.group
      if (group?.isFanOut) toggle(group.id)
    } else playback.send({ type: playback.isPlaying ? 'pause' : 'play' })
  }

  const hovered = hover && spanOf(layout, hover.id)
  return (
    <section className={styles['panel']} aria-label={i18n._('Timeline')}>
      <PlaybackBar
        playback={playback.context}
        isLive={isLive}
        isPlaying={playback.isPlaying}
        episode={playback.episode + 1}
        episodes={episodes.length}
        wayBack={wayBack(isLive, viewport.isFollowing, isRunning)}
        send={playback.send}
        onWayBack={() => {
          if (!isLive) onSelect({ instanceId, executionId }) // no moment is looked at any more
          playback.send({ type: 'go.live' })
          viewport.follow()
        }}
        onFit={() => viewport.fit()}
        isLegendShown={isLegendShown}
        onLegend={() => setLegendShown(!isLegendShown)}
      />
      {isLegendShown && (
        <Suspense>
          <div className={styles['legend']}>
            <MarkGallery />
          </div>
        </Suspense>
      )}
      <div ref={scrollerRef} className={styles['scroller']} onScroll={() => picture.request()}>
        <div className={styles['content']} onKeyDown={onKeyDown}>
          <div className={styles['side']}>
            <div className={styles['corner']} />
            <GroupLabels
              layout={layout}
              orchestrator={name}
              now={shownNow}
              selectedId={primary?.id ?? null}
              isGrowing={isMoving}
              onToggle={toggle}
              idPrefix={idPrefix}
            />
          </div>
          <div
            ref={stageRef}
            tabIndex={-1}
            className={styles['stage']}
            data-over={overOf(isOverAxis, hover !== null || isOverFan)}
            {...pointer}
          >
            <canvas ref={barsRef} aria-hidden />
            <canvas ref={overlayRef} aria-hidden />
            {shown.spans.length === 0 && <p className={styles['hint']}>{hintFor(isLive)}</p>}
          </div>
        </div>
      </div>
      {hover && hovered && (
        <SpanTooltip span={hovered} orchestrator={name} origin={extent.from} now={shownNow} x={hover.x} y={hover.y} />
      )}
    </section>
  )
})

function aroundStart(at: EpochMs | undefined): Extent {
  const from = at ?? (0 as EpochMs)
  return { from, reached: (from + SHORTEST_RANGE_MS) as EpochMs, due: from, isOpen: false }
}

function isSame(selection: Selection | null, instanceId: string, executionId: string): selection is Selection {
  return selection?.instanceId === instanceId && selection.executionId === executionId
}

/** Keys zoom around what is selected while it is in sight. */
function middleOf({ from, to }: { readonly from: EpochMs; readonly to: EpochMs }, selected: Span | undefined): EpochMs {
  if (selected !== undefined && selected.start >= from && selected.start <= to) return selected.start
  return ((from + to) / 2) as EpochMs
}

function canScroll(scroller: HTMLElement | null): boolean {
  return scroller !== null && scroller.scrollHeight > scroller.clientHeight
}

function wayBack(isLive: boolean, isFollowing: boolean, isRunning: boolean): string | null {
  if (isLive && (isFollowing || !isRunning)) return null
  return isRunning ? i18n._('Back to live') : i18n._('Back to the end')
}

function overOf(isOverAxis: boolean, isOverBar: boolean): 'axis' | 'bar' | undefined {
  if (isOverAxis) return 'axis'
  return isOverBar ? 'bar' : undefined
}

function isOpen({ groups }: Layout, id: string): boolean {
  return groups.some(({ group, isOpen: isShown }) => group.id === id && isShown)
}

function hintFor(isLive: boolean): string {
  return isLive ? i18n._('Started. Nothing has been scheduled yet.') : i18n._('Before the first event.')
}
