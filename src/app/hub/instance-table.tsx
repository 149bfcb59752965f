import { type KeyboardEvent, memo, useEffect, useId, useRef, useState } from 'react'
import { isFinal } from '#durable/instance.ts'
import { useViewport } from '../history-table/use-viewport.ts'
import { rowsInView, scrolledTo } from '../history-table/window.ts'
import { i18n } from '../i18n/i18n.ts'
import { StatusChip } from '../instances/status-chip.tsx'
import { duration, isoTime } from '../payload/format.ts'
import { rowAfterKey } from '../payload/list-keys.ts'
import styles from './hub-pane.module.css'
import type { Listed } from './instance-query.ts'

interface InstanceTableProps {
  readonly rows: readonly Listed[]
  readonly selectedId: string | null
  readonly onSelect: (instanceId: string) => void
  /** Ticked for what is done to many at once. */
  readonly ticked: ReadonlySet<string>
  readonly onTick: (ticked: ReadonlySet<string>) => void
}

/**
 * A grid of which only the rows in sight are drawn. Arrow keys select, Space ticks, Ctrl+A ticks all that are listed.
 */
export function InstanceTable({ rows, selectedId, onSelect, ticked, onTick }: InstanceTableProps) {
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { height, rowHeight } = useViewport(scroller)
  const [top, setTop] = useState(0)
  const selected = rows.findIndex(({ instance }) => instance.instanceId === selectedId)
  const [first, end] = rowsInView(top, height, rowHeight, rows.length)

  useEffect(() => {
    const element = scroller.current
    if (element !== null && selected >= 0)
      element.scrollTop = scrolledTo(selected, element.scrollTop, element.clientHeight, rowHeight)
  }, [selected, rowHeight])

  const tick = (instanceId: string) => {
    const next = new Set(ticked)
    if (!next.delete(instanceId)) next.add(instanceId)
    onTick(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const isAll = event.key === 'a' && (event.ctrlKey || event.metaKey)
    const next = rows[rowAfterKey(event.key, selected, rows.length, Math.floor(height / rowHeight)) ?? -1]
    if (!isAll && event.key !== ' ' && next === undefined) return
    event.preventDefault()
    if (isAll) onTick(new Set(rows.map(({ instance }) => instance.instanceId)))
    else if (event.key === ' ') {
      const current = rows[selected]
      if (current !== undefined) tick(current.instance.instanceId)
    } else if (next !== undefined) onSelect(next.instance.instanceId)
  }

  return (
    <div
      className={styles['grid']}
      role="grid"
      aria-label={i18n._('Instances of the hub')}
      aria-rowcount={rows.length + 1}
      aria-multiselectable
      aria-activedescendant={selected < first || selected >= end ? undefined : `${gridId}${selected}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="row" aria-rowindex={1} className={styles['headRow']}>
        <span role="columnheader" className={styles['tickCell']}>
          <span className={styles['hidden']}>{i18n._('Ticked')}</span>
        </span>
        <span role="columnheader">{i18n._('Status')}</span>
        <span role="columnheader">{i18n._('Name')}</span>
        <span role="columnheader">{i18n._('Instance id')}</span>
        <span role="columnheader">{i18n._('Created')}</span>
        <span role="columnheader">{i18n._('Lasted')}</span>
        <span role="columnheader">{i18n._('Events')}</span>
      </div>
      <div
        ref={scroller}
        role="rowgroup"
        className={styles['scroller']}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      >
        <div role="presentation" style={{ blockSize: rows.length * rowHeight, position: 'relative' }}>
          {rows.slice(first, end).map((row, index) => (
            <Row
              key={row.instance.instanceId}
              id={`${gridId}${first + index}`}
              index={first + index}
              rowHeight={rowHeight}
              row={row}
              isSelected={first + index === selected}
              isTicked={ticked.has(row.instance.instanceId)}
              onSelect={onSelect}
              onTick={tick}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

interface RowProps {
  readonly id: string
  readonly index: number
  readonly rowHeight: number
  readonly row: Listed
  readonly isSelected: boolean
  readonly isTicked: boolean
  readonly onSelect: (instanceId: string) => void
  readonly onTick: (instanceId: string) => void
}

const Row = memo(function Row({ id, index, rowHeight, row, isSelected, isTicked, onSelect, onTick }: RowProps) {
  const { instance, depth } = row
  const { instanceId, status, name, createdAt, updatedAt, historyLength } = instance
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isTicked}
      aria-current={isSelected ? 'true' : undefined}
      className={styles['row']}
      style={{ insetBlockStart: index * rowHeight, blockSize: rowHeight }}
      onClick={() => onSelect(instanceId)}
    >
      <span
        role="gridcell"
        className={styles['tickCell']}
        onClick={(event) => {
          event.stopPropagation()
          onTick(instanceId)
        }}
      >
        <span aria-hidden className={styles['tick']} data-ticked={isTicked}>
          {isTicked ? '✓' : ''}
        </span>
      </span>
      <span role="gridcell">
        <StatusChip status={status} />
      </span>
      <span role="gridcell" style={{ paddingInlineStart: depth * 16 }}>
        {depth > 0 && <span aria-hidden>└ </span>}
        {name}
      </span>
      <span role="gridcell" className={styles['mono']} title={instanceId}>
        {instanceId}
      </span>
      <span role="gridcell" className={styles['mono']}>
        {isoTime(createdAt)}
      </span>
      <span role="gridcell" className={styles['number']}>
        {isFinal(status) ? duration(updatedAt - createdAt) : ''}
      </span>
      <span role="gridcell" className={styles['number']}>
        {i18n.number(historyLength)}
      </span>
    </div>
  )
})
