import { type KeyboardEvent, memo, useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { useViewport } from '../history-table/use-viewport.ts'
import { rowsInView, scrolledTo } from '../history-table/window.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import { i18n } from '../i18n/i18n.ts'
import { rowAfterKey } from '../payload/list-keys.ts'
import { ExportButton } from '../pictures/export-button.tsx'
import styles from './sequence-diagram.module.css'
import { useWidth } from './use-width.ts'
import {
  type Lifeline,
  type Message,
  ORCHESTRATOR,
  type Row,
  rowOfEpisode,
  rowOfEvent,
  type Sequence,
  sequenceOf,
} from './sequence-rows.ts'
import { labelOf, lifelineName } from './words.ts'

interface SequenceDiagramProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
}

const NARROWEST_LANE = 150
const WIDEST_LANE = 320
const ROW = 32

/** Who said what to whom: one line for each message, drawn only where it is in sight. */
export function SequenceDiagram({ history, episodes, selection, onSelect }: SequenceDiagramProps) {
  const shown = useDeferredValue(history)
  const sequence = useMemo(() => sequenceOf(shown, episodes), [shown, episodes])
  if (sequence.rows.length === 0) return <EmptyState title={i18n._('Nothing has happened yet.')} />
  return (
    <div className={styles['pane']}>
      <div className={styles['export']}>
        <ExportButton
          name={`sequence-${sequence.lifelines[ORCHESTRATOR]?.name ?? ''}`}
          drawingOf={async (theme) => (await import('./sequence-sheet.ts')).sequenceSheet(sequence, theme)}
          mermaidText={async () => (await import('./mermaid.ts')).sequenceText(sequence)}
        />
      </div>
      <Diagram {...sequence} selection={selection} onSelect={(row) => onSelect(selectionOf(row, episodes[0]))} />
    </div>
  )
}

interface DiagramProps extends Sequence {
  readonly selection: Selection | null
  readonly onSelect: (row: Row) => void
}

