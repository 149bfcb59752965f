import { useId, useMemo, useState } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { TextField } from '../controls/text-field.tsx'
import { EmptyState } from '../controls/empty-state.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { EventDetails } from './event-details.tsx'
import { RowGrid } from './row-grid.tsx'
import { filtered, indexOfSelected, selectionOf, toTableRows } from './table-rows.ts'
import styles from './history-table.module.css'

interface HistoryTableProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
  /** The position of the event at which the code that was held against this history parts from it. */
  readonly partsAt?: number | undefined
}

/** An execution's history, event by event, under a line for each episode; one selection with the rest of the screen. */
export function HistoryTable({ history, episodes, selection, onSelect, partsAt }: HistoryTableProps) {
  const gridId = useId()
  const [text, setText] = useState('')
  const all = useMemo(() => toTableRows(history, episodes), [history, episodes])
  const rows = useMemo(() => filtered(all, text), [all, text])
  const selected = indexOfSelected(rows, selection)
  const row = rows[selected]
  const execution = episodes[0] ?? selection ?? undefined
  if (history.length === 0) {
    return <EmptyState title={i18n._('No history yet.')}>{i18n._('Its first episode has not run.')}</EmptyState>
  }
  return (
    <div className={styles['table']}>
      <div className={styles['bar']}>
        <TextField
          label={i18n._('Filter the history')}
          hideLabel
          value={text}
          placeholder={i18n._('Filter')}
          onChange={setText}
        />
        <span className={styles['count']} role="status">
          {countText(rows.length === all.length, rows.filter(({ kind }) => kind === 'event').length, history.length)}
        </span>
        <CopyButton label={i18n._('Copy the history as JSON')} text={() => JSON.stringify(history, null, 2)} />
      </div>
      <div className={styles['content']}>
        <RowGrid
          id={gridId}
          rows={rows}
          selected={selected}
          partsAt={partsAt}
          onSelect={(chosen) => {
            if (execution !== undefined) onSelect(selectionOf(chosen, execution))
          }}
        />
        {row?.kind === 'event' && <EventDetails event={row.event} position={row.position} />}
      </div>
    </div>
  )
}

function countText(isAll: boolean, shown: number, total: number): string {
  if (isAll) return i18n._('{total, plural, one {# event} other {# events}}', { total })
  return i18n._('{shown} of {total, plural, one {# event} other {# events}}', { shown, total })
}
