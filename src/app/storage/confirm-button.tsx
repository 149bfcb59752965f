import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './storage.module.css'

interface ConfirmButtonProps {
  readonly label: string
  /** What will be gone. */
  readonly consequence: string
  readonly isDisabled?: boolean
  readonly onConfirm: () => void
}

/** A button for what has no way back: it asks first. */
export function ConfirmButton({ label, consequence, isDisabled = false, onConfirm }: ConfirmButtonProps) {
  const [isAsking, setAsking] = useState(false)
  const confirm = () => {
    setAsking(false)
    onConfirm()
  }
  return (
    <>
      <Button size="small" isDisabled={isDisabled} onPress={() => setAsking(true)}>
        {label}
      </Button>
      {isAsking && (
        <Dialog title={label} onClose={() => setAsking(false)}>
          <p className={styles['sentence']}>{consequence}</p>
          <div className={styles['buttons']}>
            <Button autoFocus onPress={() => setAsking(false)}>
              {i18n._('Cancel')}
            </Button>
            <Button variant="danger" onPress={confirm}>
              {label}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
