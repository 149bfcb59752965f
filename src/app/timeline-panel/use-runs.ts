import { useEffect, useMemo, useState } from 'react'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import type { Episode } from '#durable/trace.ts'
import type { Run } from '#timeline/layout/layout.ts'
import type { TimelineModel } from '#timeline/model/model.ts'
import type { Children, Found } from './child-runs.ts'

/** What is drawn of a sub-orchestration. */
export interface ChildRun {
  readonly instance: Instance
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

/** Reads an instance as it is now. `null` when there is none, or none any more. */
export type HistoryOfChild = (instanceId: string) => Promise<ChildRun | null>

/** The children, and how they are hung into the tree: fetched when the first one is opened. */
interface Hanging {
  readonly found: Found
  readonly hang: (run: Run, children: Children) => Run
}

/** Reads the children that are open as their histories grow, and hangs them into the tree of runs. */
export function useRuns(
  root: Run,
  open: ReadonlySet<string>,
  read: HistoryOfChild | undefined,
  moment: EpochMs | null,
): Run {
  const [models] = useState(() => new Map<string, TimelineModel>())
  const [hanging, setHanging] = useState<Hanging | null>(null)
  useEffect(() => {
    if (read === undefined || open.size === 0) return
    let stop = () => {}
    let isOver = false
    void import('./child-runs.ts').then(({ followChildren, withChildren }) => {
      if (isOver) return
      stop = followChildren(root.model.spans, open, read, (found) => setHanging({ found, hang: withChildren }))
    })
    return () => {
      isOver = true
      stop()
    }
  }, [root, open, read])
  return useMemo(
    () => (open.size === 0 || hanging === null ? root : hanging.hang(root, { ...hanging, open, moment, models })),
    [root, open, hanging, moment, models],
  )
}