function Diagram({ lifelines, rows, selection, onSelect }: DiagramProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { height } = useViewport(scroller)
  const room = useWidth(scroller)
  const [top, setTop] = useState(0)
  const listId = useId()
  const selected = selectedRow(rows, selection)

  useEffect(() => {
    const element = scroller.current
    if (element !== null && selected >= 0)
      element.scrollTop = scrolledTo(selected, element.scrollTop, element.clientHeight - ROW, ROW)
  }, [selected])

  const onKeyDown = (event: KeyboardEvent) => {
    const next = rows[rowAfterKey(event.key, selected, rows.length, Math.floor(height / ROW)) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next)
  }
  const [first, end] = rowsInView(top, height, ROW, rows.length)
  const lane = laneOf(room, lifelines.length)
  const width = lifelines.length * lane
  return (
    <div ref={scroller} className={styles['scroller']} onScroll={(event) => setTop(event.currentTarget.scrollTop)}>
      <div className={styles['head']} style={{ inlineSize: width }}>
        {lifelines.map((line, place) => (
          <span key={place} className={styles['lifeline']} style={{ inlineSize: lane }} title={lifelineName(line)}>
            {lifelineName(line)}
          </span>
        ))}
      </div>
      <div
        className={styles['rows']}
        style={{ inlineSize: width, blockSize: rows.length * ROW }}
        role="listbox"
        aria-label={i18n._('Sequence of messages')}
        aria-activedescendant={selected < 0 ? undefined : `${listId}${selected}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {rows.slice(first, end).map((row, index) => (
          <RowView
            key={first + index}
            id={`${listId}${first + index}`}
            index={first + index}
            count={rows.length}
            row={row}
            lifelines={lifelines}
            lane={lane}
            isSelected={first + index === selected}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}

interface RowViewProps {
  readonly id: string
  readonly index: number
  readonly count: number
  readonly row: Row
  readonly lifelines: readonly Lifeline[]
  readonly lane: number
  readonly isSelected: boolean
  readonly onSelect: (row: Row) => void
}

const RowView = memo(
  function RowView({ id, index, count, row, lifelines, lane, isSelected, onSelect }: RowViewProps) {
    const text = textOf(row, lifelines)
    const middle = (place: number) => place * lane + lane / 2
    return (
      <div
        id={id}
        role="option"
        aria-selected={isSelected}
        aria-setsize={count}
        aria-posinset={index + 1}
        aria-label={text}
        className={styles['row']}
        style={{ insetBlockStart: index * ROW, blockSize: ROW }}
        onClick={() => onSelect(row)}
      >
        <svg aria-hidden width={lifelines.length * lane} height={ROW}>
          {lifelines.map((_, place) => (
            <line key={place} className={styles['line']} x1={middle(place)} x2={middle(place)} y1={0} y2={ROW} />
          ))}
          {row.kind === 'episode' ? <EpisodeMark x={middle(ORCHESTRATOR)} /> : <Arrow row={row} middle={middle} />}
        </svg>
        {row.kind === 'episode' ? (
          <span className={styles['episode']} style={{ insetInlineStart: middle(ORCHESTRATOR) + 12 }}>
            {text}
          </span>
        ) : (
          <span className={styles['label']} style={labelPlace(row, middle, lane)}>
            {labelOf(row)}
          </span>
        )}
      </div>
    )
  },
  (before, after) =>
    before.row === after.row &&
    before.index === after.index &&
    before.count === after.count &&
    before.lifelines === after.lifelines &&
    before.lane === after.lane &&
    before.isSelected === after.isSelected,
)

function EpisodeMark({ x }: { readonly x: number }) {
  return <rect className={styles['activation']} x={x - 5} y={6} width={10} height={ROW - 12} rx={2} />
}

type Middle = (place: number) => number

/** A question is a full line, an answer a dashed one; a failure ends in a cross. */
function Arrow({ row, middle }: { readonly row: Message; readonly middle: Middle }) {
  const { from, to, isAnswer, hasFailed } = row
  const y = ROW - 9
  const [x1, x2] = [middle(from), middle(to)]
  const back = x2 > x1 ? -7 : 7
  const className = hasFailed ? styles['failed'] : isAnswer ? styles['answer'] : styles['ask']
  if (from === to) return <circle className={className} cx={x1} cy={y} r={4} />
  return (
    <g className={className}>
      <line x1={x1} x2={x2} y1={y} y2={y} {...(isAnswer && { strokeDasharray: '4 3' })} />
      {hasFailed ? (
        <path d={`M${x2 + back} ${y - 4} l8 8 m0 -8 l-8 8`} />
      ) : (
        <path d={`M${x2 + back} ${y - 4} L${x2} ${y} L${x2 + back} ${y + 4}`} fill="none" />
      )}
    </g>
  )
}

function labelPlace({ from, to }: Message, middle: Middle, lane: number) {
  const left = Math.min(middle(from), middle(to))
  const width = Math.abs(middle(from) - middle(to))
  return { insetInlineStart: left + 8, maxInlineSize: Math.max(width, lane) - 16 }
}

/** As wide as there is room, within reason. */
function laneOf(room: number, count: number): number {
  return Math.min(WIDEST_LANE, Math.max(NARROWEST_LANE, Math.floor(room / Math.max(1, count))))
}

/** A row in words: the drawing tells those nothing who cannot see it. */
function textOf(row: Row, lifelines: readonly Lifeline[]): string {
  if (row.kind === 'episode') {
    const { index, trace } = row.episode
    if (trace.replayedYields + trace.yields.length === 0)
      return i18n._('Episode {number, number}', { number: index + 1 })
    return i18n._(
      'Episode {number, number}: {replayed, plural, =0 {nothing replayed} one {# yield replayed} other {# yields replayed}}',
      {
        number: index + 1,
        replayed: trace.replayedYields,
      },
    )
  }
  const [from, to] = [row.from, row.to].map((place) => lifelineName(lifelines[place] ?? { kind: 'others', name: '' }))
  const values = { from: from ?? '', to: to ?? '', what: labelOf(row) }
  return row.isAnswer ? i18n._('{from} answers {to}: {what}', values) : i18n._('{from} to {to}: {what}', values)
}

function selectedRow(rows: readonly Row[], selection: Selection | null): number {
  if (selection?.event !== undefined) return rowOfEvent(rows, selection.event)
  return selection?.episode === undefined ? -1 : rowOfEpisode(rows, selection.episode)
}

function selectionOf(row: Row, of: Episode | undefined): Selection {
  const ids = { instanceId: of?.instanceId ?? '', executionId: of?.executionId ?? '' }
  return row.kind === 'episode' ? { ...ids, episode: row.episode.index } : { ...ids, event: row.first }
}
