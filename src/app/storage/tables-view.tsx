import { useState } from 'react'
import { tableRowsOf } from '#storage/account-queries.ts'
import type { HubDb, TableRow } from '#storage/hub-db.ts'
import { ReportLine } from '../hub/report-line.tsx'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import { ConfirmButton } from './confirm-button.tsx'
import { NameList } from './name-list.tsx'
import styles from './storage.module.css'
import { type ChangeStorage, useChange } from './use-change.ts'

interface TablesViewProps {
  readonly hub: HubDb
  readonly onChange: ChangeStorage
}

const SHOWN = 500

/** The tables of the storage account, which functions write by their outputs. */
export function TablesView({ hub, onChange }: TablesViewProps) {
  const tables = useHubQuery(hub, tablesOf, [])
  const [wanted, setWanted] = useState<string | null>(null)
  if (tables === undefined) return <Coming>{i18n._('Reading tables…')}</Coming>
  const chosen = tables.find(({ name }) => name === wanted) ?? tables[0]
  if (chosen === undefined)
    return (
      <EmptyState title={i18n._('No table has rows yet.')}>
        {i18n._('A function with a table output writes them.')}
      </EmptyState>
    )
  return (
    <div className={styles['split']}>
      <NameList label={i18n._('Tables')} names={tables} chosen={chosen.name} onChoose={setWanted} />
      <div className={styles['content']}>
        <Rows key={chosen.name} table={chosen.name} hub={hub} onChange={onChange} />
      </div>
    </div>
  )
}

async function tablesOf(db: HubDb): Promise<{ readonly name: string; readonly count: number }[]> {
  const counts = new Map<string, number>()
  for (const [name] of await db.tableRows.toCollection().primaryKeys()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].map(([name, count]) => ({ name, count }))
}

function Rows({ table, hub, onChange }: TablesViewProps & { readonly table: string }) {
  const rows = useHubQuery(hub, (db) => tableRowsOf(db, table), [table]) ?? []
  const { report, isBusy, change } = useChange(onChange)
  const remove = ({ partitionKey, rowKey }: TableRow) =>
    void change([{ kind: 'delete entity', table, partitionKey, rowKey }], i18n._('Deleted.'))
  return (
    <>
      <ReportLine report={report} />
      <table className={styles['table']} aria-label={i18n._('Rows')}>
        <thead>
          <tr>
            <th>PartitionKey</th>
            <th>RowKey</th>
            <th>{i18n._('Properties')}</th>
            <th>Timestamp</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row) => (
            <tr key={`${row.partitionKey}\n${row.rowKey}`}>
              <td className={styles['mono']}>{row.partitionKey}</td>
              <td className={styles['mono']}>{row.rowKey}</td>
              <td data-wide>
                <Properties fields={row.fields} />
              </td>
              <td className={styles['mono']}>{isoTime(row.at)}</td>
              <td>
                <ConfirmButton
                  label={i18n._('Delete')}
                  consequence={i18n._('This row will be gone.')}
                  isDisabled={isBusy}
                  onConfirm={() => remove(row)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && (
        <p className={styles['note']}>
          {i18n._('The first {shown, number} of {total, number} rows.', { shown: SHOWN, total: rows.length })}
        </p>
      )}
    </>
  )
}

function Properties({ fields }: { readonly fields: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={styles['text']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {fields.slice(0, 200)}
      </button>
      {isOpen && <PayloadView text={fields} label={i18n._('Properties')} />}
    </>
  )
}
