import type { Selection } from '#durable/selection.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { lookAt } from './address-bar.ts'
import { Bar } from './bar.tsx'
import type { Followed } from './follow.ts'
import { lookingAt } from './selected.ts'

interface GoneBarProps {
  readonly chosen: Selection | null
  /** What is shown, once it has been read. */
  readonly followed: Followed | undefined
}

/** The address names an instance that is not there: purged since, or of another browser. */
export function GoneBar({ chosen, followed }: GoneBarProps) {
  // While the next one is still being read, the one before is shown.
  if (chosen === null || followed?.asked !== chosen.instanceId) return null
  if (followed.instance?.instanceId === chosen.instanceId) return null
  const actions = (
    <Button size="small" onPress={() => lookAt(lookingAt(null))}>
      {i18n._('Dismiss')}
    </Button>
  )
  return (
    <Bar kind="info" actions={actions}>
      {followed.instance === null
        ? i18n._('There is no instance {id} here. It may have been purged.', { id: chosen.instanceId })
        : i18n._('There is no instance {id} here. It may have been purged. The newest one is shown.', {
            id: chosen.instanceId,
          })}
    </Bar>
  )
}
