import type { Panes, PanesWorld } from './panes.ts'
import { useCheckPane } from './use-check-pane.tsx'
import { useCodePanes } from './use-code-panes.tsx'
import { useFaultsPane } from './use-faults-pane.tsx'
import { useRequestPane } from './use-request-pane.tsx'
import { useRunPanes } from './use-run-panes.tsx'
import { useTestsPane } from './use-tests-pane.tsx'

export function usePanes(world: PanesWorld): Panes {
  return {
    ...useCodePanes(world),
    ...useRunPanes(world),
    requests: useRequestPane(world),
    tests: useTestsPane(world),
    faults: useFaultsPane(world),
    check: useCheckPane(world),
  }
}
