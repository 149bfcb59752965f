import { useState } from 'react'
import type { AskedTask } from '#durable/trace.ts'
import { type Alignment, isDifferent } from '#explain/align.ts'
import type { ComparedRow, Comparison, RunEnd, TaskEnd } from '#explain/compare.ts'
import { taskInWords } from '#explain/words.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import styles from './why.module.css'

/** So many rows stand before and after the first one that differs, until somebody asks for more. */
const BEFORE = 2
const AFTER = 4
/** So many more at a time, on either side. */
const MORE = 250

interface AlignedTableProps {
  readonly alignment: Omit<Alignment, 'rows'> & { readonly rows: readonly ComparedRow[] }
  /** When it is not history and code that stand beside each other, but two runs. */
  readonly runs?: TwoRuns
  readonly onOpenLine: (file: string, line: number) => void
}

/** Whose tasks the columns show, and how each of them ended. */
interface TwoRuns extends Pick<Comparison, 'ends'> {
  readonly heads: readonly [one: string, other: string]
}

/** What history says beside what the code asked for, by sequence number, with the row marked at which they part. */
export function AlignedTable({ alignment, runs, onOpenLine }: AlignedTableProps) {
  const [past, asked] = runs?.heads ?? [i18n._('History says'), i18n._('Your code asked')]
  const { rows, stopsAt, passesAt } = alignment
  const [more, setMore] = useState(0)
  const first = Math.max(
    0,
    rows.findIndex(({ id }) => id === (stopsAt ?? passesAt)),
  )
  const shown = rows.slice(Math.max(0, first - BEFORE - more), first + AFTER + more)
  return (
    <div className={styles['aligned']}>
      <table>
        <caption className={styles['hidden']}>
          {runs === undefined
            ? i18n._('What history says, and what your code asked for')
            : i18n._('The tasks of two runs, and what came of them')}
        </caption>
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
        {runs !== undefined && (
          <tfoot>
            <tr>
              <th scope="row">{i18n._('End')}</th>
              {runs.ends.map((end, index) => (
                <td key={index}>
                  {end === undefined ? <Nothing text={i18n._('not ended')} /> : <RunEndView end={end} />}
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
      {shown.length < rows.length && (
        <Button size="small" variant="ghost" onPress={() => setMore(more + MORE)}>
          {rows.length <= MORE
            ? i18n._('Show all {count} tasks', { count: rows.length })
            : i18n._('Show more of {count, number} tasks', { count: rows.length })}
        </Button>
      )}
    </div>
  )
}

interface RowProps {
  readonly row: ComparedRow
  /** It is the one at which the two part. */
  readonly isFirst: boolean
  readonly onOpenLine: (file: string, line: number) => void
}

function Row({ row, isFirst, onOpenLine }: RowProps) {
  const { id, past, asked, verdict, pastEnd, askedEnd } = row
  const at = asked?.at
  return (
    <tr data-verdict={isDifferent(verdict) ? 'different' : verdict} data-first={isFirst || undefined}>
      <th scope="row">{id}</th>
      <td>{past === undefined ? <Nothing text={i18n._('nothing yet')} /> : <Task task={past} end={pastEnd} />}</td>
      <td>
        {asked === undefined ? <Nothing text={i18n._('nothing')} /> : <Task task={asked} end={askedEnd} />}
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

function RunEndView({ end: { status, text } }: { readonly end: RunEnd }) {
  return (
    <>
      <span className={styles['task']}>{status}</span>
      <code title={text}>{text}</code>
    </>
  )
}

function Task({ task, end }: { readonly task: AskedTask; readonly end: TaskEnd | undefined }) {
  const about = detailOf(task)
  return (
    <>
      <span className={styles['task']}>{taskInWords(task)}</span>
      {about !== '' && <code title={about}>{about}</code>}
      {end !== undefined && (
        <code title={end.text}>
          {end.hasFailed ? '✕ ' : '→ '}
          {end.text}
        </code>
      )}
    </>
  )
}

function detailOf({ input, fireAt, instanceId, type }: AskedTask): string {
  if (fireAt !== undefined) return isoTime(fireAt)
  if (type === 'EventSent') return ''
  const shown = input === undefined || input === null ? '' : input
  return instanceId === undefined ? shown : `${instanceId} ${shown}`.trim()
}

function verdictInWords({ verdict }: Pick<ComparedRow, 'verdict'>): string {
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
    case 'other result':
      return i18n._('something else came of it')
    case 'only here':
      return i18n._('asked for here alone')
    case 'same':
    case 'new':
      return ''
  }
}
