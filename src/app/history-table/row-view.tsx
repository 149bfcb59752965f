import { i18n } from '../i18n/i18n.ts'
import { elapsed, isoTime } from '../payload/format.ts'
import type { TableRow } from './table-rows.ts'
import styles from './history-table.module.css'

/** As much of a payload as a line can show. */
const MAX_PAYLOAD = 300

interface RowViewProps {
  readonly id: string
  readonly row: TableRow
  readonly index: number
  /** Pixels from the top of the rows. */
  readonly top: number
  readonly isSelected: boolean
  /** The code that was held against this history asks for something else than this event says. */
  readonly isParting: boolean
  readonly onSelect: (row: TableRow) => void
}

export function RowView({ id, row, index, top, isSelected, isParting, onSelect }: RowViewProps) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      className={styles[row.kind]}
      data-parting={isParting || undefined}
      style={{ insetBlockStart: top }}
      onClick={() => onSelect(row)}
    >
      {row.kind === 'episode' ? <EpisodeCell row={row} /> : <EventCellsView row={row} isParting={isParting} />}
    </div>
  )
}

function EpisodeCell({ row: { episode } }: { readonly row: Extract<TableRow, { kind: 'episode' }> }) {
  const { replayedYields, yields } = episode.trace
  return (
    <span role="gridcell" aria-colspan={5}>
      {i18n._('Episode {number}', { number: episode.index + 1 })}
      {replayedYields + yields.length > 0 && (
        <small>
          {i18n._('{replayed} replayed, {reached} new', { replayed: replayedYields, reached: yields.length })}
        </small>
      )}
    </span>
  )
}

interface EventCellsViewProps extends Pick<RowViewProps, 'isParting'> {
  readonly row: Extract<TableRow, { kind: 'event' }>
}

function EventCellsView({ row, isParting }: EventCellsViewProps) {
  const { position, event, since, cells } = row
  return (
    <>
      <span role="gridcell" className={styles['number']}>
        {position}
      </span>
      <span role="gridcell" className={styles['number']} title={isoTime(event.at)}>
        {elapsed(since)}
      </span>
      <span role="gridcell" data-tone={toneOf(row)}>
        {event.type}
        {isParting && <strong>{i18n._('your code parts here')}</strong>}
      </span>
      <span role="gridcell">
        {cells.name}
        {cells.id !== null && <small>{`#${cells.id}`}</small>}
      </span>
      <span role="gridcell" className={styles['payload']}>
        {cells.payload.slice(0, MAX_PAYLOAD)}
      </span>
    </>
  )
}

/** Colour means status: how a task or the execution ended. The rest is ink. */
function toneOf({ event }: Extract<TableRow, { kind: 'event' }>): 'completed' | 'failed' | undefined {
  if (event.type === 'TaskCompleted' || event.type === 'SubOrchestrationInstanceCompleted') return 'completed'
  if (event.type === 'TaskFailed' || event.type === 'SubOrchestrationInstanceFailed') return 'failed'
  if (event.type !== 'ExecutionCompleted') return undefined
  return event.status === 'Failed' ? 'failed' : event.status === 'Completed' ? 'completed' : undefined
}
