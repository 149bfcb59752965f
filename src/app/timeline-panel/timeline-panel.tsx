import { type ReactNode, lazy, Suspense, useEffect, useState } from 'react'
import type { EpochMs } from '#base/units.ts'
import type { Fault } from '#durable/fault.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { RunFile } from '#durable/run-file.ts'
import type { Selection } from '#durable/selection.ts'
import type { Episode } from '#durable/trace.ts'
import type { MarkRow } from '#storage/hub-db.ts'
import { i18n } from '../i18n/i18n.ts'
import { holdPaint } from '../shell/painted.ts'
import { summaryOf } from './describe-span.ts'
import styles from './timeline-panel.module.css'
import { usePaced } from './use-paced.ts'
import type { HistoryOfChild } from './use-runs.ts'

export interface TimelinePanelProps {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  /** `null` when there is none to show. */
  readonly instance: Instance | null
  /** Stands here then: it knows what to do about it. */
  readonly none?: ReactNode
  /** The execution that the history is of, when it is not the instance's present one. */
  readonly executionId?: string
  /** All executions of the instance, the first first: more than one when it continued as new. */
  readonly executions?: readonly string[]
  readonly now: () => EpochMs
  readonly selection: Selection | null
  readonly onSelect: (selection: Selection) => void
  /** What was brought about on purpose in this execution. */
  readonly marks?: readonly MarkRow[]
  /** The position of the event at which the code that was held against this history parts from it. */
  readonly partsAt?: number | undefined
  /** Without it no fault can be set on a bar. */
  readonly onFault?: ((fault: Fault) => void) | undefined
  /** Without it sub-orchestrations cannot be opened in place. */
  readonly historyOfChild?: HistoryOfChild
  /** Without it the run cannot be exported with its code. */
  readonly readRun?: () => Promise<RunFile>
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

function Panel({ instance, none = null, ...props }: TimelinePanelProps) {
  const gone = useGone(instance)
  if (instance === null) {
    if (gone === null) return none
    return (
      <p className={styles['empty']} role="status">
        {i18n._('{name} ({id}) is gone: it was purged while it was open here.', {
          name: summaryOf(gone.name, 80),
          id: gone.instanceId,
        })}
      </p>
    )
  }
  if (props.history.length === 0) {
    return (
      <p className={styles['empty']} role="status">
        {i18n._('{name} is {status}: its first episode has not run yet.', {
          name: summaryOf(instance.name, 80),
          status: instance.status,
        })}
      </p>
    )
  }
  const executionId = props.executionId ?? instance.executionId
  return (
    <Suspense fallback={<Coming />}>
      <Timeline key={`${instance.instanceId} ${executionId}`} instance={instance} {...props} />
    </Suspense>
  )
}

/** Who opens the page with nothing run yet need not wait for the painter. */
const Timeline = lazy(async () => ({ default: (await import('./timeline.tsx')).Timeline }))

/** A run that is there belongs to the first paint. */
function Coming() {
  useEffect(() => holdPaint(), [])
  return null
}

/** The instance that was here until it vanished. */
function useGone(instance: Instance | null): Instance | null {
  const [last, setLast] = useState(instance)
  if (instance !== null && instance !== last) setLast(instance)
  return instance === null ? last : null
}
