import {
  Activity,
  Box,
  ChevronDown,
  ChevronRight,
  CircleDot,
  Clock,
  ExternalLink,
  Lock,
  type LucideIcon,
  Mail,
  Network,
  Octagon,
  Send,
  Workflow,
} from 'lucide-react'
import { memo } from 'react'
import type { EpochMs } from '#base/units.ts'
import { groupsWithin, type Layout, type PlacedGroup, type Row, type Run } from '#timeline/layout/layout.ts'
import type { Target } from '#timeline/layout/neighbour.ts'
import type { Group } from '#timeline/model/groups.ts'
import { hasBegun, type Span, type SpanKind, spanAt } from '#timeline/model/span.ts'
import { i18n } from '../i18n/i18n.ts'
import {
  type Counts,
  countInWords,
  failuresInWords,
  groupTitle,
  kindInWords,
  spanInWords,
  summaryOf,
} from './describe-span.ts'
import styles from './timeline-panel.module.css'
import type { Snapshot } from './use-model.ts'
import { isLabelled } from './use-picture.ts'
import type { Band } from './use-visible-band.ts'

const icons: Record<SpanKind, LucideIcon> = {
  episode: Workflow,
  activity: Activity,
  subOrchestration: Network,
  entity: Box,
  lock: Lock,
  timer: Clock,
  externalEvent: Mail,
  sentEvent: Send,
  command: Octagon,
  other: CircleDot,
}

/** Bars beyond these are reached with the arrow keys, one at a time: a page with a hundred thousand nodes helps nobody. */
const LISTED_BARS = 400

const none: readonly Span[] = []

interface GroupLabelsProps {
  /** The layout and the model in it grow: a new snapshot is what changes. */
  readonly snapshot: Snapshot
  readonly layout: Layout
  readonly now: EpochMs
  readonly selected: Target | null
  readonly band: Band
  readonly restingBand: Band
  /** Makes the spans' ids unique in the page. */
  readonly idPrefix: string
  readonly isOpen: (run: Run, group: Group) => boolean
  readonly onToggle: (placed: PlacedGroup) => void
  readonly onOpenAlone: (run: Run) => void
}

/** The labels at the left. In the same grid, out of sight, the bars as text: what the canvas shows, for those who cannot see it. */
export const GroupLabels = memo(function GroupLabels({ layout, ...props }: GroupLabelsProps) {
  const { selected, idPrefix } = props
  const resting = groupsAround(layout, props.restingBand, selected)
  const shown = inOrder(groupsWithin(layout, props.band.top, props.band.bottom), resting)
  const listed = listedSpans(resting, selected)
  const name = layout.runs[0]?.name ?? ''
  return (
    <div
      role="treegrid"
      tabIndex={0}
      className={styles['labels']}
      aria-label={i18n._('Timeline of {name}', { name })}
      aria-activedescendant={selected ? idOf(idPrefix, selected) : undefined}
      style={{ blockSize: layout.height }}
    >
      {shown.map((placed) => (
        <GroupRows key={placed.id} layout={layout} placed={placed} spans={listed.get(placed) ?? none} {...props} />
      ))}
    </div>
  )
})

function idOf(prefix: string, { run, span }: Target): string {
  return `${prefix}${run.key}${span.id}`
}

/** The groups in the band, and always the one with the selected bar. */
function groupsAround(layout: Layout, { top, bottom }: Band, selected: Target | null): PlacedGroup[] {
  const groups = groupsWithin(layout, top, bottom)
  const own = selected === null ? undefined : layout.placedIn.get(selected.run.key)?.[selected.span.group]
  return own === undefined || groups.includes(own) ? groups : [...groups, own]
}

/** All of both, each once, from top to bottom. */
function inOrder(some: readonly PlacedGroup[], others: readonly PlacedGroup[]): PlacedGroup[] {
  return [...new Set([...some, ...others])].toSorted((a, b) => a.y - b.y)
}

/** For each group the bars that are listed: the first ones that have begun, and always the selected one. */
function listedSpans(groups: readonly PlacedGroup[], selected: Target | null): Map<PlacedGroup, readonly Span[]> {
  let budget = LISTED_BARS
  const spansOf = ({ run, group }: PlacedGroup) => {
    const first: Span[] = []
    for (const span of group.spans) {
      if (first.length >= budget || !hasBegun(span, run.position)) break
      first.push(span)
    }
    budget -= first.length
    const isLeftOut = selected?.run === run && selected.span.group === group.number && !first.includes(selected.span)
    return isLeftOut ? [...first, selected.span] : first
  }
  return new Map(groups.map((placed) => [placed, spansOf(placed)]))
}

interface GroupRowsProps extends GroupLabelsProps {
  readonly placed: PlacedGroup
  readonly spans: readonly Span[]
}

