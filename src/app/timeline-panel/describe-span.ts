import type { EpochMs } from '#base/units.ts'
import { durationText } from '#timeline/duration.ts'
import type { Group } from '#timeline/rows.ts'
import type { Span, SpanKind, SpanStatus } from '#timeline/spans.ts'
import { i18n } from '../i18n/i18n.ts'

/** The words that bars, tooltips and screen readers share. All of user code's text passes through `summaryOf`. */

export function kindInWords(kind: SpanKind): string {
  switch (kind) {
    case 'episode':
      return i18n._('Episodes')
    case 'activity':
      return i18n._('Activity')
    case 'subOrchestration':
      return i18n._('Sub-orchestration')
    case 'entity':
      return i18n._('Entity')
    case 'timer':
      return i18n._('Timer')
    case 'externalEvent':
      return i18n._('External event')
    case 'sentEvent':
      return i18n._('Message sent')
    case 'command':
      return i18n._('Command')
  }
}

function statusInWords(status: SpanStatus): string {
  switch (status) {
    case 'completed':
      return i18n._('completed')
    case 'cancelled':
      return i18n._('cancelled')
    case 'waiting':
      return i18n._('waiting')
    case 'running':
      return i18n._('running')
    case 'failed':
      return i18n._('failed')
  }
}

export function groupTitle({ kind, name }: Pick<Group, 'kind' | 'name'>, orchestrator: string): string {
  if (kind === 'episode') return orchestrator
  if (kind === 'command') return commandInWords(name)
  return name === '' ? kindInWords(kind) : summaryOf(name, 80)
}

function commandInWords(name: string): string {
  if (name === 'suspend') return i18n._('Suspended')
  return name === 'terminate' ? i18n._('Terminated') : i18n._('Rewound')
}

export function spanTitle(span: Span, orchestrator: string): string {
  if (span.kind === 'episode') return i18n._('Episode {number}', { number: (span.episode ?? 0) + 1 })
  return groupTitle(span, orchestrator)
}

/** `say_hello, completed, 12 ms, Tokyo`: one bar as a line of text. */
export function spanInWords(span: Span, orchestrator: string, now: EpochMs): string {
  const status = span.isPoint ? pointInWords(span) : statusOf(span)
  const tried = span.segments === undefined ? '' : i18n._('attempts {count}', { count: attemptsIn(span) })
  const said = [spanTitle(span, orchestrator), status, tried, timing(span, now), summaryOf(span.input, 60)]
  return said.filter((word) => word !== '').join(', ')
}

/** A timer that completed has fired. */
export function statusOf(span: Span): string {
  return span.kind === 'timer' && span.status === 'completed' ? i18n._('fired') : statusInWords(span.status)
}

export function pointInWords({ kind }: Span): string {
  if (kind === 'externalEvent') return i18n._('arrived')
  return kind === 'sentEvent' ? i18n._('sent') : ''
}

function timing(span: Span, now: EpochMs): string {
  if (span.isPoint) return ''
  if (span.kind === 'timer' && span.end === null) return timeLeft(span, now)
  return durationText((span.end ?? Math.max(now, span.start)) - span.start)
}

export function timeLeft(span: Span, now: EpochMs): string {
  const left = (span.due ?? now) - now
  return left <= 0 ? i18n._('due') : i18n._('{time} left', { time: durationText(Math.ceil(left / 1000) * 1000) })
}

/** What stands in or beside a bar: its argument tells it from its neighbours of the same name. */
export function barText(span: Span, now: EpochMs): string {
  switch (span.kind) {
    case 'episode':
      return ''
    case 'timer':
      return span.end === null ? timeLeft(span, now) : durationText(span.end - span.start)
    case 'externalEvent':
    case 'sentEvent':
      return span.isPoint ? summaryOf(span.input, 32) : ''
    case 'command':
      return summaryOf(span.input, 32)
    case 'activity':
    case 'entity':
    case 'subOrchestration':
      if (span.segments !== undefined) return joined(attemptsIn(span), summaryOf(span.result, 40), lengthOf(span))
      return span.status === 'failed'
        ? joined(summaryOf(span.result, 40), summaryOf(span.input, 32))
        : joined(summaryOf(span.input, 32), lengthOf(span))
  }
}

/** `3/5`: attempts made, of how many at most. */
export function attemptsIn({ segments = [], mostAttempts }: Span): string {
  const made = segments.filter((segment) => !segment.isBackOff).length
  return mostAttempts === undefined ? `${made}×` : `${made}/${mostAttempts}`
}

function lengthOf({ start, end }: Span): string {
  return end === null ? '' : durationText(end - start)
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}

/** What a label's right side says; what failed is told apart, in a colour of its own. */
export function countInWords(group: Group, now: EpochMs): string {
  const { kind, lanes, counts } = group
  const total = counts.completed + counts.cancelled + counts.failed + counts.running + counts.waiting
  if (kind === 'episode') return i18n._('{total, plural, one {# episode} other {# episodes}}', { total })
  if (kind === 'timer' && counts.waiting > 0) return timeLeft(soonest(lanes.flat()), now)
  if (kind === 'externalEvent') return arrivals(lanes.flat(), counts.waiting)
  if (kind === 'sentEvent') return i18n._('{total, number} sent', { total })
  if (kind === 'command') return ''
  return joined(
    counts.running > 0 ? i18n._('{count, number} running', { count: counts.running }) : '',
    counts.completed > 0 ? doneInWords(kind, counts.completed) : '',
    counts.cancelled > 0 ? i18n._('{count, number} cancelled', { count: counts.cancelled }) : '',
  )
}

export function failuresInWords({ counts }: Group): string {
  return counts.failed === 0 ? '' : i18n._('{count, number} failed', { count: counts.failed })
}

function doneInWords(kind: SpanKind, count: number): string {
  return kind === 'timer' ? i18n._('{count, number} fired', { count }) : i18n._('{count, number} done', { count })
}

function arrivals(spans: readonly Span[], waiting: number): string {
  if (waiting > 0) return i18n._('waiting')
  const count = spans.filter((span) => span.isPoint).length
  return count === 0 ? i18n._('never came') : i18n._('{count, number} arrived', { count })
}

function soonest(spans: readonly Span[]): Span {
  const waiting = spans.filter((span) => span.status === 'waiting')
  return waiting.reduce((best, span) => ((span.due ?? 0) < (best.due ?? 0) ? span : best))
}

/** A payload in one short line: a string without its quotes, anything else as its JSON text. */
export function summaryOf(text: string | null, limit: number): string {
  if (text === null) return ''
  const line = withoutQuotes(text.slice(0, 4 * limit))
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line
}

function withoutQuotes(text: string): string {
  if (!text.startsWith('"')) return text === 'null' ? '' : text
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1) // cut off in the middle of a string
  }
}
