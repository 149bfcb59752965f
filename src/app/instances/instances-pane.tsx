import { type ReactNode, useDeferredValue } from 'react'
import { type Instance, isFinal } from '#durable/instance.ts'
import type { HubDb } from '#storage/hub-db.ts'
import { instanceOf, recentInstances } from '#storage/queries.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { InstanceDetails } from './instance-details.tsx'
import { InstanceList } from './instance-list.tsx'
import styles from './instances-pane.module.css'
import { useHubQuery } from '../hub/use-hub-query.ts'

/** How many instances are listed. More is for a search, not for a list. */
const LISTED = 200

interface InstancesPaneProps {
  /** `null` while there is no task hub: a draft from a link, a project that never ran. */
  readonly hub: HubDb | null
  /** What to do so that there is an instance. */
  readonly next: string
  readonly selectedId: string | null
  readonly onSelect: (instanceId: string) => void
  readonly onOpenLine?: (file: string, line: number) => void
  /** What can be done to an instance. */
  readonly operations?: (instance: Instance) => ReactNode
  /** Why an instance that has not ended waits. */
  readonly waiting?: (instance: Instance) => ReactNode
  /** What explains an instance; `undefined` when that is not at hand. */
  readonly why?: (instance: Instance) => ReactNode
}

/** The project's orchestrations as the host writes them, newest first, and all that is known of the selected one. */
export function InstancesPane({ hub, next, selectedId, onSelect, onOpenLine, ...more }: InstancesPaneProps) {
  const { operations, waiting, why } = more
  const instances = useDeferredValue(
    useHubQuery(hub, (db) => recentInstances(db, LISTED), []) ?? (hub === null ? [] : undefined),
  )
  // By its own query: the selected one may be too old for the list.
  const selected = useHubQuery(hub, (db) => (selectedId === null ? undefined : instanceOf(db, selectedId)), [
    selectedId,
  ])
  if (instances === undefined) return <Coming>{i18n._('Reading instances…')}</Coming>
  if (instances.length === 0) return <EmptyState title={i18n._('No orchestration yet.')}>{next}</EmptyState>
  return (
    <div className={styles['pane']}>
      <InstanceList instances={instances} selectedId={selectedId} onSelect={onSelect} />
      {instances.length === LISTED && (
        <p className={styles['note']}>{i18n._('The newest {count} are listed.', { count: LISTED })}</p>
      )}
      {selected !== undefined && (
        <InstanceDetails
          key={selected.instanceId}
          instance={selected}
          onSelect={onSelect}
          waiting={!isFinal(selected.status) && waiting?.(selected)}
          operations={operations?.(selected)}
          why={why?.(selected)}
          {...(onOpenLine === undefined ? {} : { onOpenLine })}
        />
      )}
    </div>
  )
}
