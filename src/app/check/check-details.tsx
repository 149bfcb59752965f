import { useMemo, useState } from 'react'
import type { HistoryCheck } from '#durable/history-check.ts'
import type { ImportedHistory } from '#durable/history-import/imported-history.ts'
import { align, scheduledIn } from '#explain/align.ts'
import { partingInWords, unnoticedInWords } from '#explain/replay-check.ts'
import { Button } from '../controls/button.tsx'
import { Select } from '../controls/select.tsx'
import { i18n } from '../i18n/i18n.ts'
import { AlignedTable } from '../why/aligned-table.tsx'
import styles from './check-pane.module.css'
import type { CheckedRun } from './check-run.ts'

interface CheckDetailsProps {
  readonly run: CheckedRun
  /** What it can be compared with besides the code. */
  readonly others: readonly CheckedRun[]
  readonly onOpenLine: (file: string, line: number) => void
}

const YOUR_CODE = 'your code'

/** A history beside what the code asks for, or beside another history: aligned by sequence number. */
export function CheckDetails({ run, others, onOpenLine }: CheckDetailsProps) {
  const [beside, setBeside] = useState(YOUR_CODE)
  const { history, state } = run
  const other = others.find(({ key }) => key === beside && key !== run.key)?.history
  const options = others.flatMap(({ key, name, history: theirs }) =>
    theirs && key !== run.key ? [{ value: key, label: `${theirs.name} · ${name}` }] : [],
  )
  return (
    <section className={styles['details']} aria-label={i18n._('The chosen history')}>
      {history && (
        <div className={styles['head']}>
          <h3>{history.name}</h3>
          <span className={styles['id']}>{run.name}</span>
          <Select
            label={i18n._('Beside')}
            value={other ? beside : YOUR_CODE}
            options={[{ value: YOUR_CODE, label: i18n._('your code, as it is now') }, ...options]}
            onChange={setBeside}
          />
        </div>
      )}
      {history && other ? (
        <Compared history={history} other={other} onOpenLine={onOpenLine} />
      ) : (
        <>
          {state.phase === 'failed' && (
            <p className={styles['failure']} role="alert">
              {state.message}
            </p>
          )}
          {state.phase === 'checked' && <Checked check={state.check} onOpenLine={onOpenLine} />}
        </>
      )}
    </section>
  )
}

interface CheckedProps {
  readonly check: HistoryCheck
  readonly onOpenLine: CheckDetailsProps['onOpenLine']
}

function Checked({ check, onOpenLine }: CheckedProps) {
  const { parting, events, asked, isExact } = check
  const alignment = useMemo(() => align(events, asked, isExact), [events, asked, isExact])
  const at = parting?.at
  return (
    <>
      <p className={styles['verdict']}>
        {parting === undefined
          ? i18n._('It fits: the code asks for the same tasks in the same order.')
          : i18n._('It parts at event {position}: {sentence}', {
              position: parting.position,
              sentence: partingInWords(check) ?? parting.message,
            })}{' '}
        {at !== undefined && (
          <Button size="small" onPress={() => onOpenLine(at.file, at.line)}>
            {`${at.file.split('/').at(-1)}:${at.line}`}
          </Button>
        )}
      </p>
      {unnoticedInWords(check).map((sentence) => (
        <p key={sentence} className={styles['unnoticed']}>
          {sentence}
        </p>
      ))}
      {alignment.rows.length > 0 && <AlignedTable alignment={alignment} onOpenLine={onOpenLine} />}
      {!isExact && (
        <p className={styles['note']}>
          {i18n._(
            'This file tells neither sequence numbers nor exact times, nor the version of the instance: they were put together from what it tells.',
          )}
        </p>
      )}
    </>
  )
}

interface ComparedProps {
  readonly history: ImportedHistory
  readonly other: ImportedHistory
  readonly onOpenLine: CheckDetailsProps['onOpenLine']
}

function Compared({ history, other, onOpenLine }: ComparedProps) {
  const isExact = !history.untold.times && !other.untold.times
  const alignment = useMemo(() => align(history.events, scheduledIn(other.events), isExact), [history, other, isExact])
  const { stopsAt, passesAt, rows } = alignment
  const first = Math.min(stopsAt ?? Infinity, passesAt ?? Infinity, rows.find(({ past }) => !past)?.id ?? Infinity)
  return (
    <>
      <p className={styles['verdict']}>
        {first === Infinity
          ? i18n._('Both asked for the same tasks.')
          : i18n._('They differ first at task {id}.', { id: first })}
      </p>
      <AlignedTable
        alignment={alignment}
        onOpenLine={onOpenLine}
        heads={[history.instanceId || history.name, other.instanceId || other.name]}
      />
    </>
  )
}