function GroupRows({ snapshot, layout, placed, spans, now, selected, idPrefix, ...props }: GroupRowsProps) {
  const { run, group, y, height, depth } = placed
  const Icon = icons[group.kind]
  const title = groupTitle(group, run.name)
  const counts = countsAt(group, run.position)
  const [failures, count] = [failuresInWords(counts), countInWords(group, counts, now)]
  const isCall = group.kind === 'subOrchestration'
  const isOpen = placed.hasHead ? placed.isExpanded : isCall && props.isOpen(run, group)
  const canToggle = placed.hasHead || isCall
  const isLow = height < 14
  return (
    <>
      <div
        role="row"
        aria-level={depth * 2 + 1}
        aria-expanded={canToggle ? isOpen : true}
        className={styles['group']}
        style={{ insetBlockStart: y, blockSize: height, paddingInlineStart: 12 + depth * 16 }}
        data-low={isLow || undefined}
        data-compact={height < 24 || undefined}
      >
        <span role="gridcell" className={styles['name']} title={title}>
          {canToggle && !isLow ? (
            <button
              type="button"
              tabIndex={-1}
              className={styles['toggle']}
              aria-label={isOpen ? i18n._('Close {title}', { title }) : i18n._('Open {title}', { title })}
              onClick={() => props.onToggle(placed)}
            >
              {isOpen ? <ChevronDown aria-hidden size={12} /> : <ChevronRight aria-hidden size={12} />}
            </button>
          ) : null}
          <Icon role="img" aria-label={kindInWords(group.kind)} size={14} strokeWidth={1.75} />
          <bdi className={styles['title']}>{title}</bdi>
          {placed.hasHead && <span className={styles['times']}>{`× ${i18n.number(totalOf(counts))}`}</span>}
          {group.kind === 'episode' && depth > 0 && (
            <button
              type="button"
              tabIndex={-1}
              className={styles['toggle']}
              title={i18n._('Open alone')}
              aria-label={i18n._('Open {name} alone', { name: run.name })}
              onClick={() => props.onOpenAlone(run)}
            >
              <ExternalLink aria-hidden size={12} />
            </button>
          )}
        </span>
        <span role="gridcell" className={styles['count']}>
          {failures !== '' && <span className={styles['failures']}>{failures}</span>}
          {failures !== '' && count !== '' && ' · '}
          {count}
        </span>
      </div>
      {laneLabels(layout, placed, props.band)}
      <SpanRows {...{ snapshot, run, depth, spans, now, selected, idPrefix }} />
    </>
  )
}

type SpanRowsProps = Pick<GroupRowsProps, 'snapshot' | 'spans' | 'now' | 'selected' | 'idPrefix'> &
  Pick<PlacedGroup, 'run' | 'depth'>

/** The bars as text, in one clipped place. Hundreds of them, in sentences: whoever scrolls must not have them all said again. */
const SpanRows = memo(function SpanRows({ run, depth, spans, now, selected, idPrefix }: SpanRowsProps) {
  if (spans.length === 0) return null
  return (
    <div role="presentation" className={styles['unseen']}>
      {spans.map((span) => (
        <div
          key={span.id}
          id={idOf(idPrefix, { run, span })}
          role="row"
          aria-level={depth * 2 + 2}
          aria-selected={span === selected?.span}
        >
          <span role="gridcell">{spanInWords(spanAt(span, run.position), run.name, now)}</span>
        </div>
      ))}
    </div>
  )
}, isSaid)

/** Spans grow with the model, so another snapshot is to be read anew; within one, a list is told by its ends. */
function isSaid({ spans: before, ...a }: SpanRowsProps, { spans: after, ...b }: SpanRowsProps): boolean {
  const isSameList = before.length === after.length && before[0] === after[0] && before.at(-1) === after.at(-1)
  return isSameList && (Object.keys(a) as (keyof typeof a)[]).every((key) => a[key] === b[key])
}

/** In an opened fan-out each lane says what its task was called with; those who read the rows hear it there. */
function laneLabels({ rows }: Layout, placed: PlacedGroup, { top, bottom }: Band) {
  if (!placed.hasHead || !placed.isExpanded) return null
  const labels: { readonly row: Row; readonly text: string }[] = []
  for (let i = placed.firstRow + 1; rows[i]?.placed === placed; i++) {
    const row = rows[i]
    if (row === undefined || row.y > bottom) break
    if (row.y + row.height < top || !isLabelled(row)) continue
    labels.push({ row, text: summaryOf(row.spans[0]?.input ?? null, 60) })
  }
  return labels.map(({ row, text }) => (
    <span
      key={row.index}
      aria-hidden
      className={styles['lane']}
      style={{ insetBlockStart: row.y, blockSize: row.height, paddingInlineStart: 38 + placed.depth * 16 }}
    >
      <bdi>{text}</bdi>
    </span>
  ))
}

/** As history told it at that position. */
function countsAt(group: Group, position: number): Counts {
  if (position === Infinity) return group.counts
  const counts = { completed: 0, cancelled: 0, waiting: 0, running: 0, failed: 0 }
  for (const span of group.spans) {
    if (!hasBegun(span, position)) break
    counts[spanAt(span, position).status]++
  }
  return counts
}

function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
