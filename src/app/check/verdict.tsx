import { useMemo } from 'react'
import type { HistoryCheck } from '#durable/history-check.ts'
import { align } from '#explain/align.ts'
import { partingInWords, unnoticedInWords } from '#explain/replay-check.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { AlignedTable } from '../why/aligned-table.tsx'
import styles from './check-pane.module.css'

interface VerdictProps {
  readonly check: HistoryCheck
  readonly onOpenLine: (file: string, line: number) => void
}

/** Whether code fits a history, in words and beside it. */
export function Verdict({ check, onOpenLine }: VerdictProps) {
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
