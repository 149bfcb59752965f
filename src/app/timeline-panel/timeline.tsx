import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { isFinal } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import { positionAt } from '#timeline/cut.ts'
import { durationText } from '#timeline/duration.ts'
import { type Extent, extentOf } from '#timeline/extent.ts'
import { hitTest } from '#timeline/hit-test.ts'
import { type Layout, toLayout } from '#timeline/layout.ts'
import { neighbourOf } from '#timeline/neighbour.ts'
import { paintOverlay } from '#timeline/paint-overlay.ts'
import { paint, type Scene } from '#timeline/paint.ts'
import { AXIS_HEIGHT } from '#timeline/pen.ts'
import { toGroups } from '#timeline/rows.ts'
import { SHORTEST_RANGE_MS } from '#timeline/scale.ts'
import { type Span, toSpans } from '#timeline/spans.ts'
import { i18n } from '../i18n/i18n.ts'
import { barText } from './describe-span.ts'
import { GroupLabels } from './group-labels.tsx'
import { keyMeaning } from './key-meaning.ts'
import { PlaybackBar } from './playback-bar.tsx'
import { useCanvasTheme } from './read-theme.ts'
import { selectedSpans, selectionOf } from './selected-spans.ts'
import { SpanTooltip } from './span-tooltip.tsx'
import styles from './timeline-panel.module.css'
import type { TimelinePanelProps } from './timeline-panel.tsx'
import { penFor, useFrame, useSize } from './use-canvases.ts'
import { useMovingPicture, useTick } from './use-clock.ts'
import { usePlayback } from './use-playback.ts'
import { usePointer, useWheel } from './use-pointer.ts'
import { useViewport } from './use-viewport.ts'

type TimelineProps = TimelinePanelProps & { readonly instance: NonNullable<TimelinePanelProps['instance']> }

/** A span and where in the window the pointer met it. */
interface Hover {
  readonly id: string
  readonly x: number
  readonly y: number
}

const ZOOM_STEP = 0.7

