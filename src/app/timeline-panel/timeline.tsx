import { Suspense, useCallback, useId, useMemo, useReducer, useRef, useState } from 'react'
import type { CssPx, EpochMs } from '#base/units.ts'
import { isFinal } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import { SHORTEST_RANGE_MS } from '#timeline/axis/scale.ts'
import type { PlacedGroup, Run } from '#timeline/layout/layout.ts'
import type { Target } from '#timeline/layout/neighbour.ts'
import { failedFirst } from '#timeline/layout/wishes.ts'
import type { Group } from '#timeline/model/groups.ts'
import type { Extent } from '#timeline/model/model.ts'
import { i18n } from '../i18n/i18n.ts'
import { afterPaint } from '../shell/later.tsx'
import { GroupLabels } from './group-labels.tsx'
import type { Places } from './hands.tsx'
import styles from './timeline-panel.module.css'
import type { TimelinePanelProps } from './timeline-panel.tsx'
import { struckRun } from './struck-run.ts'
import { useArrangement } from './use-arrangement.ts'
import { useSize } from './use-canvases.ts'
import { useTick } from './use-clock.ts'
import { useModel } from './use-model.ts'
import { usePicture } from './use-picture.ts'
import { usePlayback } from './use-playback.ts'
import { useReveal } from './use-reveal.ts'
import { useRuns } from './use-runs.ts'
import { useStable } from './use-stable.ts'
import { useTargets } from './use-targets.ts'
import { useTimeText } from './use-time-text.ts'
import { useViewport } from './use-viewport.ts'
import { useVisibleBand } from './use-visible-band.ts'
import { childKey, firstView, nextView } from './view-state.ts'

const Hands = afterPaint(async () => (await import('./hands.tsx')).Hands)

type TimelineProps = TimelinePanelProps & { readonly instance: NonNullable<TimelinePanelProps['instance']> }

const noMarks: NonNullable<TimelinePanelProps['marks']> = []

