import { useMemo } from 'react'
import type { HubDb } from '#storage/hub-db.ts'
import { verdictOn } from '#storage/replays.ts'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { i18n } from '../i18n/i18n.ts'
import type { Followed } from '../shell/follow.ts'
import styles from './check-pane.module.css'
import { Verdict } from './verdict.tsx'

interface ReplayVerdictViewProps {
  /** Where the histories lie that were opened as runs. */
  readonly hub: HubDb
  readonly followed: Followed
  readonly onOpenLine: (file: string, line: number) => void
}

/** Whether the code fits the history that is looked at as a run. */
export function ReplayVerdictView({ hub, followed, onOpenLine }: ReplayVerdictViewProps) {
  const { instance, executionId, history } = followed
  const instanceId = instance?.instanceId ?? ''
  const verdict = useHubQuery(hub, (db) => verdictOn(db, instanceId, executionId), [instanceId, executionId])
  const check = useMemo(
    () => (verdict && 'check' in verdict ? { ...verdict.check, events: history } : undefined),
    [verdict, history],
  )
  if (verdict === undefined) return null
  return (
    <section className={styles['judged']} aria-label={i18n._('Does the code fit?')}>
      {check === undefined ? (
        <p className={styles['failure']} role="alert">
          {'failure' in verdict && verdict.failure}
        </p>
      ) : (
        <Verdict check={check} onOpenLine={onOpenLine} />
      )}
    </section>
  )
}
