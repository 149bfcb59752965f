import { useMemo } from 'react'
import { afterPaint, Later } from './later.tsx'
import { functionsOf } from './hub-view.ts'
import type { Panes, PanesWorld } from './panes.ts'

const FaultsPane = afterPaint(async () => (await import('../faults/faults-pane.tsx')).FaultsPane)

/** What goes wrong on purpose. */
export function useFaultsPane({ faults, hub, host, tell }: PanesWorld): Panes['faults'] {
  return useMemo(
    () => (
      <Later>
        <FaultsPane faults={faults} hub={hub} functions={functionsOf(host)} tell={tell} />
      </Later>
    ),
    [faults, hub, host, tell],
  )
}
