import type { FailedAttempt, FailedTask } from '#explain/explanation.ts'
import { i18n } from '../i18n/i18n.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import styles from './why.module.css'

/** The error, what the task was given, and all that was tried. */
export function FailedTaskView({ task: { input, attempts } }: { readonly task: FailedTask }) {
  const last = attempts.at(-1)
  return (
    <dl className={styles['failed']}>
      {last !== undefined && (
        <div>
          <dt>{i18n._('Error')}</dt>
          <dd>
            <Attempt attempt={last} />
          </dd>
        </div>
      )}
      <div>
        <dt>{i18n._('Input')}</dt>
        <dd>
          {input === null ? (
            <span className={styles['nothing']}>{i18n._('none')}</span>
          ) : (
            <PayloadView text={input} label={i18n._('Input')} />
          )}
        </dd>
      </div>
      {attempts.length > 1 && (
        <div>
          <dt>{i18n._('Attempts')}</dt>
          <dd>
            <ol className={styles['attempts']}>
              {attempts.map((attempt) => (
                <li key={attempt.id}>
                  <Attempt attempt={attempt} />
                </li>
              ))}
            </ol>
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Its sentence; the stack for who opens it. */
function Attempt({ attempt: { reason, details } }: { readonly attempt: FailedAttempt }) {
  if (details.trim() === '') return <span className={styles['reason']}>{reason}</span>
  return (
    <details>
      <summary className={styles['reason']}>{reason}</summary>
      <pre tabIndex={0}>{details}</pre>
    </details>
  )
}
