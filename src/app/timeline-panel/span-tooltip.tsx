import type { EpochMs } from '#base/units.ts'
import { durationText } from '#timeline/duration.ts'
import type { Segment, Span } from '#timeline/model/span.ts'
import { i18n } from '../i18n/i18n.ts'
import { attempts, errorSummary, pointInWords, spanTitle, statusOf, summaryOf, timeLeft } from './describe-span.ts'
import styles from './hands.module.css'

interface SpanTooltipProps {
  readonly span: Span
  readonly orchestrator: string
  readonly origin: EpochMs
  readonly now: EpochMs
  /** What faults did to it. */
  readonly strikes: readonly string[]
  /** Where the pointer is, in the window. */
  readonly x: number
  readonly y: number
}

const WIDTH = 340

export function SpanTooltip({ span, orchestrator, origin, now, strikes, x, y }: SpanTooltipProps) {
  const isLow = y > window.innerHeight / 2
  const left = Math.max(8, Math.min(x + 14, window.innerWidth - WIDTH - 8))
  const place = isLow ? { insetBlockEnd: window.innerHeight - y + 14 } : { insetBlockStart: y + 18 }
  return (
    <div
      role="tooltip"
      className={styles['tooltip']}
      style={{ insetInlineStart: left, maxInlineSize: WIDTH, ...place }}
    >
      <p className={styles['tooltipHead']}>
        <strong>
          <bdi>{spanTitle(span, orchestrator)}</bdi>
        </strong>
        <span data-status={span.status}>{span.isPoint ? pointInWords(span) : statusOf(span)}</span>
      </p>
      <dl>
        {[
          ...strikes.map((words): [string, string] => [i18n._('Injected fault'), words]),
          ...facts(span, origin, now),
        ].map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function facts(span: Span, origin: EpochMs, now: EpochMs): [name: string, value: string][] {
  const isReason = span.kind === 'command' && span.name !== 'continueAsNew'
  const lasted = (part: Pick<Span, 'start' | 'end'>) =>
    durationText((part.end ?? Math.max(now, part.start)) - part.start)
  const queued = span.pickedUp === undefined ? '' : durationText(span.pickedUp - span.start)
  const tries = span.segments?.filter((part) => part.kind === 'attempt') ?? []
  const all: [string, string][] = [
    [i18n._('Start'), durationText(span.start - origin)],
    [i18n._('Duration'), span.isPoint ? '' : lasted(span)],
    [i18n._('In queue'), queued],
    [i18n._('Attempts'), attempts(span)],
    ...tries.slice(-5).map((part): [string, string] => [numbered(tries, part), attemptInWords(part, lasted(part))]),
    [i18n._('Lost'), span.lostAt === undefined || span.lostAt > now ? '' : i18n._('another task came first')],
    [i18n._('Due'), span.due === undefined || span.end !== null ? '' : timeLeft(span, now)],
    [i18n._('Replayed'), span.replayedShare === undefined ? '' : i18n.number(span.replayedShare, { style: 'percent' })],
    [i18n._('Instance'), span.kind === 'subOrchestration' ? summaryOf(span.instanceId ?? null, 80) : ''],
    [isReason ? i18n._('Reason') : i18n._('Input'), summaryOf(span.input, 160)],
    [span.status === 'failed' ? i18n._('Error') : i18n._('Result'), summaryOf(span.result, 160)],
  ]
  return all.filter(([, value]) => value !== '')
}

function numbered(tries: readonly Segment[], part: Segment): string {
  return `#${tries.indexOf(part) + 1}`
}

function attemptInWords(part: Segment, lasted: string): string {
  return part.status === 'failed' ? `✕ ${lasted} · ${errorSummary(part.result, 80)}` : lasted
}
