import { Ban, CircleCheck, CircleDot, CirclePause, CircleX, Clock, RefreshCw, type LucideIcon } from 'lucide-react'
import type { RuntimeStatus } from '#durable/instance.ts'
import { Chip, type Status } from '../controls/chip.tsx'

const looks: Readonly<Record<RuntimeStatus, { readonly status: Status; readonly icon: LucideIcon }>> = {
  Pending: { status: 'waiting', icon: Clock },
  Running: { status: 'running', icon: CircleDot },
  Completed: { status: 'completed', icon: CircleCheck },
  ContinuedAsNew: { status: 'running', icon: RefreshCw },
  Failed: { status: 'failed', icon: CircleX },
  Canceled: { status: 'cancelled', icon: Ban },
  Terminated: { status: 'cancelled', icon: Ban },
  Suspended: { status: 'waiting', icon: CirclePause },
}

/** An instance's status as the management API spells it: that word is an API name, and is not translated. */
export function StatusChip({ status }: { readonly status: RuntimeStatus }) {
  const { status: colour, icon: Icon } = looks[status]
  return (
    <Chip status={colour}>
      <Icon aria-hidden size={12} strokeWidth={2.25} />
      {status}
    </Chip>
  )
}
