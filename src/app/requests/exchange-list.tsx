import { i18n } from '../i18n/i18n.ts'
import type { Exchange, Outcome } from './exchanges.ts'
import styles from './exchange-list.module.css'

interface ExchangeListProps {
  readonly exchanges: readonly Exchange[]
  readonly origin: string
  readonly shownId: number | undefined
  readonly onShow: (id: number) => void
}

export function ExchangeList({ exchanges, origin, shownId, onShow }: ExchangeListProps) {
  return (
    <section className={styles['list']} aria-label={i18n._('Sent before')}>
      <h3 className={styles['title']}>{i18n._('Sent')}</h3>
      <ol>
        {exchanges.map(({ id, request, outcome }) => (
          <li key={id}>
            <button type="button" aria-current={id === shownId} onClick={() => onShow(id)}>
              <span className={styles['method']}>{request.method}</span>
              <span className={styles['path']}>{request.url.slice(origin.length)}</span>
              <span className={styles['outcome']}>{wordFor(outcome)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function wordFor(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'waiting':
      return '…'
    case 'answered':
      return String(outcome.response.status)
    case 'failed':
      return i18n._('No answer')
    case 'given up':
      return i18n._('Cancelled')
  }
}
