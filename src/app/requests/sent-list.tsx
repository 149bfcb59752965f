import type { SentRequest } from '#project/playground-db.ts'
import { i18n } from '../i18n/i18n.ts'
import styles from './exchange-list.module.css'
import type { RequestDraft } from './request-draft.ts'

interface SentListProps {
  readonly sent: readonly SentRequest[]
  readonly onChoose: (draft: RequestDraft) => void
}

/** What was sent to this project, also on other days: to be sent again. */
export function SentList({ sent, onChoose }: SentListProps) {
  if (sent.length === 0) return null
  return (
    <details className={styles['list']}>
      <summary className={styles['title']}>{i18n._('History ({count, number})', { count: sent.length })}</summary>
      <ol>
        {sent.map(({ at, method, path, headers, body }) => (
          <li key={at}>
            <button
              type="button"
              title={i18n._('Write it again')}
              onClick={() => onChoose({ method, url: path, headers, body })}
            >
              <span className={styles['method']}>{method}</span>
              <span className={styles['path']}>{path}</span>
            </button>
          </li>
        ))}
      </ol>
    </details>
  )
}
