import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { i18n } from '../i18n/i18n.ts'
import { rowAfterKey } from '../payload/list-keys.ts'
import { RowView } from './row-view.tsx'
import type { TableRow } from './table-rows.ts'
import { useViewport } from './use-viewport.ts'
import { rowsInView, scrolledTo } from './window.ts'
import styles from './history-table.module.css'

interface RowGridProps {
  readonly id: string
  readonly rows: readonly TableRow[]
  readonly selected: number
  readonly partsAt: number | undefined
  readonly onSelect: (row: TableRow) => void
}

/** A grid that draws only the rows in sight; the keyboard moves its selection, and it scrolls to a selection made elsewhere. */
export function RowGrid({ id, rows, selected, partsAt, onSelect }: RowGridProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const { height, rowHeight } = useViewport(ref)
  // The head of the table stays in sight and takes one row of it.
  const inner = height - rowHeight
  const [first, end] = rowsInView(top, inner, rowHeight, rows.length)

  useEffect(() => {
    const element = ref.current
    if (element === null || selected < 0 || inner <= 0) return
    element.scrollTop = scrolledTo(selected, element.scrollTop, inner, rowHeight)
    // Rows that arrive while one reads elsewhere must not pull the view back to the selection.
  }, [selected, inner, rowHeight])

  const onKeyDown = (event: KeyboardEvent) => {
    const next = rows[rowAfterKey(event.key, selected, rows.length, Math.floor(inner / rowHeight)) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next)
  }

  return (
    <div
      ref={ref}
      className={styles['scroll']}
      role="grid"
      aria-label={i18n._('History')}
      aria-rowcount={rows.length + 1}
      aria-colcount={5}
      aria-activedescendant={selected >= first && selected < end ? `${id}${selected}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div className={styles['head']} role="row" aria-rowindex={1}>
        <span role="columnheader">#</span>
        <span role="columnheader">{i18n._('Time')}</span>
        <span role="columnheader">{i18n._('Event')}</span>
        <span role="columnheader">{i18n._('Name')}</span>
        <span role="columnheader">{i18n._('Payload')}</span>
      </div>
      <div className={styles['rows']} role="rowgroup" style={{ blockSize: rows.length * rowHeight }}>
        {rows.slice(first, end).map((row, offset) => (
          <RowView
            key={first + offset}
            id={`${id}${first + offset}`}
            row={row}
            index={first + offset}
            top={(first + offset) * rowHeight}
            isSelected={first + offset === selected}
            isParting={row.kind === 'event' && row.position === partsAt}
            onSelect={onSelect}
          />
        ))}
      </div>
    </div>
  )
}