/** One execution's timeline, from its first event on: the picture and its labels. What moves it comes after the first paint. */
export function Timeline({ history, episodes, instance, now: hubNow, selection, onSelect, ...props }: TimelineProps) {
  const { now } = useStable({ now: hubNow })
  const { instanceId, name } = instance
  const executionId = props.executionId ?? instance.executionId
  const isRunning = executionId === instance.executionId && !isFinal(instance.status)
  const idPrefix = useId()
  const scrollerRef = useRef<HTMLDivElement>(null)
  const stageRef = useRef<HTMLDivElement>(null)
  const barsRef = useRef<HTMLCanvasElement>(null)
  const overlayRef = useRef<HTMLCanvasElement>(null)
  const [places, setPlaces] = useState<Places | null>(null)
  const [hovered, setHovered] = useState<Target | null>(null)
  const [view, act] = useReducer(nextView, firstView)

  const playback = usePlayback(
    history,
    episodes,
    (event, episode) => onSelect({ instanceId, executionId, event, ...(episode && { episode: episode.index }) }),
    isSame(selection, instanceId, executionId) ? selection.event : undefined,
  )
  const { isLive, moment: cutMoment, position } = playback
  const isMoving = isLive && isRunning

  const snapshot = useModel(history, episodes)
  const { model } = snapshot
  const root = useMemo(
    (): Run => ({ key: '', model, name, instanceId, executionId, position, children: new Map() }),
    // oxlint-disable-next-line react/exhaustive-deps -- the model grows: a new snapshot is a new root
    [snapshot, name, instanceId, executionId, position],
  )
  const run = useRuns(root, view.children, props.historyOfChild, cutMoment)
  const extent = useMemo(() => snapshot.model.extent() ?? aroundStart(history[0]?.at), [snapshot, history])
  const { layout, matches } = useArrangement(run, view, !isRunning)
  const targets = useTargets(snapshot, layout, selection, onSelect)
  const { selected, primary } = targets
  const marked = useMemo(() => ({ hovered, selected }), [hovered, selected])

  const momentAt = (time: EpochMs): EpochMs => {
    if (!isLive) return cutMoment ?? extent.from
    return isRunning ? (Math.max(time, extent.reached) as EpochMs) : extent.reached
  }
  const size = useSize(stageRef)
  const width = size?.width ?? (1 as CssPx)
  const { unfolded, isUnfolded } = view
  const viewport = useViewport({ snapshot, extent, width, isRunning, now, unfolded, isUnfolded })
  const shownNow = momentAt(useTick(now, isMoving))
  const axisTime = useTimeText(view.timeMode, extent.from)
  const generation = props.executions?.indexOf(executionId) ?? -1
  const { marks = noMarks, partsAt } = props
  const struck = useMemo(() => struckRun(marks, history, partsAt), [marks, history, partsAt])
  const picture = usePicture({
    struck,
    size,
    layout,
    viewport,
    isLive,
    isMoving,
    matches,
    marked,
    generation,
    bars: barsRef,
    overlay: overlayRef,
    timeText: axisTime.textAt,
    origin: extent.from,
    moment: () => momentAt(now()),
  })
  const { band, restingBand, update: updateBand } = useVisibleBand(scrollerRef)
  useReveal(primary, layout, viewport, scrollerRef)

  const toGeneration = (index: number) => {
    const next = props.executions?.[index]
    if (next !== undefined) onSelect({ instanceId, executionId: next })
  }
  const toggleChildren = (keys: readonly string[]) => {
    if (props.historyOfChild === undefined) return
    act({ type: 'child.toggled', keys, isOpen: !keys.some((key) => view.children.has(key)) })
  }
  const toggle = (placed: PlacedGroup) => {
    const { id, group, isExpanded, hasHead } = placed
    const isCall = group.kind === 'subOrchestration' && (isExpanded || !hasHead)
    if (isCall) toggleChildren(callsToOpen(placed, primary))
    else act({ type: 'group.toggled', id, isExpanded: !isExpanded, order: failedFirst(group) })
  }
  const open = ({ run: of, span }: Target) => {
    const placed = layout.placedIn.get(of.key)?.[span.group]
    if (span.kind === 'subOrchestration') toggleChildren([childKey(of, span.id)])
    else if (span.kind === 'command' && span.name === 'continueAsNew') toGeneration(generation + 1)
    else if (placed?.hasHead) toggle(placed)
  }
  const isOpen = useCallback(
    (of: Run, group: Group) =>
      view.children.size > 0 && group.spans.some((span) => view.children.has(childKey(of, span.id))),
    [view.children],
  )
  const labelled = useStable({
    onToggle: toggle,
    onOpenAlone: (child: Run) => onSelect({ instanceId: child.instanceId, executionId: child.executionId }),
  })
  const panelRef = useCallback((panel: HTMLElement | null) => setPlaces(panel && placesIn(panel)), [])

  return (
    <section ref={panelRef} className={styles['panel']} aria-label={i18n._('Timeline')}>
      <div className={styles['barSlot']} data-place="bar" />
      <div
        ref={scrollerRef}
        data-place="scroller"
        className={styles['scroller']}
        onScroll={(event) => {
          picture.scrollTo(event.currentTarget.scrollTop as CssPx)
          updateBand()
        }}
      >
        <div className={styles['content']} data-place="content">
          <div className={styles['side']}>
            <div className={styles['corner']}>{cornerText(snapshot.share, axisTime.zone)}</div>
            <GroupLabels
              snapshot={snapshot}
              layout={layout}
              now={shownNow}
              selected={primary}
              band={band}
              restingBand={restingBand}
              idPrefix={idPrefix}
              isOpen={isOpen}
              {...labelled}
            />
          </div>
          <div ref={stageRef} data-place="stage" className={styles['stage']}>
            <canvas ref={barsRef} aria-hidden />
            <canvas ref={overlayRef} aria-hidden />
            {model.spans.length === 0 && <p className={styles['hint']}>{hintFor(isLive)}</p>}
          </div>
        </div>
      </div>
      <div className={styles['foot']} data-place="foot" />
      {places !== null && (
        <Suspense fallback={null}>
          <Hands
            places={places}
            desk={{
              snapshot,
              history,
              episodes,
              instance,
              run,
              layout,
              matches,
              primary,
              viewport,
              width,
              picture,
              playback,
              isRunning,
              now,
              struck,
              onFault: props.onFault,
              shownNow,
              view,
              act,
              hovered,
              origin: extent.from,
              onHover: setHovered,
              onSelect: (target) => targets.select(target),
              onOpen: open,
              onPresent: () => onSelect({ instanceId, executionId }),
              generation: { index: generation, count: props.executions?.length ?? 0, go: toGeneration },
              readRun: props.readRun,
            }}
          />
        </Suspense>
      )}
    </section>
  )
}

function placesIn(panel: HTMLElement): Places | null {
  const place = (name: string) => panel.querySelector<HTMLElement>(`[data-place=${name}]`)
  const [bar, foot, stage] = [place('bar'), place('foot'), place('stage')]
  const [scroller, content] = [place('scroller'), place('content')]
  return bar && foot && stage && scroller && content ? { bar, foot, stage, scroller, content } : null
}

/** The zone of the axis's clock, which is the hub's; or how much of a long history has been read. */
function cornerText(share: number, zone: string): string {
  if (share < 1) return i18n._('Reading… {share}', { share: i18n.number(share, { style: 'percent' }) })
  return zone === '' ? '' : i18n._('hub time, {zone}', { zone })
}

/** The calls that the label of a group opens: the selected one, or the first ones. */
function callsToOpen({ run, group }: PlacedGroup, primary: Target | null): string[] {
  const chosen = primary?.run === run && primary.span.group === group.number ? [primary.span] : group.spans.slice(0, 4)
  return chosen.map((span) => childKey(run, span.id))
}

function aroundStart(at: EpochMs | undefined): Extent {
  const from = at ?? (0 as EpochMs)
  return { from, reached: (from + SHORTEST_RANGE_MS) as EpochMs, due: [], isOpen: false, isIdle: true }
}

function isSame(selection: Selection | null, instanceId: string, executionId: string): selection is Selection {
  return selection?.instanceId === instanceId && selection.executionId === executionId
}

function hintFor(isLive: boolean): string {
  return isLive ? i18n._('Started. Nothing has been scheduled yet.') : i18n._('Before the first event.')
}
