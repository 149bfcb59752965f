import { useState } from 'react'
import { Button } from '../controls/button.tsx'
import { Dialog } from '../controls/dialog.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import styles from './operations.module.css'
import { consequenceOf, type Details, nameOf, noDetails, type Operation } from './operations.ts'

interface OperationDialogProps {
  readonly operation: Operation
  /** How many instances it is done to. */
  readonly count: number
  /** What is filled in already. */
  readonly given?: Details
  readonly onConfirm: (details: Details) => void
  readonly onClose: () => void
}

const reasoned: readonly Operation[] = ['suspend', 'resume', 'terminate', 'rewind']

/** What is about to happen, what is to be said with it, and the last chance not to. */
export function OperationDialog({ operation, count, given = noDetails, onConfirm, onClose }: OperationDialogProps) {
  const [details, setDetails] = useState(given)
  const set = (part: Partial<Details>) => setDetails({ ...details, ...part })
  const isJson = isJsonText(details.data)
  const isReady = operation !== 'raiseEvent' || (details.eventName !== '' && isJson)
  const title =
    count === 1
      ? nameOf(operation)
      : i18n._('{operation}: {count, number} instances', { operation: nameOf(operation), count })
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) onConfirm(details)
        }}
      >
        <p className={styles['consequence']}>{consequenceOf(operation, count)}</p>
        {operation === 'raiseEvent' && (
          <>
            <TextField
              label={i18n._('Event name')}
              value={details.eventName}
              onChange={(eventName) => set({ eventName })}
              autoFocus={given.eventName === ''}
              mono
            />
            <TextField
              label={i18n._('Data (JSON)')}
              value={details.data}
              onChange={(data) => set({ data })}
              autoFocus={given.eventName !== ''}
              rows={4}
              mono
              placeholder="null"
              isInvalid={!isJson}
              errorMessage={i18n._('This is no JSON. A text needs quotation marks.')}
            />
          </>
        )}
        {reasoned.includes(operation) && (
          <TextField label={i18n._('Reason')} value={details.reason} onChange={(reason) => set({ reason })} autoFocus />
        )}
        <div className={styles['actions']}>
          <Button onPress={onClose} {...(operation === 'purge' && { autoFocus: true })}>
            {i18n._('Cancel')}
          </Button>
          <Button type="submit" variant={isDestructive(operation) ? 'danger' : 'accent'} isDisabled={!isReady}>
            {nameOf(operation)}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function isDestructive(operation: Operation): boolean {
  return operation === 'purge' || operation === 'terminate'
}

function isJsonText(text: string): boolean {
  if (text.trim() === '') return true
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
