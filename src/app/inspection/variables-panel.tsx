import { useMemo, useState } from 'react'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { CodeLine } from '#durable/trace.ts'
import { Button } from '../controls/button.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { type EventFacts, eventFacts } from './event-facts.ts'
import type { Look } from './look.ts'
import type { Stand, Variable } from './variables.ts'
import styles from './variables-panel.module.css'

interface VariablesPanelProps {
  readonly look: Look
  readonly history: readonly HistoryEvent[]
  /** The position of the event that is looked at; none where an episode is. */
  readonly event: number | undefined
  readonly onOpenLine: (file: string, line: number) => void
  /** Goes to the latest moment; `null` when there is none. */
  readonly onLook: (() => void) | null
}

/** Where the code stood at the moment that is looked at, and what its variables held: as text, shortened, never asked for more. */
export function VariablesPanel({ history, event, ...code }: VariablesPanelProps) {
  const told = useMemo(() => (event === undefined ? undefined : eventFacts(history, event)), [history, event])
  return (
    <div className={styles['panel']}>
      {event !== undefined && told !== undefined && <Told position={event} event={told} />}
      <section className={styles['code']} aria-label={i18n._('Variables')}>
        <Content {...code} />
      </section>
    </div>
  )
}

/** What the history says at this moment, before what the code made of it. */
function Told({ position, event }: { readonly position: number; readonly event: EventFacts }) {
  const { type, name, facts } = event
  return (
    <section className={styles['code']} aria-label={i18n._('This moment')}>
      <p className={styles['awaited']}>
        {i18n._('Event {position}: {type}', { position, type })} <code>{name}</code>
      </p>
      {facts.length > 0 && (
        <dl className={styles['variables']}>
          {facts.map(({ name: label, text }) => (
            <div key={label} className={styles['row']}>
              <dt>{label}</dt>
              <dd className={styles['payload']}>
                <Value text={text} />
                <CopyButton label={i18n._('Copy: {name}', { name: label })} text={() => text} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

function Content({ look, onOpenLine, onLook }: Omit<VariablesPanelProps, 'history' | 'event'>) {
  switch (look.phase) {
    case 'none':
      return (
        <>
          <h3 className={styles['title']}>{i18n._('Variables')}</h3>
          <p className={styles['note']}>
            {i18n._('Select an episode or an event, and the variables of that moment are shown here.')}
          </p>
          {onLook !== null && (
            <Button size="small" onPress={onLook}>
              {i18n._('Show where the code stands')}
            </Button>
          )}
        </>
      )
    case 'looking':
      return (
        <>
          <h3 className={styles['title']}>{i18n._('Variables')}</h3>
          <p className={styles['note']} role="status">
            {i18n._('Replaying…')}
          </p>
        </>
      )
    case 'failed':
      return (
        <>
          <h3 className={styles['title']}>{i18n._('Variables')}</h3>
          <p className={styles['failed']} role="alert">
            {i18n._('The code could not be replayed to be looked at. {reason}', { reason: look.message })}
          </p>
        </>
      )
    case 'seen':
      return <Standing stand={look.seen.stand(look.moment)} onOpenLine={onOpenLine} />
  }
}

function Standing({ stand, onOpenLine }: { stand: Stand | undefined; onOpenLine: VariablesPanelProps['onOpenLine'] }) {
  if (stand === undefined) {
    return (
      <>
        <h3 className={styles['title']}>{i18n._('Variables')}</h3>
        <p className={styles['note']}>{i18n._('The code has not begun yet.')}</p>
      </>
    )
  }
  const { at, end, isWaiting, variables } = stand
  return (
    <>
      <div className={styles['head']}>
        <h3 className={styles['title']}>
          {at === undefined ? i18n._('Variables') : i18n._('Variables at line {line, number}', { line: at.line })}
        </h3>
        {at !== undefined && <Place at={at} onOpenLine={onOpenLine} />}
      </div>
      <p className={styles['awaited']}>
        {endInWords(end, isWaiting)} <code>{end.kind === 'yielded' ? end.awaited : end.text}</code>
      </p>
      {variables.length === 0 ? (
        <p className={styles['note']}>{i18n._('No variable is in scope here.')}</p>
      ) : (
        <dl className={styles['variables']}>
          {variables.map((variable) => (
            <Row key={variable.name} variable={variable} />
          ))}
        </dl>
      )}
    </>
  )
}

function Place({ at, onOpenLine }: { at: CodeLine; onOpenLine: VariablesPanelProps['onOpenLine'] }) {
  return (
    <Button variant="ghost" size="small" onPress={() => onOpenLine(at.file, at.line)}>
      {`${at.file.split('/').at(-1)}:${at.line}`}
    </Button>
  )
}

function Row({ variable: { name, text, isChanged } }: { readonly variable: Variable }) {
  return (
    <div className={styles['row']} data-changed={isChanged}>
      <dt>
        {name}
        {isChanged && <span className={styles['changed']}>{i18n._('changed')}</span>}
      </dt>
      <dd title={text}>
        <Value text={text} />
      </dd>
    </div>
  )
}

/** So much of a value is shown without being asked for. */
const SHORT = 120
/** More than this is for the history table, which shows it whole. */
const LONG = 4000

function Value({ text }: { readonly text: string }) {
  const [isOpen, setOpen] = useState(false)
  if (text.length <= SHORT) return <span>{text}</span>
  return (
    <span>
      {isOpen ? text.slice(0, LONG) : text.slice(0, SHORT)}
      {(!isOpen || text.length > LONG) && '…'}{' '}
      <button type="button" className={styles['more']} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? i18n._('less') : i18n._('more')}
      </button>
    </span>
  )
}

function endInWords(end: Stand['end'], isWaiting: boolean): string {
  switch (end.kind) {
    case 'yielded':
      return isWaiting ? i18n._('waits for') : i18n._('was answered')
    case 'returned':
      return i18n._('returned')
    case 'threw':
      return i18n._('threw')
  }
}
