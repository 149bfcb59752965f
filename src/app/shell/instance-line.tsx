import type { RuntimeStatus } from '#durable/instance.ts'
import { Chip, type Status } from '../controls/chip.tsx'
import type { Followed } from './follow.ts'
import styles from './instance-line.module.css'

const colours: Record<RuntimeStatus, Status> = {
  Pending: 'waiting',
  Running: 'running',
  Completed: 'completed',
  ContinuedAsNew: 'running',
  Failed: 'failed',
  Canceled: 'cancelled',
  Terminated: 'cancelled',
  Suspended: 'waiting',
}

/** Which instance the panes below are about. */
export function InstanceLine({ followed }: { readonly followed: Followed | undefined }) {
  const instance = followed?.instance
  if (!instance) return null
  return (
    <div className={styles['line']}>
      <Chip status={colours[instance.status]}>
        <span className={styles['name']}>{instance.name}</span> · {instance.status}
      </Chip>
      <span className={styles['id']} title={instance.instanceId}>
        {instance.instanceId}
      </span>
    </div>
  )
}
