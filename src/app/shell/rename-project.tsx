import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './project-dialog.module.css'

interface RenameProjectProps {
  readonly name: string
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

export function RenameProject({ name, onRename, onClose }: RenameProjectProps) {
  const [typed, setTyped] = useState(name)
  const isEmpty = typed.trim() === ''
  return (
    <Dialog title={i18n._('Rename project')} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (isEmpty) return
          onRename(typed.trim())
          onClose()
        }}
      >
        <TextField label={i18n._('Name')} value={typed} onChange={setTyped} autoFocus maxLength={120} />
        <div className={styles['actions']}>
          <Button onPress={onClose}>{i18n._('Cancel')}</Button>
          <Button variant="accent" type="submit" isDisabled={isEmpty}>
            {i18n._('Rename')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
