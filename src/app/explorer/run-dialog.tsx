import { useState } from 'react'
import type { FunctionInfo } from '#durable/function-info.ts'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './run-dialog.module.css'
import { samplePayload } from './sample-payload.ts'

interface RunDialogProps {
  readonly info: FunctionInfo
  readonly onRun: (payload: string) => void
  readonly onClose: () => void
}

/** Runs a function by hand with what its trigger would have given it. Loaded when somebody does. */
export function RunDialog({ info, onRun, onClose }: RunDialogProps) {
  const [payload, setPayload] = useState(() => samplePayload(info.trigger))
  return (
    <Dialog title={i18n._('Run {name}', { name: info.name })} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          onRun(payload)
          onClose()
        }}
      >
        <TextField label={labelOf(info.trigger)} mono rows={10} autoFocus value={payload} onChange={setPayload} />
        <p className={styles['note']}>{i18n._('The console tells what becomes of it.')}</p>
        <div className={styles['actions']}>
          <Button onPress={onClose}>{i18n._('Cancel')}</Button>
          <Button type="submit" variant="accent">
            {i18n._('Run')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function labelOf(trigger: string): string {
  switch (trigger.toLowerCase()) {
    case 'queuetrigger':
      return i18n._('The message')
    case 'blobtrigger':
      return i18n._('The path of a blob: container/name')
    default:
      return i18n._('The payload, as JSON or as text')
  }
}
