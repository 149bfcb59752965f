import { oneLine } from '#base/one-line.ts'
import type { EpochMs } from '#base/units.ts'
import { durationText } from '#timeline/duration.ts'
import type { Group } from '#timeline/model/groups.ts'
import { attemptsOf, type Span, type SpanKind, type SpanStatus } from '#timeline/model/span.ts'
import { i18n } from '../i18n/i18n.ts'
import { ownWords } from '../run-calls/own-words.ts'

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
    case 'lock':
      return i18n._('Lock')
    case 'timer':
      return i18n._('Timer')
    case 'externalEvent':
      return i18n._('External event')
    case 'sentEvent':
      return i18n._('Message sent')
    case 'command':
      return i18n._('Command')
    case 'other':
      return i18n._('Other event')
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
  if (kind === 'episode') return summaryOf(orchestrator, 80)
  if (kind === 'command') return commandInWords(name)
  return name === '' ? kindInWords(kind) : summaryOf(name, 80)
}

export function commandInWords(name: string): string {
  if (name === 'suspend') return i18n._('Suspended')
  if (name === 'terminate') return i18n._('Terminated')
  return name === 'rewind' ? i18n._('Rewound') : i18n._('Continued as new')
}

export function spanTitle(span: Span, orchestrator: string): string {
  if (span.kind === 'episode') return i18n._('Episode {number}', { number: (span.episode ?? 0) + 1 })
  const title = groupTitle(span, orchestrator)
  return span.operation === undefined ? title : `${title} · ${summaryOf(span.operation, 40)}`
}

/** `say_hello, completed, 12 ms, Tokyo`: one bar as a line of text. */
export function spanInWords(span: Span, orchestrator: string, now: EpochMs): string {
  const status = span.isPoint ? pointInWords(span) : statusOf(span)
  const said = [spanTitle(span, orchestrator), status, attempts(span), timing(span, now), summaryOf(span.input, 60)]
  return said.filter((word) => word !== '').join(', ')
}

/** A timer that completed has fired; a lock that is held is no work. */
export function statusOf(span: Span): string {
  if (span.kind === 'timer' && span.status === 'completed') return i18n._('fired')
  if (span.kind === 'lock') return lockInWords(span.status)
  if (span.isEarly) return i18n._('came before it was asked for')
  if (span.segments?.at(-1)?.kind === 'backOff' && span.end === null) return i18n._('waiting to be tried again')
  return statusInWords(span.status)
}

function lockInWords(status: SpanStatus): string {
  if (status === 'running') return i18n._('held')
  return status === 'completed' ? i18n._('released') : statusInWords(status)
}

export function pointInWords({ kind }: Span): string {
  if (kind === 'externalEvent') return i18n._('arrived')
  if (kind === 'entity') return i18n._('signalled')
  return kind === 'sentEvent' ? i18n._('sent') : ''
}

/** `3/5` for the third attempt of at most five; '' for what is tried but once. */
export function attempts(span: Span): string {
  const made = attemptsOf(span)
  if (span.kind === 'lock' || (made < 2 && span.segments === undefined)) return ''
  if (span.mostAttempts !== undefined) return i18n._('attempt {made} of {most}', { made, most: span.mostAttempts })
  return i18n._('{made, plural, one {# attempt} other {# attempts}}', { made })
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

/** What stands in or beside a bar: its argument tells it from its neighbours of the same name, unless its lane's label does. */
export function barText(span: Span, now: EpochMs, isLabelled: boolean): string {
  switch (span.kind) {
    case 'episode':
    case 'lock':
      return ''
    case 'timer':
      return span.end === null ? timeLeft(span, now) : durationText(span.end - span.start)
    case 'externalEvent':
    case 'sentEvent':
    case 'other':
      return span.isPoint ? summaryOf(span.input, 32) : ''
    case 'command':
      return summaryOf(span.input, 32)
    case 'entity':
      return joined(
        summaryOf(span.operation ?? null, 32),
        summaryOf(span.input, 24),
        span.isPoint ? '' : lengthOf(span),
      )
    case 'activity':
    case 'subOrchestration':
      return workText(span, isLabelled)
  }
}

function workText(span: Span, isLabelled: boolean): string {
  const argument = isLabelled ? '' : summaryOf(span.input, 32)
  const failures = span.segments?.filter((part) => part.status === 'failed') ?? []
  if (failures.length > 0)
    return joined(times(errorSummary(failures.at(-1)?.result ?? null, 40), failures.length), argument, lengthOf(span))
  return span.status === 'failed' ? joined(errorSummary(span.result, 40), argument) : joined(argument, lengthOf(span))
}

function times(text: string, count: number): string {
  return count === 1 ? text : `${text} ×${count}`
}

/** The host says of every failed activity that it failed, and which it was: its bar says that already. */
export function errorSummary(text: string | null, limit: number): string {
  return summaryOf(text === null ? null : ownWords(text), limit)
}

function lengthOf({ start, end }: Span): string {
  return end === null ? '' : durationText(end - start)
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}

/** How many there are of a group, by what became of them. */
export type Counts = Group['counts']

/** What a label's right side says; what failed is told apart, in a colour of its own. */
export function countInWords(group: Group, counts: Counts, now: EpochMs): string {
  const { kind } = group
  const total = counts.completed + counts.cancelled + counts.failed + counts.running + counts.waiting
  if (kind === 'episode') return i18n._('{total, plural, one {# episode} other {# episodes}}', { total })
  if (kind === 'timer' && counts.waiting > 0) return timeLeft(soonest(group.spans), now)
  if (kind === 'externalEvent') return arrivals(group.spans, counts.waiting)
  if (kind === 'sentEvent') return i18n._('{total, number} sent', { total })
  if (kind === 'command' || kind === 'other') return ''
  if (kind === 'lock')
    return joined(counts.running > 0 ? i18n._('held') : '', counts.waiting > 0 ? i18n._('waiting') : '')
  const only = total === 1 ? group.spans[0] : undefined
  if (only?.segments !== undefined && only.end !== null) return attempts(only)
  return joined(
    counts.running > 0 ? i18n._('{count, number} running', { count: counts.running }) : '',
    counts.waiting > 0 ? i18n._('{count, number} waiting', { count: counts.waiting }) : '',
    counts.completed > 0 ? doneInWords(kind, counts.completed) : '',
    counts.cancelled > 0 ? i18n._('{count, number} cancelled', { count: counts.cancelled }) : '',
  )
}

export function failuresInWords(counts: Counts): string {
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
  return (waiting.length > 0 ? waiting : spans).reduce((best, span) =>
    (span.due ?? 0) < (best.due ?? 0) ? span : best,
  )
}

/** A payload in one short line: a string without its quotes, anything else as its JSON text. */
export function summaryOf(text: string | null, limit: number): string {
  if (text === null) return ''
  const line = oneLine(withoutQuotes(text.slice(0, 4 * limit)))
  return line.length > limit ? `${wholeCharacters(line, limit - 1)}…` : line
}

/** An emoji is two units: half of one is a box with a question mark. */
function wholeCharacters(text: string, length: number): string {
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}

function withoutQuotes(text: string): string {
  if (!text.startsWith('"')) return text === 'null' ? '' : text
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1) // cut off in the middle of a string
  }
}
