import { useId, useMemo, useState } from 'react'
import type { EpochMs } from '#base/units.ts'
import type { ClockState } from '#durable/clock-mode.ts'
import type { RuntimeStatus } from '#durable/instance.ts'
import { type Waiting, type WaitingFor, waitingOf } from '#explain/waiting.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { OperationDialog } from '../hub/operation-dialog.tsx'
import { type Details, noDetails, outcomeOf, requestFor } from '../hub/operations.ts'
import { ReportLine } from '../hub/report-line.tsx'
import { useHubNow } from '../hub/use-hub-now.ts'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { type Send, useReport } from '../hub/use-operations.ts'
import { i18n } from '../i18n/i18n.ts'
import { follower } from '../shell/follow.ts'
import { type WaitingActions, WaitingTree } from './waiting-tree.tsx'
import { summaryOf } from './waiting-words.ts'
import styles from './waiting.module.css'

interface WaitingPanelProps {
  readonly hub: HubDb
  readonly instanceId: string
  readonly status: RuntimeStatus
  readonly clock: ClockState
  readonly root: string
  readonly send: Send
  /** Whether the app runs: only then can the clock be moved. */
  readonly canSkip: boolean
  readonly onSkip: (at: EpochMs) => void
  readonly onSelect: (instanceId: string) => void
  readonly onOpenLine: (file: string, line: number) => void
}

/** Why an instance waits, as its last episode's trace and its history tell it: a tree, live, with what helps it on. */
export function WaitingPanel(props: WaitingPanelProps) {
  const { hub, instanceId, status } = props
  const follow = useMemo(() => follower(hub, instanceId), [hub, instanceId])
  const followed = useHubQuery(hub, follow, [follow])
  const waiting = useMemo(() => {
    if (followed?.instance?.instanceId !== instanceId) return undefined
    return waitingOf({ status, history: followed.history, episodes: followed.episodes })
  }, [followed, instanceId, status])
  return waiting === undefined ? null : <Shown {...props} waiting={waiting} />
}

function Shown({ waiting, ...props }: WaitingPanelProps & { readonly waiting: Waiting }) {
  const { hub, instanceId, clock, root, send, canSkip, onSkip, onSelect, onOpenLine } = props
  const { aside } = waiting
  const titleId = useId()
  const now = useHubNow(clock, true)
  const holders = useHolders(hub, waiting)
  const [raised, setRaised] = useState<string | null>(null)
  const { report, isBusy, doAll } = useReport()
  const raise = (details: Details) => {
    setRaised(null)
    void doAll([async () => outcomeOf(await send(requestFor(root, instanceId, 'raiseEvent', details)))])
  }
  const actions: WaitingActions = {
    now,
    holders,
    self: instanceId,
    onRaise: canSkip && !isBusy ? setRaised : null,
    onSkip: canSkip && clock.mode !== 'virtual' ? onSkip : null,
    onSelect,
    onOpenLine,
  }
  return (
    <div className={styles['panel']} role="group" aria-labelledby={titleId}>
      <h4 id={titleId} className={styles['title']}>
        {i18n._('Why is it waiting?')}
      </h4>
      <p className={styles['summary']} role="status">
        {summaryOf(waiting)}
      </p>
      {waiting.root !== undefined && <WaitingTree nodes={[waiting.root]} {...actions} />}
      {aside.length > 0 && (
        <>
          <p className={styles['summary']}>
            {waiting.why === 'awaits'
              ? i18n._('Still open, and nothing waits for it. The instance does not end before it has:')
              : i18n._('It ends when this has ended:')}
          </p>
          <WaitingTree nodes={aside} {...actions} />
        </>
      )}
      <ReportLine report={report} />
      {raised !== null && (
        <OperationDialog
          operation="raiseEvent"
          count={1}
          given={{ ...noDetails, eventName: raised }}
          onConfirm={raise}
          onClose={() => setRaised(null)}
        />
      )}
    </div>
  )
}

/** Which instance holds the lock of each entity that a lock is awaited of. */
function useHolders(hub: HubDb, { root, aside }: Waiting): ReadonlyMap<string, string> {
  const ids = lockedIn([...(root ? [root] : []), ...aside])
  const key = ids.join('\n')
  const read = async (db: HubDb) => {
    const found = await db.entities.bulkGet(ids)
    return found.flatMap((entity) => (entity?.lockedBy === undefined ? [] : [[entity.id, entity.lockedBy] as const]))
  }
  const holders = useHubQuery(ids.length === 0 ? null : hub, read, [key])
  return useMemo(() => new Map(holders), [holders])
}

function lockedIn(nodes: readonly WaitingFor[]): string[] {
  return nodes.flatMap((node) => ('parts' in node ? lockedIn(node.parts) : node.kind === 'lock' ? node.entityIds : []))
}
