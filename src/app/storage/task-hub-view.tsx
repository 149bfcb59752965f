import { useState } from 'react'
import type { HubDb } from '#storage/hub-db.ts'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import { NameList } from './name-list.tsx'
import styles from './storage.module.css'

interface TaskHubViewProps {
  readonly hub: HubDb
  /** As host.json names it, and Azure its tables after it. */
  readonly hubName: string
}

const SHOWN = 100

/** Where the host keeps it, and what lies there on Azure. */
const tables = [
  { of: 'instances', named: (hubName: string) => `${hubName}Instances` },
  { of: 'history', named: (hubName: string) => `${hubName}History` },
  { of: 'inbox', named: (hubName: string) => `${hubName.toLowerCase()}-control-00` },
  { of: 'workItems', named: (hubName: string) => `${hubName.toLowerCase()}-workitems` },
  { of: 'timers', named: () => 'timers' },
  { of: 'entities', named: () => 'entities' },
  { of: 'schedules', named: () => 'azure-webjobs-hosts/timers' },
] as const

/** The task hub as it lies on disk, row by row: newest first. To look at, not to touch. */
export function TaskHubView({ hub, hubName }: TaskHubViewProps) {
  const [wanted, setWanted] = useState<string | null>(null)
  const counts = useHubQuery(hub, (db) => Promise.all(tables.map(({ of }) => db.table(of).count())), []) ?? []
  const names = tables.map(({ named }, i) => ({ name: named(hubName), count: counts[i] ?? 0 }))
  const chosen = tables.find(({ named }) => named(hubName) === wanted) ?? tables[0]
  return (
    <div className={styles['split']}>
      <NameList
        label={i18n._('Tables of the task hub')}
        names={names}
        chosen={chosen.named(hubName)}
        onChoose={setWanted}
      />
      <div className={styles['content']}>
        <Rows key={chosen.of} hub={hub} table={chosen.of} />
      </div>
    </div>
  )
}

function Rows({ hub, table }: { readonly hub: HubDb; readonly table: string }) {
  const read = (db: HubDb) => db.table<unknown, unknown>(table).orderBy(':id').reverse().limit(SHOWN).toArray()
  const rows = useHubQuery(hub, read, [table])
  if (rows === undefined) return <Coming>{i18n._('Reading rows…')}</Coming>
  if (rows.length === 0) return <EmptyState title={i18n._('Nothing lies here.')} />
  return (
    <>
      <table className={styles['table']} aria-label={i18n._('Rows')}>
        <tbody>
          {rows.map((row, index) => (
            <Row key={index} text={JSON.stringify(row)} />
          ))}
        </tbody>
      </table>
      {rows.length === SHOWN && (
        <p className={styles['told']}>{i18n._('The last {shown, number} rows by their keys.', { shown: SHOWN })}</p>
      )}
    </>
  )
}

function Row({ text }: { readonly text: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <tr>
      <td data-wide>
        <button type="button" className={styles['text']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {text.slice(0, 400)}
        </button>
        {isOpen && <PayloadView text={text} label={i18n._('Row')} />}
      </td>
    </tr>
  )
}
