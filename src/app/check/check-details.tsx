import { ChartGantt } from 'lucide-react'
import { useMemo, useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import type { ImportedHistory } from '#durable/history-import/imported-history.ts'
import { type Comparison, compareRuns } from '#explain/compare.ts'
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
  const other = others.filter(hasHistory).find(({ key }) => key === beside && key !== run.key)
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
        <Compared runs={[run, other]} histories={[history, other.history]} onOpenLine={onOpenLine} />
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

function hasHistory(run: CheckedRun): run is CheckedRun & { readonly history: ImportedHistory } {
  return run.history !== undefined
}

interface ComparedProps {
  readonly runs: readonly [CheckedRun, CheckedRun]
  readonly histories: readonly [ImportedHistory, ImportedHistory]
  readonly onOpenLine: CheckDetailsProps['onOpenLine']
}

function Compared({ runs, histories: [one, other], onOpenLine }: ComparedProps) {
  const hasTimes = !one.untold.times && !other.untold.times
  const comparison = useMemo(() => compareRuns(one.events, other.events, hasTimes), [one, other, hasTimes])
  const { rows, differsAt, ends } = comparison
  const alignment = { rows, ...(differsAt !== undefined && { passesAt: differsAt }) }
  return (
    <div className={styles['compared']}>
      <p className={styles['verdict']}>{differenceInWords(comparison)}</p>
      <AlignedTable alignment={alignment} runs={{ heads: headsOf(runs), ends }} onOpenLine={onOpenLine} />
    </div>
  )
}

/** What tells the two apart in the list; histories of one file, their ids. */
function headsOf([one, other]: ComparedProps['runs']): [string, string] {
  if (one.name !== other.name) return [one.name, other.name]
  const idOf = ({ name, history }: CheckedRun) => `${name} · ${history?.instanceId} ${history?.executionId}`
  return [idOf(one), idOf(other)]
}

function differenceInWords({ rows, differsAt, ends: [one, other] }: Comparison): string {
  const first = rows.find(({ id }) => id === differsAt)
  if (first !== undefined)
    return first.verdict === 'other result'
      ? i18n._('At task {id} both asked for the same, and something else came of it.', { id: first.id })
      : i18n._('They differ first at task {id}.', { id: first.id })
  return one?.status === other?.status && one?.text === other?.text
    ? i18n._('Both asked for the same tasks, and the same came of them.')
    : i18n._('Both asked for the same tasks, and the same came of them; they ended otherwise.')
}
