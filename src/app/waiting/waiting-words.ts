import type { EpochMs } from '#base/units.ts'
import type { Waiting, WaitingFor } from '#explain/waiting.ts'
import { durationText } from '#timeline/duration.ts'
import { i18n } from '../i18n/i18n.ts'

/** Why it waits, in a sentence. */
export function summaryOf({ why, isSuspended, root }: Waiting): string {
  if (isSuspended) return i18n._('It is suspended: it takes no messages until it is resumed.')
  if (why === 'not begun') return i18n._('Its code has not begun: no episode has run yet.')
  if (why === 'code has ended') return i18n._('Its code has ended.')
  if (root === undefined) return i18n._('Its code waits for something that nothing can complete.')
  if (root.kind === 'all') return i18n._('It goes on when all of these have ended:')
  return root.kind === 'any' ? i18n._('It goes on when the first of these ends:') : i18n._('It goes on after this:')
}

/** What is waited for: its kind, and what it is about, in the words of the code. */
export function nameOf(node: WaitingFor): { readonly kind: string; readonly about: string } {
  switch (node.kind) {
    case 'all':
      return { kind: i18n._('all'), about: `[${node.ended}/${node.of}]` }
    case 'any':
      return { kind: i18n._('any'), about: i18n._('of {of, number}', { of: node.of }) }
    case 'activity':
      return { kind: i18n._('activity'), about: node.name }
    case 'http':
      return { kind: i18n._('HTTP call'), about: addressIn(node.input) }
    case 'child':
      return { kind: i18n._('sub-orchestration'), about: node.name }
    case 'timer':
      return { kind: i18n._('timer'), about: timerName(node) }
    case 'entity':
      return { kind: i18n._('entity'), about: `${node.entityId} ${node.operation}` }
    case 'lock':
      return { kind: i18n._('lock'), about: node.entityIds.join(', ') }
    case 'event':
      return { kind: i18n._('external event'), about: node.name }
    case 'unscheduled':
      return { kind: i18n._('task'), about: `#${node.id}` }
  }
}

/** What else there is to tell: how long it has been open, how long it has to go, which attempt it is. */
export function moreOf(node: WaitingFor, now: EpochMs): string {
  if (node.kind === 'unscheduled')
    return i18n._('asked for, and not scheduled: it stands behind something, or was refused')
  if (!('since' in node)) return ''
  const attempt = 'attempt' in node ? attemptText(node) : ''
  const time = node.kind === 'timer' ? leftText(node, now) : i18n._('for {time}', { time: text(now - node.since) })
  return [attempt, time].filter((part) => part !== '').join(', ')
}

function timerName({ backOff, until, fireAt }: Extract<WaitingFor, { kind: 'timer' }>): string {
  if (backOff === 'retry') return i18n._('before the next attempt')
  if (backOff === 'poll') return i18n._('before it is asked again')
  return new Date(until ?? fireAt).toISOString().replace('.000Z', 'Z')
}

function leftText({ fireAt, until }: Extract<WaitingFor, { kind: 'timer' }>, now: EpochMs): string {
  const left = (until ?? fireAt) - now
  return left > 0 ? i18n._('{time} left', { time: text(Math.ceil(left / 1000) * 1000) }) : i18n._('due now')
}

function attemptText({ attempt, mostAttempts }: { readonly attempt?: number; readonly mostAttempts?: number }): string {
  if (attempt === undefined) return ''
  if (mostAttempts === undefined) return i18n._('attempt {attempt, number}', { attempt })
  if (attempt > mostAttempts) return i18n._('after the last attempt')
  return i18n._('attempt {attempt, number} of {mostAttempts, number}', { attempt, mostAttempts })
}

/** Whole seconds: these labels count. */
function text(ms: number): string {
  return durationText(ms < 1000 ? 0 : Math.floor(ms / 1000) * 1000).replace(/^0 ms$/, '0 s')
}

function addressIn(input: string | null): string {
  try {
    const { method, uri } = JSON.parse(input ?? '') as { method?: unknown; uri?: unknown }
    return [method, uri].filter((part) => typeof part === 'string').join(' ')
  } catch {
    return ''
  }
}
