import { useMemo, useState } from 'react'
import type { Selection } from '#durable/selection.ts'
import type { Layout, Run } from '#timeline/layout/layout.ts'
import type { Target } from '#timeline/layout/neighbour.ts'
import { selectedSpans, selectionOf } from './selected-spans.ts'
import type { Snapshot } from './use-model.ts'

interface Targets {
  /** What is selected, the bar itself first and its episode after it. */
  readonly selected: readonly Target[]
  readonly primary: Target | null
  select(target: Target): void
}

/**
 * The one selection of the whole page, as bars. A bar of a sub-orchestration that is open in its parent belongs to another
 * instance: selecting it stays in this picture, or the picture would be gone.
 */
export function useTargets(
  snapshot: Snapshot,
  layout: Layout,
  selection: Selection | null,
  onSelect: (selection: Selection) => void,
): Targets {
  const [inside, setInside] = useState<Target | null>(null)
  const root = layout.runs[0]
  const selected = useMemo(() => {
    const insideRun = inside && layout.runs.find((run) => run.key === inside.run.key)
    if (inside && insideRun) return [{ run: insideRun, span: inside.span }]
    if (root === undefined || !isOf(selection, root)) return []
    return selectedSpans(snapshot.model.spans, selection).map((span): Target => ({ run: root, span }))
  }, [inside, layout, root, selection, snapshot])
  return {
    selected,
    primary: selected[0] ?? null,
    select(target) {
      setInside(target.run === root ? null : target)
      const { instanceId, executionId } = target.run
      if (target.run === root) onSelect({ instanceId, executionId, ...selectionOf(target.span) })
    },
  }
}

function isOf(selection: Selection | null, { instanceId, executionId }: Run): selection is Selection {
  return selection?.instanceId === instanceId && selection.executionId === executionId
}
