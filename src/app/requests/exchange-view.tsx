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
import { type CheckStatus, checkStatusOf } from './check-status.ts'
import type { Exchange } from './exchanges.ts'
import { cookieHeader, odditiesOf, type Oddity } from './oddities.ts'
import { reasonOf } from './reason.ts'
import styles from './exchange-view.module.css'

interface ExchangeViewProps {
  readonly exchange: Exchange
  readonly origin: string
  readonly onGiveUp: () => void
  readonly onAsk: (request: HttpRequestMessage) => void
  /** Asks again and again until the answer is no 202. */
  readonly onPoll: (request: HttpRequestMessage) => void
  readonly onAskLink: (method: LinkMethod, href: string) => void
  /** Puts a header into the request that is written next. */
  readonly onHeader: (name: string, value: string) => void
  /** The orchestration that was started last, where the answer itself tells of none. */
  readonly lastStarted?: CheckStatus | undefined
}

/** One request and its answer, or that there is none yet, or why there is none. */
export function ExchangeView({ exchange, onGiveUp, ...asking }: ExchangeViewProps) {
  const { request, outcome } = exchange
  const { origin } = asking
  return (
    <section className={styles['exchange']} aria-label={i18n._('Response')}>
      <div className={styles['head']} role="status">
        {outcome.kind === 'waiting' && (
          <>
            <Chip status="running">
              {outcome.polled === undefined ? i18n._('Waiting for an answer') : i18n._('Polling')}
            </Chip>
            {outcome.polled !== undefined && (
              <span className={styles['took']}>
                {i18n._('{times, number} × {status}', {
                  times: outcome.polled.times,
                  status: outcome.polled.last.status,
                })}
              </span>
            )}
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
      {outcome.kind === 'answered' && <Answer {...asking} response={outcome.response} />}
      {outcome.kind === 'waiting' && outcome.polled !== undefined && (
        <Answer {...asking} response={outcome.polled.last} />
      )}
    </section>
  )
}

interface AnswerProps extends Omit<ExchangeViewProps, 'exchange' | 'onGiveUp'> {
  readonly response: HttpResponseMessage
}

function Answer({ response, origin, onAsk, onPoll, onAskLink, onHeader, lastStarted }: AnswerProps) {
  const body = useMemo(() => bodyOf(response), [response])
  const own = useMemo(() => (body.kind === 'text' ? checkStatusOf(body.text, origin) : undefined), [body, origin])
  const started = own ?? lastStarted
  return (
    <>
      {started !== undefined && <CheckStatusActions started={started} onAsk={onAsk} onPoll={onPoll} />}
      {odditiesOf(response).map((oddity) => (
        <OddityNote key={oddity.kind} oddity={oddity} onHeader={onHeader} />
      ))}
      <HeaderList headers={response.headers} />
      <BodyView body={body} origin={origin} onAskLink={onAskLink} />
      {response.status >= 500 && <p className={styles['note']}>{i18n._('The console may tell why.')}</p>}
    </>
  )
}

/** What only this panel can show: it is no browser's `fetch`. */
function OddityNote({ oddity, onHeader }: Pick<AnswerProps, 'onHeader'> & { readonly oddity: Oddity }) {
  switch (oddity.kind) {
    case 'cookies':
      return (
        <div className={styles['odd']}>
          <ul className={styles['cookies']} aria-label={i18n._('Cookies')}>
            {oddity.cookies.map((cookie, index) => (
              <li key={index}>{`Set-Cookie: ${cookie}`}</li>
            ))}
          </ul>
          <Button size="small" onPress={() => onHeader('Cookie', cookieHeader(oddity.cookies))}>
            {i18n._('Send back')}
          </Button>
        </div>
      )
    case 'status':
      return (
        <p className={styles['note']}>
          {i18n._('A browser cannot be answered {status}: pages and other clients of this address get a 502 instead.', {
            status: oddity.status,
          })}
        </p>
      )
    case 'body':
      return (
        <p className={styles['note']}>
          {i18n._('An answer of {status} has no body: other clients get it without.', { status: oddity.status })}
        </p>
      )
  }
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

type BodyViewProps = Pick<AnswerProps, 'origin' | 'onAskLink'> & { readonly body: Body }

function BodyView({ body, origin, onAskLink }: BodyViewProps) {
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
