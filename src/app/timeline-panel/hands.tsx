import { type ComponentProps, lazy, memo, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import type { CssPx, EpochMs } from '#base/units.ts'
import type { Fault } from '#durable/fault.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { RunFile } from '#durable/run-file.ts'
import type { Episode } from '#durable/trace.ts'
import type { Scale } from '#timeline/axis/scale.ts'
import { positionAt } from '#timeline/cut.ts'
import { type Density, densities } from '#timeline/layout/density.ts'
import type { Layout, Run } from '#timeline/layout/layout.ts'
import { neighbourOf, type Target } from '#timeline/layout/neighbour.ts'
import { hasFailure, type Span, spanAt } from '#timeline/model/span.ts'
import { hitTest } from '#timeline/paint/hit-test.ts'
import { AXIS_HEIGHT } from '#timeline/paint/pen.ts'
import { strikesOn, type Struck } from '#timeline/paint/struck.ts'
import { i18n } from '../i18n/i18n.ts'
import { Generations } from './generations.tsx'
import { type KeyMeaning, keyMeaning } from './key-meaning.ts'
import { nextTarget } from './next-target.ts'
import { Overview } from './overview.tsx'
import { PlaybackBar } from './playback-bar.tsx'
import { SpanTooltip } from './span-tooltip.tsx'
import styles from './hands.module.css'
import { Tools } from './tools.tsx'
import { runsOf } from './use-arrangement.ts'
import type { Snapshot } from './use-model.ts'
import type { Picture } from './use-picture.ts'
import type { Playback } from './use-playback.ts'
import { usePointer, useWheel } from './use-pointer.ts'
import { useFaultMenu } from './use-fault-menu.tsx'
import { useStable } from './use-stable.ts'
import type { Viewport } from './use-viewport.ts'
import type { ExportKind } from './view-menu.tsx'
import { type TimeMode, timeModes, type ViewAction, type ViewState } from './view-state.ts'

const Legend = lazy(async () => ({ default: (await import('./legend.tsx')).Legend }))
const KeyHelp = lazy(async () => ({ default: (await import('./key-help.tsx')).KeyHelp }))

/** The picture as its hands find it: what is in it, and what can be done to it. */
export interface Desk {
  readonly snapshot: Snapshot
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly instance: Instance
  readonly run: Run
  readonly layout: Layout
  readonly matches: ReadonlySet<Span> | null
  readonly primary: Target | null
  readonly viewport: Viewport
  readonly width: CssPx
  readonly picture: Picture
  readonly playback: Playback
  readonly isRunning: boolean
  readonly origin: EpochMs
  readonly now: () => EpochMs
  readonly shownNow: EpochMs
  readonly view: ViewState
  readonly act: (action: ViewAction) => void
  readonly hovered: Target | null
  readonly onHover: (target: Target | null) => void
  readonly onSelect: (target: Target) => void
  /** Opens or closes what a bar stands for: a fan-out, a sub-orchestration, the next generation. */
  readonly onOpen: (target: Target) => void
  /** No moment is looked at any more. */
  readonly onPresent: () => void
  readonly generation: { readonly index: number; readonly count: number; readonly go: (index: number) => void }
  readonly struck: Struck
  readonly onFault: ((fault: Fault) => void) | undefined
  readonly readRun: (() => Promise<RunFile>) | undefined
}

/** Where in the panel the hands have their places. */
export interface Places {
  readonly bar: HTMLElement
  readonly foot: HTMLElement
  readonly stage: HTMLElement
  readonly scroller: HTMLElement
  /** Keys are heard here. */
  readonly content: HTMLElement
}

const ZOOM_STEP = 0.7
const PAN_SHARE = 0.2

/** Everything by which a person moves the picture: bar, overview, mouse, fingers, keys. The picture stands without them. */
export function Hands({ desk, places }: { readonly desk: Desk; readonly places: Places }) {
  const { history, viewport, picture, playback, view, act, primary, layout, hovered } = desk
  const searchRef = useRef<HTMLInputElement>(null)
  const [pointed, setPointed] = useState<{ readonly x: number; readonly y: number }>({ x: 0, y: 0 })
  const [dialog, setDialog] = useState<'legend' | 'keys' | null>(null)

  const isFollowing = useSyncExternalStore(viewport.onChange, viewport.isFollowing)
  const canUndo = useSyncExternalStore(viewport.onChange, viewport.canUndo)
  const faultMenu = useFaultMenu(desk, places.stage)

  const go = (target: Target | null) => {
    if (target !== null) desk.onSelect(target)
  }
  const fit = () => {
    act({ type: 'folds.restored' })
    viewport.follow()
  }
  const fitTarget = (target: Target | null) => {
    if (target === null) return fit()
    viewport.show({ from: target.span.start, to: target.span.end ?? desk.shownNow })
  }
  const wayBack = () => {
    if (!playback.isLive) desk.onPresent()
    playback.send({ type: 'go.live' })
    viewport.follow()
  }
  const toFound = (direction: 1 | -1) => {
    const { matches } = desk
    if (matches !== null) go(nextTarget(runsOf(desk.run), primary, direction, (span) => matches.has(span)))
  }
  const perform = (meaning: KeyMeaning) => {
    switch (meaning.type) {
      case 'move':
        return go(neighbourOf(layout, primary, meaning.to))
      case 'failure':
        return go(nextTarget(runsOf(desk.run), primary, meaning.direction, hasFailure))
      case 'zoom':
        return viewport.zoom(middleOf(viewport.scale(), primary), meaning.isIn ? ZOOM_STEP : 1 / ZOOM_STEP)
      case 'pan':
        return viewport.panPx(meaning.direction * desk.width * PAN_SHARE)
      case 'step':
        return playback.send(meaning)
      case 'generation':
        return desk.generation.go(desk.generation.index + meaning.direction)
      case 'open':
        return primary === null ? undefined : desk.onOpen(primary)
      case 'fit':
        return fit()
      case 'fitSelection':
        return fitTarget(primary)
      case 'undo':
        return viewport.undo()
      case 'playOrPause':
        return playback.send({ type: playback.isPlaying ? 'pause' : 'play' })
      case 'live':
        return wayBack()
      case 'search':
        return searchRef.current?.focus()
      case 'failedOnly':
        return act({ type: 'failed.toggled' })
      case 'density':
        return act({ type: 'density.chosen', density: after(densities, view.density) })
      case 'time':
        return act({ type: 'time.chosen', timeMode: after(timeModes, view.timeMode) })
      case 'folds':
        return act({ type: 'folds.toggled' })
      case 'faults':
        return faultMenu.openAtSelected()
      case 'escape':
        return act({ type: 'search.changed', text: '' })
      case 'help':
        return setDialog('keys')
    }
  }
  useKeys(places.content, perform)

  const exportAs = async (kind: ExportKind) => {
    const scene = picture.scene()
    if (scene === null) return
    const { exportRun } = await import('./export-run.ts')
    const { instance, episodes, readRun } = desk
    await exportRun(kind, { scene, instance, history, episodes, readRun })
  }

  const orders = useStable({
    send: playback.send,
    onWayBack: wayBack,
    onGeneration: desk.generation.go,
    onSearch: (text: string) => act({ type: 'search.changed', text }),
    onFound: toFound,
    onFailedOnly: () => act({ type: 'failed.toggled' }),
    onUndo: () => viewport.undo(),
    onFit: fit,
    onLeave: () => focusRows(places),
    onDensity: (density: Density) => act({ type: 'density.chosen', density }),
    onTimeMode: (timeMode: TimeMode) => act({ type: 'time.chosen', timeMode }),
    onFolds: () => act({ type: 'folds.toggled' }),
    onLegend: () => setDialog('legend'),
    onKeys: () => setDialog('keys'),
    onFaults: faultMenu.openAtSelected,
    onExport: (kind: ExportKind) => void exportAs(kind),
  })

  return (
    <>
      {createPortal(
        <Bar
          playback={playback.context}
          isLive={playback.isLive}
          isPlaying={playback.isPlaying}
          episode={playback.episode + 1}
          episodes={desk.episodes.length}
          wayBack={wayBackInWords(playback.isLive, isFollowing, desk.isRunning)}
          generation={desk.generation.index}
          generations={desk.generation.count}
          searchRef={searchRef}
          search={view.search}
          found={desk.matches?.size ?? null}
          isFailedOnly={view.isFailedOnly}
          canUndo={canUndo}
          isEmpty={history.length === 0}
          density={view.density}
          timeMode={view.timeMode}
          isUnfolded={view.isUnfolded}
          canExportRun={desk.readRun !== undefined}
          canFault={desk.onFault !== undefined && primary !== null}
          {...orders}
        />,
        places.bar,
      )}
      {createPortal(
        <Surface desk={desk} places={places} onPointed={setPointed} onFit={fitTarget} onMenu={faultMenu.open} />,
        places.stage,
      )}
      {createPortal(
        <Overview snapshot={desk.snapshot} run={desk.run} viewport={viewport} width={desk.width} now={desk.now} />,
        places.foot,
      )}
      {hovered && (
        <SpanTooltip
          span={spanAt(hovered.span, hovered.run.position)}
          orchestrator={hovered.run.name}
          origin={desk.origin}
          now={desk.shownNow}
          strikes={hovered.run.key === '' ? strikesOn(desk.struck, hovered.span) : []}
          {...pointed}
        />
      )}
      {faultMenu.element}
      {dialog !== null && (
        <Suspense fallback={null}>
          {dialog === 'legend' ? (
            <Legend onClose={() => setDialog(null)} />
          ) : (
            <KeyHelp onClose={() => setDialog(null)} />
          )}
        </Suspense>
      )}
    </>
  )
}

type BarProps = Omit<ComponentProps<typeof PlaybackBar> & ComponentProps<typeof Tools>, 'children'> & {
  readonly generation: number
  readonly generations: number
  readonly onGeneration: (index: number) => void
}

/** The row of controls: most of what changes around it changes nothing in it. */
const Bar = memo(function Bar({ generation, generations, onGeneration, ...props }: BarProps) {
  return (
    <PlaybackBar {...props}>
      <Generations index={generation} count={generations} onGo={onGeneration} />
      <Tools {...props} />
    </PlaybackBar>
  )
})

function useKeys(content: HTMLElement, perform: (meaning: KeyMeaning) => void): void {
  const latest = useRef(perform)
  useEffect(() => {
    latest.current = perform
  })
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const meaning = event.target instanceof HTMLButtonElement ? null : keyMeaning(event)
      if (meaning === null) return
      event.preventDefault()
      latest.current(meaning)
    }
    content.addEventListener('keydown', onKeyDown)
    return () => content.removeEventListener('keydown', onKeyDown)
  }, [content])
}

