import { useState } from 'react'
import type { Listed } from '../check/use-checks.ts'
import { lookAt } from './address-bar.ts'
import { nobody } from './follow.ts'
import { afterPaint, Later } from './later.tsx'
import type { Panes, PanesWorld } from './panes.ts'
import { lookingAtReplay } from './selected.ts'

const CheckPane = afterPaint(async () => (await import('../check/check-pane.tsx')).CheckPane)

/** Whether histories fit the code. */
export function useCheckPane({
  hosts,
  playground,
  hub,
  replays,
  session,
  followed = nobody,
}: PanesWorld): Panes['check'] {
  const [listed, setListed] = useState<Listed>({ runs: [], files: null })
  return (
    <Later>
      <CheckPane
        {...{ hosts, playground, hub, listed }}
        onListed={setListed}
        projectId={session.id}
        files={session.files}
        instance={replays === null ? followed.instance : null}
        onKeep={session.keepCopy}
        onOpenLine={(file, line) => lookAt({ file, line })}
        onOpened={(run) => lookAt({ ...lookingAtReplay(run), tab: 'timeline' })}
      />
    </Later>
  )
}
