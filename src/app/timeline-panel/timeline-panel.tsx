import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './timeline-panel.module.css'
import { Timeline } from './timeline.tsx'
import { usePaced } from './use-paced.ts'

export interface TimelinePanelProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  /** `null` when there is none to show. */
  readonly instance: Instance | null
  readonly now: () => EpochMs
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
}

/** What an instance did and is doing, in time; and the way back through it, event by event. */
export function TimelinePanel({ history, episodes, instance, ...rest }: TimelinePanelProps) {
  return <Panel {...usePaced({ history, episodes, instance }, isSameRun, UPDATE_MS)} {...rest} />
}

/** A run commits hundreds of times a second; eyes follow ten. */
const UPDATE_MS = 100

type Run = Pick<TimelinePanelProps, 'history' | 'episodes' | 'instance'>

/** Whether one is the other grown; another run, or the same one ended, is shown at once. */
function isSameRun(before: Run, after: Run): boolean {
  const [a, b] = [before.instance, after.instance]
  return a?.instanceId === b?.instanceId && a?.executionId === b?.executionId && a?.status === b?.status
}

function Panel({ instance, ...props }: TimelinePanelProps) {
  if (instance === null) {
    return (
      <p className={styles['empty']}>
        {i18n._('No orchestration yet. Send a request that starts one, and it is drawn here.')}
      </p>
    )
  }
  if (props.history.length === 0) {
    return (
      <p className={styles['empty']} role="status">
        {i18n._('{name} is {status}: its first episode has not run yet.', {
          name: instance.name,
          status: instance.status,
        })}
      </p>
    )
  }
  return <Timeline key={`${instance.instanceId} ${instance.executionId}`} instance={instance} {...props} />
}
