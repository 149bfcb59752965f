import { useState } from 'react'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import { pathInWords } from './path-in-words.ts'
import styles from './explorer.module.css'

interface PathFormProps {
  readonly label: string
  readonly initial: string
  readonly taken: readonly string[]
  readonly onDone: (path: string) => void
  readonly onCancel: () => void
}

/** A path, typed in place. Enter takes it, Escape leaves it. */
export function PathForm({ label, initial, taken, onDone, onCancel }: PathFormProps) {
  const [path, setPath] = useState(initial)
  const [isTried, setTried] = useState(false)
  const problem = pathInWords(path.trim(), taken)
  return (
    <form
      className={styles['pathForm']}
      onSubmit={(event) => {
        event.preventDefault()
        if (problem === undefined) onDone(path.trim())
        else setTried(true)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
      }}
    >
      <TextField
        label={label}
        hideLabel
        mono
        autoFocus
        value={path}
        onChange={setPath}
        placeholder={i18n._('src/functions/name.ts')}
        isInvalid={isTried && problem !== undefined}
        errorMessage={problem}
        onBlur={onCancel}
      />
    </form>
  )
}
