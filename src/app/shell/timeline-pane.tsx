import { type ReactNode, useEffect, useMemo, useState } from 'react'
import type { EpochMs } from '#base/units.ts'
import type { Fault } from '#durable/fault.ts'
import type { Selection } from '#durable/selection.ts'
import type { HubDb, MarkRow } from '#storage/hub-db.ts'
import { executionsOf, marksOf } from '#storage/queries.ts'
import type { CodeOf } from '../hub/run-file.ts'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { TimelinePanel } from '../timeline-panel/timeline-panel.tsx'
import type { HistoryOfChild } from '../timeline-panel/use-runs.ts'
import { type Followed, follower } from './follow.ts'

interface TimelinePaneProps {
  readonly hub: HubDb | null
  readonly codeOf: CodeOf
  readonly faults: readonly Fault[]
  readonly followed: Followed
  readonly selection: Selection | null
  readonly now: () => EpochMs
  /** Stands there while there is nothing to draw. */
  readonly none: ReactNode
  readonly onSelect: (selection: Selection) => void
  readonly onFault?: ((fault: Fault) => void) | undefined
  readonly partsAt: number | undefined
}

/** The timeline of what is followed, with the ways from there to its children, its other executions and its code. */
export function TimelinePane({ hub, codeOf, faults, followed, ...props }: TimelinePaneProps) {
  const { instance, executionId, history, episodes } = followed
  const executions = useExecutions(hub, instance?.instanceId, instance?.executionId)
  const historyOfChild = useMemo(() => (hub === null ? null : childReader(hub)), [hub])
  const marks = useMarks(hub, instance?.instanceId, executionId)
  const readRun =
    instance === null
      ? undefined
      : async () => (await import('../hub/run-file.ts')).runFileOf({ instance, history, episodes }, codeOf, faults)
  return (
    <TimelinePanel
      {...props}
      instance={instance}
      history={history}
      episodes={episodes}
      executionId={executionId}
      executions={executions}
      marks={marks}
      {...(historyOfChild && { historyOfChild })}
      {...(readRun && { readRun })}
    />
  )
}

const noMarks: readonly MarkRow[] = []

/** What was brought about on purpose in an execution. */
function useMarks(hub: HubDb | null, instanceId: string | undefined, executionId: string): readonly MarkRow[] {
  const read = useMemo(() => marksReader(instanceId, executionId), [instanceId, executionId])
  return useHubQuery(hub, read, [read]) ?? noMarks
}

/** Answers with the same list as long as nothing is added to it. */
function marksReader(instanceId: string | undefined, executionId: string): (hub: HubDb) => Promise<readonly MarkRow[]> {
  let known = noMarks
  return async (hub) => {
    const marks = instanceId === undefined ? noMarks : await marksOf(hub, instanceId, executionId)
    if (marks.length !== known.length) known = marks
    return known
  }
}

/** A loop that continues as new many times a second is looked at now and then. */
const LOOK_AGAIN_MS = 500

function useExecutions(hub: HubDb | null, instanceId?: string, executionId?: string): readonly string[] {
  const [found, setFound] = useState<{ readonly of: string; readonly executions: readonly string[] } | null>(null)
  useEffect(() => {
    if (hub === null || instanceId === undefined) return
    let isOver = false
    const look = async () => {
      const executions = await executionsOf(hub, instanceId)
      if (!isOver) setFound({ of: instanceId, executions })
    }
    const timer = setTimeout(() => void look(), LOOK_AGAIN_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [hub, instanceId, executionId])
  return found !== null && found.of === instanceId ? found.executions : []
}

function childReader(hub: HubDb): HistoryOfChild {
  const followers = new Map<string, () => Promise<Followed>>()
  return async (instanceId) => {
    const follow = followers.get(instanceId) ?? follower(hub, instanceId)
    followers.set(instanceId, follow)
    const { instance, history, episodes } = await follow()
    return instance?.instanceId === instanceId ? { instance, history, episodes } : null
  }
}