/** One execution's timeline, from its first event on. */
export function Timeline({ history, episodes, instance, now, selection, onSelect }: TimelineProps) {
  const { instanceId, executionId, name } = instance
  const idPrefix = useId()
  const scrollerRef = useRef<HTMLDivElement>(null)
  const stageRef = useRef<HTMLDivElement>(null)
  const barsRef = useRef<HTMLCanvasElement>(null)
  const overlayRef = useRef<HTMLCanvasElement>(null)
  const [hover, setHover] = useState<Hover | null>(null)
  const [isOverAxis, setIsOverAxis] = useState(false)

  const playback = usePlayback(history, episodes, (event, episode) =>
    onSelect({ instanceId, executionId, event, ...(episode && { episode: episode.index }) }),
  )
  const { cut, isLive } = playback
  const isRunning = !isFinal(instance.status)
  const isMoving = isLive && isRunning

  const whole = useMemo(() => extentOf(toSpans(history, episodes)) ?? aroundStart(history[0]?.at), [history, episodes])
  const spans = useMemo(() => toSpans(cut.history, cut.episodes), [cut])
  const layout = useMemo(() => toLayout(toGroups(spans)), [spans])
  const chosen = useMemo(
    () => (isSame(selection, instanceId, executionId) ? selectedSpans(spans, selection) : []),
    [selection, spans, instanceId, executionId],
  )
  const primary = chosen[0]

  const theme = useCanvasTheme()
  const size = useSize(stageRef)
  const viewport = useViewport({ extent: whole, width: size?.width ?? (1 as CssPx), isRunning, now })
  const tick = useTick(now, isMoving)

  const shownAt = (time: EpochMs): EpochMs => {
    if (!isLive) return cut.now ?? whole.from
    return isRunning ? (Math.max(time, whole.reached) as EpochMs) : whole.reached
  }
  const shownNow = shownAt(tick)

  const scene = (): Scene | null => {
    if (theme === null || size === null) return null
    const moment = shownAt(now())
    return {
      layout,
      scale: viewport.scale(),
      origin: whole.from,
      now: moment,
      height: size.height,
      scrollTop: (scrollerRef.current?.scrollTop ?? 0) as CssPx,
      theme,
      textOf: (span) => barText(span, moment),
    }
  }

  const drawOverlay = (picture: Scene) => {
    const pen = penFor(overlayRef.current, { width: picture.scale.width, height: picture.height })
    if (pen === null) return
    const word = isLive ? i18n._('now') : durationText(picture.now - picture.origin)
    paintOverlay(pen, picture, {
      hovered: hover?.id ?? null,
      selected: new Set(chosen.map((span) => span.id)),
      line: isMoving || !isLive ? { at: picture.now, label: word } : null,
    })
  }
  const requestBars = useFrame(() => {
    const picture = scene()
    const pen = picture && penFor(barsRef.current, { width: picture.scale.width, height: picture.height })
    if (!picture || !pen) return
    paint(pen, picture)
    drawOverlay(picture)
  })
  const requestOverlay = useFrame(() => {
    const picture = scene()
    if (picture) drawOverlay(picture)
  })
  useEffect(requestBars, [requestBars, layout, viewport, size, theme, isLive, isRunning, cut])
  useEffect(requestOverlay, [requestOverlay, hover?.id, chosen])
  useMovingPicture(requestBars, () => (whole.reached - whole.from) / (size?.width ?? 1), isMoving)

  const spanAt = (x: CssPx, y: CssPx): Span | null => {
    const picture = scene()
    if (picture === null || y < AXIS_HEIGHT) return null
    return hitTest(layout, picture.scale, picture.now, x, (y - AXIS_HEIGHT + picture.scrollTop) as CssPx)
  }
  const select = useCallback(
    (span: Span) => onSelect({ instanceId, executionId, ...selectionOf(span) }),
    [onSelect, instanceId, executionId],
  )
  const panPx = (dx: number) => {
    const { from, to, width } = viewport.scale()
    viewport.pan((dx * (to - from)) / width)
  }
  const scrollBy = (dy: number) => scrollerRef.current?.scrollBy({ top: dy })
  const scrubTo = (x: CssPx) =>
    playback.send({ type: 'scrub.moved', position: positionAt(history, viewport.scale().toTime(x)) })

  const pointer = usePointer({
    onHover(x, y, event) {
      const span = spanAt(x, y)
      setIsOverAxis(y < AXIS_HEIGHT)
      setHover(span && { id: span.id, x: event.clientX, y: event.clientY })
    },
    onLeave: () => setHover(null),
    onClick(x, y) {
      const span = spanAt(x, y)
      if (span) select(span)
    },
    onPan(dx, dy) {
      setHover(null)
      if (dx !== 0) panPx(-dx)
      if (dy !== 0) scrollBy(-dy)
    },
    onScrub: scrubTo,
    onScrubEnd: () => playback.send({ type: 'scrub.ended' }),
  })
  useWheel(stageRef, {
    onZoom: (x, factor) => viewport.zoom(viewport.scale().toTime(x), factor),
    onPan: panPx,
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
      const { from, to } = viewport.scale()
      const around = primary && primary.start >= from && primary.start <= to ? primary.start : (from + to) / 2
      viewport.zoom(around as EpochMs, meaning.isIn ? ZOOM_STEP : 1 / ZOOM_STEP)
    } else if (meaning.type === 'fit') viewport.fit()
    else playback.send(playback.isPlaying ? { type: 'pause' } : { type: 'play' })
  }

  const reveal = useRef<(span: Span) => void>(() => {})
  useEffect(() => {
    reveal.current = (span) => {
      viewport.reveal(span.start)
      const row = layout.places.get(span.id)?.row
      const scroller = scrollerRef.current
      if (row && scroller) scrollIntoSight(scroller, row.y, row.height)
    }
  })
  useEffect(() => {
    if (primary) reveal.current(primary)
    // the span's other fields change while it runs; it is revealed once
    // oxlint-disable-next-line react/exhaustive-deps
  }, [primary?.id])

  const hovered = hover && spanIn(layout, hover.id)
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
          playback.send({ type: 'go.live' })
          viewport.follow()
        }}
        onFit={() => viewport.fit()}
      />
      <div ref={scrollerRef} className={styles['scroller']} onScroll={requestBars}>
        <div className={styles['content']}>
          <div className={styles['side']}>
            <div className={styles['corner']} />
            <GroupLabels
              layout={layout}
              orchestrator={name}
              now={shownNow}
              selectedId={primary?.id ?? null}
              idPrefix={idPrefix}
              onKeyDown={onKeyDown}
            />
          </div>
          <div ref={stageRef} className={styles['stage']} data-over={overOf(isOverAxis, hover)} {...pointer}>
            <canvas ref={barsRef} aria-hidden />
            <canvas ref={overlayRef} aria-hidden />
            {spans.length === 0 && <p className={styles['hint']}>{hintFor(isLive)}</p>}
          </div>
        </div>
      </div>
      {hover && hovered && (
        <SpanTooltip span={hovered} orchestrator={name} origin={whole.from} now={shownNow} x={hover.x} y={hover.y} />
      )}
    </section>
  )
}

function aroundStart(at: EpochMs | undefined): Extent {
  const from = at ?? (0 as EpochMs)
  return { from, reached: (from + SHORTEST_RANGE_MS) as EpochMs, due: from, isOpen: false }
}

function isSame(selection: Selection | null, instanceId: string, executionId: string): selection is Selection {
  return selection?.instanceId === instanceId && selection.executionId === executionId
}

function spanIn({ places }: Layout, id: string): Span | undefined {
  const place = places.get(id)
  return place?.row.spans[place.index]
}

function canScroll(scroller: HTMLElement | null): boolean {
  return scroller !== null && scroller.scrollHeight > scroller.clientHeight
}

function scrollIntoSight(scroller: HTMLElement, y: number, height: number): void {
  const room = scroller.clientHeight - AXIS_HEIGHT
  if (y < scroller.scrollTop) scroller.scrollTop = y
  else if (y + height > scroller.scrollTop + room) scroller.scrollTop = y + height - room
}

function wayBack(isLive: boolean, isFollowing: boolean, isRunning: boolean): string | null {
  if (isLive && (isFollowing || !isRunning)) return null
  return isRunning ? i18n._('Back to live') : i18n._('Back to the end')
}

function overOf(isOverAxis: boolean, hover: Hover | null): 'axis' | 'bar' | undefined {
  if (isOverAxis) return 'axis'
  return hover === null ? undefined : 'bar'
}

function hintFor(isLive: boolean): string {
  return isLive ? i18n._('Started. Nothing has been scheduled yet.') : i18n._('Before the first episode.')
}
