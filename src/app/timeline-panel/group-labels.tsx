import {
  Activity,
  Box,
  ChevronDown,
  ChevronRight,
  Clock,
  Mail,
  Network,
  Octagon,
  Send,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import { Fragment, memo, useMemo } from 'react'
import type { EpochMs } from '#base/units.ts'
import { type Layout, type PlacedGroup, spanOf } from '#timeline/layout.ts'
import type { Group } from '#timeline/rows.ts'
import type { Span, SpanKind } from '#timeline/spans.ts'
import { i18n } from '../i18n/i18n.ts'
import { countInWords, failuresInWords, groupTitle, kindInWords, spanInWords } from './describe-span.ts'
import styles from './timeline-panel.module.css'
import { usePaced } from './use-paced.ts'

const icons: Record<SpanKind, LucideIcon> = {
  episode: Workflow,
  activity: Activity,
  subOrchestration: Network,
  entity: Box,
  timer: Clock,
  externalEvent: Mail,
  sentEvent: Send,
  command: Octagon,
}

/** Bars beyond these are reached with the arrow keys, one at a time: a page with a hundred thousand nodes helps nobody. */
const LISTED_BARS = 400

interface GroupLabelsProps {
  readonly layout: Layout
  readonly orchestrator: string
  readonly now: EpochMs
  readonly selectedId: string | null
  /** Makes the spans' ids unique in the page. */
  readonly idPrefix: string
  readonly isGrowing: boolean
  /** Opens or closes a fan-out. */
  readonly onToggle: (groupId: string) => void
}

/** Who hears a list read cannot follow it faster. */
const LIST_MS = 500

/** The labels at the left. In the same grid, out of sight, every bar as text: what the canvas shows, for those who cannot see it. */
export const GroupLabels = memo(function GroupLabels({ layout, isGrowing, onToggle, ...props }: GroupLabelsProps) {
  const { selectedId, idPrefix, orchestrator, now } = props
  const current = useMemo(() => ({ layout, selectedId }), [layout, selectedId])
  const listedOf = usePaced(current, (before, after) => isGrowing && before.selectedId === after.selectedId, LIST_MS)
  const listed = useMemo(() => listedSpans(listedOf.layout, listedOf.selectedId), [listedOf])
  const selectedSpan = selectedId === null ? undefined : spanOf(layout, selectedId)
  return (
    <div
      role="treegrid"
      tabIndex={0}
      className={styles['labels']}
      aria-label={i18n._('Timeline of {name}', { name: orchestrator })}
      aria-activedescendant={selectedSpan && `${idPrefix}${selectedSpan.id}`}
      style={{ blockSize: layout.height }}
    >
      {layout.groups.map((placed) => (
        <Fragment key={placed.group.id}>
          <GroupLabel placed={placed} orchestrator={orchestrator} now={now} onToggle={onToggle} />
          {listed.get(placed.group.id)?.map((span) => (
            <Bar
              key={span.id}
              id={`${idPrefix}${span.id}`}
              isSelected={span.id === selectedId}
              words={spanInWords(span, orchestrator, now)}
            />
          ))}
        </Fragment>
      ))}
    </div>
  )
})

/** For each group the spans that are listed: the first ones, and always the selected one. */
function listedSpans(layout: Layout, selectedId: string | null): ReadonlyMap<string, readonly Span[]> {
  const selected = selectedId === null ? undefined : layout.placeOf(selectedId)
  const selectedSpan = selected?.row.spans[selected.index]
  let budget = LISTED_BARS
  return new Map(
    layout.groups.map(({ group }) => {
      const first = budget <= 0 ? [] : firstOf(group, budget)
      budget -= first.length
      const isLeftOut = selectedSpan !== undefined && selected?.row.group === group && !first.includes(selectedSpan)
      return [group.id, isLeftOut ? [...first, selectedSpan] : first]
    }),
  )
}

/** The first spans of each lane hold the first of all; so what lies beyond is not even looked at. */
function firstOf({ lanes }: Group, count: number): Span[] {
  const candidates = lanes.flatMap((lane) => lane.slice(0, count))
  return candidates.sort((a, b) => a.begunBy - b.begunBy).slice(0, count)
}

interface GroupLabelProps {
  readonly placed: PlacedGroup
  readonly orchestrator: string
  readonly now: EpochMs
  readonly onToggle: (groupId: string) => void
}

function GroupLabel({ placed: { group, y, height, isOpen }, orchestrator, now, onToggle }: GroupLabelProps) {
  const Icon = icons[group.kind]
  const title = groupTitle(group, orchestrator)
  const [failures, count] = [failuresInWords(group), countInWords(group, now)]
  return (
    <div
      role="row"
      aria-level={1}
      aria-expanded={isOpen}
      className={styles['group']}
      style={{ insetBlockStart: y, blockSize: height }}
    >
      <span role="gridcell" className={styles['name']} title={title}>
        <Icon role="img" aria-label={kindInWords(group.kind)} size={14} strokeWidth={1.75} />
        <span className={styles['title']}>{title}</span>
        {group.isFanOut && (
          <button
            type="button"
            tabIndex={-1}
            className={styles['fold']}
            aria-expanded={isOpen}
            onClick={() => onToggle(group.id)}
          >
            × {i18n.number(group.starts.length)}
            {isOpen ? <ChevronDown aria-hidden size={12} /> : <ChevronRight aria-hidden size={12} />}
          </button>
        )}
      </span>
      <span role="gridcell" className={styles['count']}>
        {failures !== '' && <span className={styles['failures']}>{failures}</span>}
        {failures !== '' && count !== '' && ' · '}
        {count}
      </span>
    </div>
  )
}

interface BarProps {
  readonly id: string
  readonly isSelected: boolean
  readonly words: string
}

/** One bar as text. Made of plain values, so that only what changed is made again. */
const Bar = memo(function Bar({ id, isSelected, words }: BarProps) {
  return (
    <div id={id} role="row" aria-level={2} aria-selected={isSelected} className={styles['unseen']}>
      <span role="gridcell">{words}</span>
    </div>
  )
})
