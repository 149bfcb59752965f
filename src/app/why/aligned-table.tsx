import { useState } from 'react'
import type { AskedTask } from '#durable/trace.ts'
import { type AlignedRow, type Alignment, isDifferent } from '#explain/align.ts'
import { taskInWords } from '#explain/words.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import styles from './why.module.css'

/** So many rows stand before and after the first one that differs, until somebody asks for all. */
const BEFORE = 2
const AFTER = 4

interface AlignedTableProps {
  readonly alignment: Alignment
  /** Whose tasks the columns show; history's and the code's, when nothing else is said. */
  readonly heads?: readonly [past: string, asked: string]
  readonly onOpenLine: (file: string, line: number) => void
}

/** What history says beside what the code asked for, by sequence number, with the row marked at which they part. */
export function AlignedTable({ alignment, heads, onOpenLine }: AlignedTableProps) {
  const [past, asked] = heads ?? [i18n._('History says'), i18n._('Your code asked')]
  const { rows, stopsAt, passesAt } = alignment
  const [isWhole, setWhole] = useState(false)
  const first = Math.max(
    0,
    rows.findIndex(({ id }) => id === (stopsAt ?? passesAt)),
  )
  const shown = isWhole ? rows : rows.slice(Math.max(0, first - BEFORE), first + AFTER)
  return (
    <div className={styles['aligned']}>
      <table>
        <caption className={styles['hidden']}>{i18n._('What history says, and what your code asked for')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <abbr title={i18n._('Sequence number')}>#</abbr>
            </th>
            <th scope="col">{past}</th>
            <th scope="col">{asked}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Row key={row.id} row={row} isFirst={row.id === (stopsAt ?? passesAt)} onOpenLine={onOpenLine} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button size="small" variant="ghost" onPress={() => setWhole(true)}>
          {i18n._('Show all {count} tasks', { count: rows.length })}
        </Button>
      )}
    </div>
  )
}

interface RowProps {
  readonly row: AlignedRow
  /** It is the one at which the two part. */
  readonly isFirst: boolean
  readonly onOpenLine: (file: string, line: number) => void
}

function Row({ row, isFirst, onOpenLine }: RowProps) {
  const { id, past, asked, verdict } = row
  const at = asked?.at
  return (
    <tr data-verdict={isDifferent(verdict) ? 'different' : verdict} data-first={isFirst || undefined}>
      <th scope="row">{id}</th>
      <td>{past === undefined ? <Nothing text={i18n._('nothing yet')} /> : <Task task={past} />}</td>
      <td>
        {asked === undefined ? <Nothing text={i18n._('nothing')} /> : <Task task={asked} />}
        {isDifferent(verdict) && <strong className={styles['verdict']}>{verdictInWords(row)}</strong>}
        {at !== undefined && (
          <Button size="small" variant="ghost" onPress={() => onOpenLine(at.file, at.line)}>
            {i18n._('line {line}', { line: at.line })}
          </Button>
        )}
      </td>
    </tr>
  )
}

function Nothing({ text }: { readonly text: string }) {
  return <span className={styles['nothing']}>{text}</span>
}

function Task({ task }: { readonly task: AskedTask }) {
  const about = detailOf(task)
  return (
    <>
      <span className={styles['task']}>{taskInWords(task)}</span>
      {about !== '' && <code title={about}>{about}</code>}
    </>
  )
}

function detailOf({ input, fireAt, instanceId, type }: AskedTask): string {
  if (fireAt !== undefined) return isoTime(fireAt)
  if (type === 'EventSent') return ''
  const shown = input === undefined || input === null ? '' : input
  return instanceId === undefined ? shown : `${instanceId} ${shown}`.trim()
}

function verdictInWords({ verdict }: AlignedRow): string {
  switch (verdict) {
    case 'other kind':
      return i18n._('another kind of task')
    case 'other name':
      return i18n._('another name')
    case 'not asked':
      return i18n._('not asked for')
    case 'asked too late':
      return i18n._('asked for too late')
    case 'other input':
      return i18n._('another input, not compared')
    case 'other time':
      return i18n._('another time, not compared')
    case 'other instance':
      return i18n._('another instance id, not compared')
    case 'same':
    case 'new':
      return ''
  }
}
