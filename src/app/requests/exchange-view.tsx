import { useMemo } from 'react'
import type { Headers, HttpRequestMessage, HttpResponseMessage } from '#durable/http-message.ts'
import { Button } from '../controls/button.tsx'
import { Chip, type Status } from '../controls/chip.tsx'
import { i18n } from '../i18n/i18n.ts'
import { CopyButton } from '../payload/copy-button.tsx'
import { bytes, duration } from '../payload/format.ts'
import type { LinkMethod } from '../payload/json-parts.ts'
import { PayloadView } from '../payload/payload-view.tsx'
import { asCurl } from './as-curl.ts'
import { bodyOf, type Body } from './body.ts'
import { CheckStatusActions } from './check-status-actions.tsx'
import { checkStatusOf } from './check-status.ts'
import type { Exchange } from './exchanges.ts'
import { reasonOf } from './reason.ts'
import styles from './exchange-view.module.css'

interface ExchangeViewProps {
  readonly exchange: Exchange
  readonly origin: string
  readonly onGiveUp: () => void
  readonly onAsk: (request: HttpRequestMessage) => void
  readonly onAskLink: (method: LinkMethod, href: string) => void
}

/** One request and its answer, or that there is none yet, or why there is none. */
export function ExchangeView({ exchange, origin, onGiveUp, onAsk, onAskLink }: ExchangeViewProps) {
  const { request, outcome } = exchange
  return (
    <section className={styles['exchange']} aria-label={i18n._('Response')}>
      <div className={styles['head']} role="status">
        {outcome.kind === 'waiting' && (
          <>
            <Chip status="running">{i18n._('Waiting for an answer')}</Chip>
            <Button size="small" onPress={onGiveUp}>
              {i18n._('Cancel')}
            </Button>
          </>
        )}
        {outcome.kind === 'given up' && <Chip status="cancelled">{i18n._('Cancelled')}</Chip>}
        {outcome.kind === 'failed' && <Chip status="failed">{i18n._('No answer')}</Chip>}
        {outcome.kind === 'answered' && (
          <>
            <Chip status={statusColour(outcome.response.status)}>
              {`${outcome.response.status} ${reasonOf(outcome.response.status)}`.trim()}
            </Chip>
            <span className={styles['took']}>{duration(outcome.took)}</span>
          </>
        )}
        <span className={styles['asked']}>{`${request.method} ${request.url.slice(origin.length)}`}</span>
        <CopyButton label={i18n._('Copy as curl')} text={() => asCurl(request)} />
      </div>
      {outcome.kind === 'given up' && (
        <p className={styles['note']}>{i18n._('The function may still run; its answer is not shown.')}</p>
      )}
      {outcome.kind === 'failed' && <p className={styles['failure']}>{outcome.message}</p>}
      {outcome.kind === 'answered' && (
        <Answer response={outcome.response} origin={origin} onAsk={onAsk} onAskLink={onAskLink} />
      )}
    </section>
  )
}

interface AnswerProps extends Pick<ExchangeViewProps, 'origin' | 'onAsk' | 'onAskLink'> {
  readonly response: HttpResponseMessage
}

function Answer({ response, origin, onAsk, onAskLink }: AnswerProps) {
  const body = useMemo(() => bodyOf(response), [response])
  const started = useMemo(() => (body.kind === 'text' ? checkStatusOf(body.text, origin) : undefined), [body, origin])
  return (
    <>
      {started !== undefined && <CheckStatusActions started={started} onAsk={onAsk} />}
      <HeaderList headers={response.headers} />
      <BodyView body={body} origin={origin} onAskLink={onAskLink} />
      {response.status >= 500 && <p className={styles['note']}>{i18n._('The console may tell why.')}</p>}
    </>
  )
}

function HeaderList({ headers }: { readonly headers: Headers }) {
  return (
    <details className={styles['headers']}>
      <summary>{i18n._('{count, plural, one {# header} other {# headers}}', { count: headers.length })}</summary>
      <dl>
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function BodyView({ body, origin, onAskLink }: Pick<AnswerProps, 'origin' | 'onAskLink'> & { readonly body: Body }) {
  switch (body.kind) {
    case 'none':
      return <p className={styles['note']}>{i18n._('No body.')}</p>
    case 'binary':
      return (
        <p className={styles['note']}>
          {i18n._('{size} of binary data ({type}).', {
            size: bytes(body.size),
            type: body.type || i18n._('no type given'),
          })}
        </p>
      )
    case 'text':
      return (
        <div className={styles['body']}>
          <div className={styles['copy']}>
            <CopyButton label={i18n._('Copy the body')} text={() => body.text} />
          </div>
          <PayloadView text={body.text} label={i18n._('Response body')} origin={origin} onAsk={onAskLink} />
        </div>
      )
  }
}

function statusColour(status: number): Status {
  if (status >= 400) return 'failed'
  return status >= 200 && status < 300 ? 'completed' : 'running'
}
