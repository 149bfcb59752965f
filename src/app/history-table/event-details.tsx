import type { HistoryEvent } from '#durable/history-event.ts'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { PayloadView } from '../payload/payload-view.tsx'
import { eventText } from './event-text.ts'
import styles from './history-table.module.css'

/** One event whole. */
export function EventDetails({ event, position }: { readonly event: HistoryEvent; readonly position: number }) {
  const text = eventText(event)
  return (
    <section className={styles['details']} aria-label={i18n._('The selected event')}>
      <header>
        <h3>{i18n._('Event {position}: {type}', { position, type: event.type })}</h3>
        <CopyButton label={i18n._('Copy this event as JSON')} text={() => text} />
      </header>
      <PayloadView key={position} text={text} label={event.type} />
    </section>
  )
}
