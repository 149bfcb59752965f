import { lookAt } from './address-bar.ts'
import { nobody } from './follow.ts'
import { afterPaint, Later } from './later.tsx'
import type { Panes, PanesWorld } from './panes.ts'

const CheckPane = afterPaint(async () => (await import('../check/check-pane.tsx')).CheckPane)

/** Whether histories fit the code. */
export function useCheckPane({ hosts, hub, session, followed = nobody }: PanesWorld): Panes['check'] {
  return (
    <Later>
      <CheckPane
        hosts={hosts}
        hub={hub}
        projectId={session.id}
        files={session.files}
        instance={followed.instance}
        onKeep={session.keepCopy}
        onOpenLine={(file, line) => lookAt({ file, line })}
      />
    </Later>
  )
}