interface SurfaceProps {
  readonly desk: Desk
  readonly places: Places
  readonly onPointed: (at: { readonly x: number; readonly y: number }) => void
  readonly onFit: (target: Target | null) => void
  readonly onMenu: (target: Target | null, at: { readonly x: number; readonly y: number }) => void
}

/** Lies over the canvases and feels the pointer. */
function Surface({ desk, places, onPointed, onFit, onMenu }: SurfaceProps) {
  const { history, viewport, picture, playback, act, layout } = desk
  const surface = useRef<HTMLDivElement>(null)
  const [over, setOver] = useState<'axis' | 'fold' | 'bar' | undefined>(undefined)
  const [stretch, setStretch] = useState<{ readonly from: CssPx; readonly to: CssPx } | null>(null)

  const targetAt = (x: CssPx, y: CssPx): Target | null => {
    const scene = picture.scene()
    if (scene === null || y < AXIS_HEIGHT) return null
    return hitTest(layout, scene.scale, scene.now, x, (y - AXIS_HEIGHT + scene.scrollTop) as CssPx)
  }
  const foldAt = (x: CssPx) => viewport.scale().folds.find(({ left, right }) => x >= left && x <= right)?.fold
  const pointer = usePointer({
    onHover(x, y, event) {
      const target = targetAt(x, y)
      setOver(y < AXIS_HEIGHT ? 'axis' : target !== null ? 'bar' : foldAt(x) ? 'fold' : undefined)
      if (target?.span !== desk.hovered?.span) desk.onHover(target)
      if (target !== null) onPointed({ x: event.clientX, y: event.clientY })
    },
    onLeave: () => desk.onHover(null),
    onClick(x, y) {
      const target = targetAt(x, y)
      const fold = foldAt(x)
      if (target) desk.onSelect(target)
      else if (fold) act({ type: 'fold.opened', from: fold.from })
    },
    onDoubleClick(x, y) {
      const target = targetAt(x, y)
      if (target?.span.kind === 'subOrchestration') desk.onOpen(target)
      else if (target) onFit(target)
    },
    onPan(dx, dy) {
      if (desk.hovered !== null) desk.onHover(null)
      if (dx !== 0) viewport.panPx(-dx)
      places.scroller.scrollBy({ top: -dy })
    },
    onZoom: (x, factor) => viewport.zoom(viewport.scale().toTime(x), factor),
    onScrub: (x) => playback.send({ type: 'scrub.moved', position: positionAt(history, viewport.scale().toTime(x)) }),
    onScrubEnd: () => playback.send({ type: 'scrub.ended' }),
    onStretch: (from, to) => setStretch({ from, to }),
    onStretchEnd(from, to) {
      setStretch(null)
      const scale = viewport.scale()
      const [left, right] = [Math.min(from, to) as CssPx, Math.max(from, to) as CssPx]
      if (right - left > 4) viewport.showExactly({ from: scale.toTime(left), to: scale.toTime(right) })
    },
  })
  useWheel(surface, {
    onZoom: (x, factor) => viewport.zoom(viewport.scale().toTime(x), factor),
    onPan: (dx) => viewport.panPx(dx),
    canScroll: () => places.scroller.scrollHeight > places.scroller.clientHeight,
  })
  return (
    <div
      ref={surface}
      className={styles['surface']}
      data-over={over}
      {...pointer}
      onMouseDown={(event) => {
        event.preventDefault() // or the browser would take the keyboard away again
        focusRows(places)
      }}
      onContextMenu={(event) => {
        const { left, top } = event.currentTarget.getBoundingClientRect()
        const target = targetAt((event.clientX - left) as CssPx, (event.clientY - top) as CssPx)
        if (target === null || desk.onFault === undefined) return
        event.preventDefault()
        desk.onSelect(target)
        onMenu(target, { x: event.clientX, y: event.clientY })
      }}
    >
      {stretch && <div className={styles['stretch']} style={stretchStyle(stretch)} />}
    </div>
  )
}

/** Who has clicked into the picture goes on with keys. */
function focusRows({ content }: Places): void {
  content.querySelector<HTMLElement>('[role=treegrid]')?.focus({ preventScroll: true })
}

function after<T>(items: readonly T[], item: T): T {
  return items[(items.indexOf(item) + 1) % items.length] ?? item
}

/** Keys zoom around what is selected while it is in sight. */
function middleOf({ from, to }: Scale, selected: Target | null): EpochMs {
  const start = selected?.span.start
  return start !== undefined && start >= from && start <= to ? start : (((from + to) / 2) as EpochMs)
}

function stretchStyle({ from, to }: { readonly from: number; readonly to: number }) {
  return { insetInlineStart: Math.min(from, to), inlineSize: Math.abs(to - from) }
}

function wayBackInWords(isLive: boolean, isFollowing: boolean, isRunning: boolean): string | null {
  if (isLive && (isFollowing || !isRunning)) return null
  return isRunning ? i18n._('Back to live') : i18n._('Back to the end')
}
