import { X } from 'lucide-react'
import { useId } from 'react'
import { type RuntimeStatus, runtimeStatuses } from '#durable/instance.ts'
import { IconButton } from '../controls/icon-button.tsx'
import { Select } from '../controls/select.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './hub-pane.module.css'
import { everything, type InstanceQuery } from './instance-query.ts'

interface FilterBarProps {
  readonly query: InstanceQuery
  readonly names: readonly string[]
  readonly onChange: (query: InstanceQuery) => void
  readonly isTree: boolean
  readonly onTree: (isTree: boolean) => void
}

export function FilterBar({ query, names, onChange, isTree, onTree }: FilterBarProps) {
  const set = (part: Partial<InstanceQuery>) => onChange({ ...query, ...part })
  const toggle = (status: RuntimeStatus) => {
    const statuses = new Set(query.statuses)
    if (!statuses.delete(status)) statuses.add(status)
    set({ statuses })
  }
  return (
    <div className={styles['bar']} role="search" aria-label={i18n._('Filter instances')}>
      <TextField
        label={i18n._('Text')}
        hideLabel
        placeholder={i18n._('Id or payload')}
        value={query.text}
        onChange={(text) => set({ text })}
      />
      <Select
        label={i18n._('Name')}
        hideLabel
        value={query.name}
        options={[{ value: '', label: i18n._('Any name') }, ...names.map((name) => ({ value: name, label: name }))]}
        onChange={(name) => set({ name })}
      />
      <div className={styles['statuses']} role="group" aria-label={i18n._('Status')}>
        {runtimeStatuses.map((status) => (
          <button
            key={status}
            type="button"
            className={styles['status']}
            aria-pressed={query.statuses.has(status)}
            onClick={() => toggle(status)}
          >
            {status}
          </button>
        ))}
      </div>
      <div className={styles['times']}>
        <TimeField label={i18n._('Created from')} at={query.from} onChange={(from) => set({ from })} />
        <TimeField label={i18n._('Created before')} at={query.to} onChange={(to) => set({ to })} />
        <label className={styles['check']}>
          <input type="checkbox" checked={isTree} onChange={(event) => onTree(event.currentTarget.checked)} />
          {i18n._('Children below their parents')}
        </label>
      </div>
      {query !== everything && (
        <IconButton size="small" icon={X} label={i18n._('Clear the filter')} onPress={() => onChange(everything)} />
      )}
    </div>
  )
}

interface TimeFieldProps {
  readonly label: string
  readonly at: number | null
  readonly onChange: (at: number | null) => void
}

/** The browser's own picker, in the reader's time zone. */
function TimeField({ label, at, onChange }: TimeFieldProps) {
  const id = useId()
  return (
    <span className={styles['time']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="datetime-local"
        step={1}
        value={at === null ? '' : localText(at)}
        onChange={({ currentTarget: { value } }) => {
          const chosen = value === '' ? null : new Date(value).getTime()
          onChange(chosen === null || Number.isNaN(chosen) ? null : chosen)
        }}
      />
    </span>
  )
}

function localText(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return Number.isNaN(local.getTime()) ? '' : local.toISOString().slice(0, 19)
}
