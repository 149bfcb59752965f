import { memo, useId, type KeyboardEvent } from 'react'
import type { Instance } from '#durable/instance.ts'
import { i18n } from '../i18n/i18n.ts'
import { clockTime, isoTime, shortId } from '../payload/format.ts'
import { rowAfterKey } from '../payload/list-keys.ts'
import { StatusChip } from './status-chip.tsx'
import styles from './instances-pane.module.css'

interface InstanceListProps {
  readonly instances: readonly Instance[]
  readonly selectedId: string | null
  readonly onSelect: (instanceId: string) => void
}

/**
 * A list box whose selection follows the arrow keys. Our own, and not the library's: while orchestrations run it is
 * drawn anew at every commit, so a row that has not changed must cost nothing.
 */
export function InstanceList({ instances, selectedId, onSelect }: InstanceListProps) {
  const listId = useId()
  const selected = instances.findIndex(({ instanceId }) => instanceId === selectedId)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const next = instances[rowAfterKey(event.key, selected, instances.length, 8) ?? -1]
    if (next === undefined) return
    event.preventDefault()
    onSelect(next.instanceId)
    const index = instances.indexOf(next)
    event.currentTarget.children[index]?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <ul
      className={styles['list']}
      role="listbox"
      aria-label={i18n._('Instances')}
      aria-activedescendant={selected < 0 ? undefined : `${listId}${selected}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {instances.map((instance, index) => (
        <Row
          key={instance.instanceId}
          id={`${listId}${index}`}
          instance={instance}
          isSelected={index === selected}
          onSelect={onSelect}
        />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly id: string
  readonly instance: Instance
  readonly isSelected: boolean
  readonly onSelect: (instanceId: string) => void
}

const Row = memo(function Row({ id, instance, isSelected, onSelect }: RowProps) {
  return (
    <li id={id} role="option" aria-selected={isSelected} onClick={() => onSelect(instance.instanceId)}>
      <StatusChip status={instance.status} />
      <span className={styles['name']}>{instance.name}</span>
      <span className={styles['id']} title={instance.instanceId}>
        {shortId(instance.instanceId)}
      </span>
      <time dateTime={isoTime(instance.createdAt)} title={isoTime(instance.createdAt)}>
        {clockTime(instance.createdAt, i18n.locale)}
      </time>
    </li>
  )
}, looksTheSame)

/** A live query gives new objects each time; an instance that was written anew has another `updatedAt` or status. */
function looksTheSame(before: RowProps, after: RowProps): boolean {
  const [one, other] = [before.instance, after.instance]
  return (
    before.id === after.id &&
    before.isSelected === after.isSelected &&
    before.onSelect === after.onSelect &&
    one.instanceId === other.instanceId &&
    one.status === other.status &&
    one.name === other.name &&
    one.createdAt === other.createdAt
  )
}
