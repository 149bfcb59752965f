import { type SubmitEvent, useState } from 'react'
import { fromQueueText, type QueueEncoding } from '#durable/queue-text.ts'
import { peekMessages, queuesOf } from '#storage/account-queries.ts'
import type { HubDb, QueueMessageRow } from '#storage/hub-db.ts'
import { Button } from '../controls/button.tsx'
import { TextField } from '../controls/text-field.tsx'
import { ReportLine } from '../hub/report-line.tsx'
import { useHubQuery } from '../hub/use-hub-query.ts'
import { EmptyState } from '../controls/empty-state.tsx'
import { Coming } from '../controls/coming.tsx'
import { i18n } from '../i18n/i18n.ts'
import { isoTime } from '../payload/format.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import { ConfirmButton } from './confirm-button.tsx'
import { NameList } from './name-list.tsx'
import styles from './storage.module.css'
import { type ChangeStorage, useChange } from './use-change.ts'

interface QueuesViewProps {
  readonly hub: HubDb
  readonly onChange: ChangeStorage
  readonly encoding: QueueEncoding
}

const PEEKED = 200
const POISON = /-poison$/

/** The queues of the storage account: look without taking, add, clear; and what became poison. */
export function QueuesView({ hub, onChange, encoding }: QueuesViewProps) {
  const queues = useHubQuery(hub, queuesOf, [])
  const [wanted, setWanted] = useState<string | null>(null)
  const { report, change } = useChange(onChange)
  if (queues === undefined) return <Coming>{i18n._('Reading queues…')}</Coming>
  const chosen = queues.find(({ name }) => name === wanted) ?? queues[0]
  const create = (queue: string) => {
    setWanted(queue)
    void change([{ kind: 'create queue', queue }], '')
  }
  return (
    <div className={styles['split']}>
      <NameList
        label={i18n._('Queues')}
        names={queues.map(({ name, messages }) => ({ name, count: messages, isPoison: POISON.test(name) }))}
        chosen={chosen?.name}
        onChoose={setWanted}
        newLabel={i18n._('New queue')}
        onCreate={create}
      />
      <div className={styles['content']}>
        <ReportLine report={report} />
        {chosen === undefined ? (
          <EmptyState title={i18n._('No queue yet.')}>
            {i18n._(
              'The output of a function makes its own. To give a function what it waits for, name its queue in the list.',
            )}
          </EmptyState>
        ) : (
          <Queue key={chosen.name} queue={chosen.name} hub={hub} onChange={onChange} encoding={encoding} />
        )}
      </div>
    </div>
  )
}

function Queue({ queue, hub, onChange, encoding }: QueuesViewProps & { readonly queue: string }) {
  const messages = useHubQuery(hub, (db) => peekMessages(db, queue, PEEKED), [queue]) ?? []
  const [text, setText] = useState('')
  const { report, isBusy, change } = useChange(onChange)
  const textOf = (message: QueueMessageRow) => fromQueueText(message.text, encoding) ?? message.text
  const add = (event: SubmitEvent) => {
    event.preventDefault()
    void change([{ kind: 'add message', queue, text }], i18n._('Added.'))
    setText('')
  }
  const putBack = () => {
    const back = messages.map((message) => {
      return { kind: 'add message', queue: queue.replace(POISON, ''), text: textOf(message) } as const
    })
    void change([...back, { kind: 'clear queue', queue }], i18n._('Put back.'))
  }
  return (
    <>
      <div className={styles['bar']}>
        <h3>{queue}</h3>
        <span className={styles['gap']} />
        {POISON.test(queue) && (
          <Button size="small" isDisabled={isBusy || messages.length === 0} onPress={putBack}>
            {i18n._('Put back into {queue}', { queue: queue.replace(POISON, '') })}
          </Button>
        )}
        <ConfirmButton
          label={i18n._('Clear')}
          consequence={i18n._('All messages of this queue will be gone.')}
          isDisabled={isBusy || messages.length === 0}
          onConfirm={() => void change([{ kind: 'clear queue', queue }], i18n._('Cleared.'))}
        />
        <ConfirmButton
          label={i18n._('Delete')}
          consequence={i18n._('The queue and all its messages will be gone.')}
          isDisabled={isBusy}
          onConfirm={() => void change([{ kind: 'delete queue', queue }], '')}
        />
      </div>
      {POISON.test(queue) && (
        <p className={styles['told']}>
          {i18n._(
            'Messages come here when their function has failed with them as often as host.json allows, 5 times unless it says otherwise.',
          )}
        </p>
      )}
      {messages.length === 0 ? (
        <EmptyState title={i18n._('No message waits here.')} />
      ) : (
        <table className={styles['table']} aria-label={i18n._('Messages')}>
          <thead>
            <tr>
              <th>{i18n._('Text')}</th>
              <th>{i18n._('Added')}</th>
              <th data-number>{i18n._('Taken')}</th>
            </tr>
          </thead>
          <tbody>
            {messages.map((message) => (
              <Message key={message.id} message={message} text={textOf(message)} />
            ))}
          </tbody>
        </table>
      )}
      <form className={styles['form']} onSubmit={add}>
        <TextField label={i18n._('New message')} mono rows={2} value={text} onChange={setText} />
        <Button type="submit" variant="accent" isDisabled={isBusy}>
          {i18n._('Add')}
        </Button>
        <ReportLine report={report} />
      </form>
    </>
  )
}

function Message({ message, text }: { readonly message: QueueMessageRow; readonly text: string }) {
  const [isOpen, setOpen] = useState(false)
  const { insertedAt, dequeueCount, popReceipt } = message
  return (
    <tr>
      <td data-wide>
        <button type="button" className={styles['text']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {text.slice(0, 200)}
        </button>
        {isOpen && <PayloadView text={text} label={i18n._('Message')} />}
      </td>
      <td className={styles['mono']}>{isoTime(insertedAt)}</td>
      <td data-number>
        {i18n._('{dequeueCount, number} ×', { dequeueCount })}
        {popReceipt !== null && <div className={styles['waits']}>{i18n._('being worked on')}</div>}
      </td>
    </tr>
  )
}
