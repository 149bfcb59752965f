import { afterPaint, Later } from './later.tsx'
import { lookAt } from './address-bar.ts'
import type { Panes, PanesWorld } from './panes.ts'

const TestsPane = afterPaint(async () => (await import('../tests/tests-pane.tsx')).TestsPane)

/** The tests of a project in Python; others have no such panel. */
export function useTestsPane({ hosts, session }: PanesWorld): Panes['tests'] {
  if (!session.files.some(({ path }) => path.endsWith('.py'))) return null
  return (
    <Later>
      <TestsPane
        hosts={hosts}
        projectId={session.id}
        files={session.files}
        onKeep={session.keepCopy}
        onOpenLine={(file, line) => lookAt({ file, line })}
      />
    </Later>
  )
}
