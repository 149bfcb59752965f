import { useState } from 'react'
import { reasonOf } from '#base/reason-of.ts'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './project-dialog.module.css'

interface DeleteProjectProps {
  readonly name: string
  readonly onDelete: () => Promise<void>
  readonly onClose: () => void
}

export function DeleteProject({ name, onDelete, onClose }: DeleteProjectProps) {
  const [failure, setFailure] = useState<string | null>(null)
  const confirm = () => {
    onDelete().catch((error: unknown) => setFailure(reasonOf(error)))
  }
  return (
    <Dialog title={i18n._('Delete project?')} onClose={onClose}>
      <p className={styles['text']}>
        {i18n._('“{name}” goes with its files, its instances and their history. There is no way back.', { name })}
      </p>
      {failure !== null && (
        <p role="alert" className={styles['text']}>
          {failure}
        </p>
      )}
      <div className={styles['actions']}>
        <Button onPress={onClose} autoFocus>
          {i18n._('Cancel')}
        </Button>
        <Button variant="danger" onPress={confirm}>
          {i18n._('Delete')}
        </Button>
      </div>
    </Dialog>
  )
}
