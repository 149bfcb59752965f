import { Ellipsis } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import type { HttpRequestMessage } from '#durable/http-message.ts'
import { Button, type ButtonProps } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { i18n } from '../i18n/i18n.ts'
import { shortId } from '../payload/format.ts'
import { manageRequest, raiseEventRequest, statusRequest, type CheckStatus } from './check-status.ts'
import { jsonProblem } from './request-draft.ts'
import styles from './exchange-view.module.css'

interface CheckStatusActionsProps {
  readonly started: CheckStatus
  readonly onAsk: (request: HttpRequestMessage) => void
  /** Asks for the status until it is final. */
  readonly onPoll: (request: HttpRequestMessage) => void
}

/** What one does next with an orchestration that has been started; what is done seldom is shown when it is asked for. */
export function CheckStatusActions({ started, onAsk, onPoll }: CheckStatusActionsProps) {
  const [open, setOpen] = useState<'event' | 'rest' | null>(null)
  const toggle = (part: 'event' | 'rest') => setOpen(open === part ? null : part)
  const { sendEventPostUri } = started
  return (
    <div className={styles['actions']}>
      <div className={styles['buttons']} role="group" aria-label={i18n._('This orchestration')}>
        <span className={styles['of']} title={started.id}>
          {shortId(started.id)}
        </span>
        <Button size="small" onPress={() => onPoll(statusRequest(started))}>
          {i18n._('Poll until done')}
        </Button>
        {sendEventPostUri !== undefined && (
          <Button size="small" aria-expanded={open === 'event'} onPress={() => toggle('event')}>
            {i18n._('Raise event…')}
          </Button>
        )}
        <Button
          size="small"
          aria-label={i18n._('More to do with this orchestration')}
          aria-expanded={open === 'rest'}
          onPress={() => toggle('rest')}
        >
          <Ellipsis aria-hidden />
        </Button>
      </div>
      {open === 'rest' && (
        <div className={styles['buttons']}>
          <Button size="small" onPress={() => onAsk(statusRequest(started))}>
            {i18n._('Status')}
          </Button>
          {managing(started).map(({ label, request, variant }) => (
            <Button key={label} size="small" variant={variant} onPress={() => onAsk(request)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      {open === 'event' && sendEventPostUri !== undefined && (
        <RaiseEvent onRaise={(name, data) => onAsk(raiseEventRequest(sendEventPostUri, name, data))} />
      )}
    </div>
  )
}

interface Managing {
  readonly label: string
  readonly request: HttpRequestMessage
  readonly variant: NonNullable<ButtonProps['variant']>
}

function managing(started: CheckStatus): Managing[] {
  const reason = i18n._('From the requests panel')
  const one = (
    label: string,
    uri: string | undefined,
    method: 'POST' | 'DELETE' = 'POST',
    variant: Managing['variant'] = 'plain',
  ) => (uri === undefined ? [] : [{ label, request: manageRequest(method, uri, reason), variant }])
  return [
    ...one(i18n._('Suspend'), started.suspendPostUri),
    ...one(i18n._('Resume'), started.resumePostUri),
    ...one(i18n._('Rewind'), started.rewindPostUri),
    ...one(i18n._('Restart'), started.restartPostUri),
    ...one(i18n._('Terminate'), started.terminatePostUri, 'POST', 'danger'),
    ...one(i18n._('Purge'), started.purgeHistoryDeleteUri, 'DELETE', 'danger'),
  ]
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
