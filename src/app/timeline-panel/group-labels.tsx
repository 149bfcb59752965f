import { Activity, Clock, Mail, Network, Octagon, Send, Workflow, type LucideIcon } from 'lucide-react'
import { memo } from 'react'
import type { EpochMs } from '#base/units.ts'
import { type Layout, type PlacedGroup, spanOf } from '#timeline/layout.ts'
import type { Span, SpanKind } from '#timeline/spans.ts'
import { i18n } from '../i18n/i18n.ts'
import { countInWords, failuresInWords, groupTitle, kindInWords, spanInWords } from './describe-span.ts'
import styles from './timeline-panel.module.css'

const icons: Record<SpanKind, LucideIcon> = {
  episode: Workflow,
  activity: Activity,
  subOrchestration: Network,
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
}

/** The labels at the left. In the same grid, out of sight, every bar as text: what the canvas shows, for those who cannot see it. */
export const GroupLabels = memo(function GroupLabels({ layout, ...props }: GroupLabelsProps) {
  const { selectedId, idPrefix } = props
  const selectedSpan = selectedId === null ? undefined : spanOf(layout, selectedId)
  const listed = listedSpans(layout, selectedSpan)
  return (
    <div
      role="treegrid"
      tabIndex={0}
      className={styles['labels']}
      aria-label={i18n._('Timeline of {name}', { name: props.orchestrator })}
      aria-activedescendant={selectedSpan && `${idPrefix}${selectedSpan.id}`}
      style={{ blockSize: layout.height }}
    >
      {layout.groups.map((placed, i) => (
        <GroupRows key={placed.group.id} placed={placed} spans={listed[i] ?? []} {...props} />
      ))}
    </div>
  )
})

/** For each group the spans that are listed: the first ones, and always the selected one. */
function listedSpans({ groups }: Layout, selected: Span | undefined): Span[][] {
  let budget = LISTED_BARS
  return groups.map(({ group }) => {
    const spans = group.lanes.flat().toSorted((a, b) => a.begunBy - b.begunBy)
    const first = spans.slice(0, budget)
    budget -= first.length
    const isLeftOut = selected !== undefined && spans.includes(selected) && !first.includes(selected)
    return isLeftOut ? [...first, selected] : first
  })
}

interface GroupRowsProps extends Pick<GroupLabelsProps, 'orchestrator' | 'now' | 'selectedId' | 'idPrefix'> {
  readonly placed: PlacedGroup
  readonly spans: readonly Span[]
}

function GroupRows({ placed: { group, y, height }, spans, orchestrator, now, selectedId, idPrefix }: GroupRowsProps) {
  const Icon = icons[group.kind]
  const title = groupTitle(group, orchestrator)
  const [failures, count] = [failuresInWords(group), countInWords(group, now)]
  return (
    <>
      <div
        role="row"
        aria-level={1}
        aria-expanded
        className={styles['group']}
        style={{ insetBlockStart: y, blockSize: height }}
      >
        <span role="gridcell" className={styles['name']} title={title}>
          <Icon role="img" aria-label={kindInWords(group.kind)} size={14} strokeWidth={1.75} />
          <span className={styles['title']}>{title}</span>
        </span>
        <span role="gridcell" className={styles['count']}>
          {failures !== '' && <span className={styles['failures']}>{failures}</span>}
          {failures !== '' && count !== '' && ' · '}
          {count}
        </span>
      </div>
      {spans.map((span) => (
        <div
          key={span.id}
          id={`${idPrefix}${span.id}`}
          role="row"
          aria-level={2}
          aria-selected={span.id === selectedId}
          className={styles['unseen']}
        >
          <span role="gridcell">{spanInWords(span, orchestrator, now)}</span>
        </div>
      ))}
    </>
  )
}
