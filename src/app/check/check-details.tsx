import { ChartGantt } from 'lucide-react'
import { useMemo, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { ImportedHistory } from '#durable/history-import/imported-history.ts'
import { align, scheduledIn } from '#explain/align.ts'
import { Button } from '../controls/button.tsx'
import { Select } from '../controls/select.tsx'
import { i18n } from '../i18n/i18n.ts'
import { AlignedTable } from '../why/aligned-table.tsx'
import styles from './check-pane.module.css'
import type { CheckedRun } from './check-run.ts'
import { Verdict } from './verdict.tsx'

interface CheckDetailsProps {
  readonly run: CheckedRun
  /** What it can be compared with besides the code. */
  readonly others: readonly CheckedRun[]
  readonly onOpenLine: (file: string, line: number) => void
  /** Opens it as a run, to be stepped through. Rejects with what keeps it from that. */
  readonly onOpenRun: (run: CheckedRun) => Promise<void>
}

const YOUR_CODE = 'your code'

/** A history beside what the code asks for, or beside another history: aligned by sequence number. */
export function CheckDetails({ run, others, onOpenLine, onOpenRun }: CheckDetailsProps) {
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
          <OpenButton key={run.key} onOpen={() => onOpenRun(run)} />
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
          {state.phase === 'checked' && <Verdict check={state.check} onOpenLine={onOpenLine} />}
        </>
      )}
    </section>
  )
}

/** The way into the views of a run. */
function OpenButton({ onOpen }: { readonly onOpen: () => Promise<void> }) {
  const [isOpening, setOpening] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const open = () => {
    setOpening(true)
    setFailure(null)
    onOpen()
      .catch((error: unknown) => setFailure(reasonOf(error)))
      .finally(() => setOpening(false))
  }
  return (
    <>
      <Button size="small" isDisabled={isOpening} onPress={open}>
        <ChartGantt aria-hidden size={14} />
        {isOpening ? i18n._('Opening…') : i18n._('Step through it')}
      </Button>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
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
