import { X } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '../controls/button.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './notice.module.css'

/** Something that was done by itself or on a slip of the hand, and the way back. */
export interface NoticeText {
  readonly text: string
  readonly undo?: () => void
}

/** Long enough to read; longer where there is something to decide. */
const shownForMs = { told: 8_000, undoable: 20_000 }

export function Notice({ notice, onGone }: { readonly notice: NoticeText | null; readonly onGone: () => void }) {
  useEffect(() => {
    if (notice === null) return
    const timer = setTimeout(onGone, notice.undo === undefined ? shownForMs.told : shownForMs.undoable)
    return () => clearTimeout(timer)
  }, [notice, onGone])

  return (
    <div role="status" className={styles['region']}>
      {notice !== null && (
        <div className={styles['notice']}>
          <span>{notice.text}</span>
          {notice.undo !== undefined && (
            <Button
              size="small"
              onPress={() => {
                notice.undo?.()
                onGone()
              }}
            >
              {i18n._('Undo')}
            </Button>
          )}
          <IconButton label={i18n._('Dismiss')} icon={X} size="small" onPress={onGone} />
        </div>
      )}
    </div>
  )
}
