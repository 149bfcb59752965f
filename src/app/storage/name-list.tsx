import { Plus } from 'lucide-react'
import { type SubmitEvent, useState } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './storage.module.css'

interface NameListProps {
  readonly label: string
  readonly names: readonly { readonly name: string; readonly count?: number; readonly isPoison?: boolean }[]
  readonly chosen: string | undefined
  readonly onChoose: (name: string) => void
  /** What to call a new one; no way to make one without it. */
  readonly newLabel?: string
  readonly onCreate?: (name: string) => void
}

/** What there is to choose from, with how much is in each; and a line to make another. */
export function NameList({ label, names, chosen, onChoose, newLabel, onCreate }: NameListProps) {
  const [written, setWritten] = useState('')
  const create = (event: SubmitEvent) => {
    event.preventDefault()
    if (written.trim() === '' || onCreate === undefined) return
    onCreate(written.trim())
    setWritten('')
  }
  return (
    <div className={styles['side']}>
      <ul className={styles['names']} aria-label={label}>
        {names.map(({ name, count, isPoison = false }) => (
          <li key={name} data-poison={isPoison && count !== 0}>
            <button
              type="button"
              className={styles['name']}
              aria-pressed={name === chosen}
              onClick={() => onChoose(name)}
            >
              <span>{name}</span>
              {count !== undefined && <small>{i18n.number(count)}</small>}
            </button>
          </li>
        ))}
      </ul>
      {newLabel !== undefined && (
        <form className={styles['new']} onSubmit={create}>
          <TextField label={newLabel} hideLabel placeholder={newLabel} mono value={written} onChange={setWritten} />
          <IconButton type="submit" label={i18n._('Create')} icon={Plus} isDisabled={written.trim() === ''} />
        </form>
      )}
    </div>
  )
}
