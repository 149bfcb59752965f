import { useState, type SubmitEvent } from 'react'
import type { HttpRequestMessage } from '#durable/http-message.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import { raiseEventRequest, statusRequest, terminateRequest, type CheckStatus } from './check-status.ts'
import { jsonProblem } from './request-draft.ts'
import styles from './exchange-view.module.css'

interface CheckStatusActionsProps {
  readonly started: CheckStatus
  readonly onAsk: (request: HttpRequestMessage) => void
}

/** What one does next with an orchestration that has just been started. */
export function CheckStatusActions({ started, onAsk }: CheckStatusActionsProps) {
  const [open, setOpen] = useState(false)
  const { terminatePostUri, sendEventPostUri } = started
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']} role="group" aria-label={i18n._('This orchestration')}>
        <Button size="small" onPress={() => onAsk(statusRequest(started))}>
          {i18n._('Status')}
        </Button>
        {sendEventPostUri !== undefined && (
          <Button size="small" aria-expanded={open} onPress={() => setOpen(!open)}>
            {i18n._('Raise event…')}
          </Button>
        )}
        {terminatePostUri !== undefined && (
          <Button
            size="small"
            variant="danger"
            onPress={() => onAsk(terminateRequest(terminatePostUri, i18n._('Terminated from the requests panel')))}
          >
            {i18n._('Terminate')}
          </Button>
        )}
      </div>
      {open && sendEventPostUri !== undefined && (
        <RaiseEvent onRaise={(name, data) => onAsk(raiseEventRequest(sendEventPostUri, name, data))} />
      )}
    </div>
  )
}

function RaiseEvent({ onRaise }: { readonly onRaise: (name: string, data: string) => void }) {
  const [name, setName] = useState('')
  const [data, setData] = useState('')
  const wrong = data.trim() === '' ? undefined : jsonProblem(data)
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (name !== '' && wrong === undefined) onRaise(name, data)
  }
  return (
    <form className={styles['raise']} aria-label={i18n._('Raise an external event')} onSubmit={onSubmit}>
      <TextField label={i18n._('Event name')} mono value={name} onChange={setName} />
      <TextField
        label={i18n._('Data, as JSON')}
        mono
        value={data}
        placeholder="null"
        isInvalid={wrong !== undefined}
        errorMessage={wrong}
        onChange={setData}
      />
      <Button size="small" type="submit" isDisabled={name === '' || wrong !== undefined}>
        {i18n._('Raise')}
      </Button>
    </form>
  )
}
