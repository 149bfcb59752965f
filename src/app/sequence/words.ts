import { i18n } from '../i18n/i18n.ts'
import type { Lifeline, Message } from './sequence-rows.ts'

const MOST_OF_PAYLOAD = 200

/** What stands at a message's arrow. */
export function labelOf({ name, payload, count, hasFailed }: Message): string {
  const many = count > 1 ? ` ×${i18n.number(count)}` : ''
  const shown = payload === null ? '' : ` ${payload.slice(0, MOST_OF_PAYLOAD).replace(/\s+/g, ' ')}`
  return `${hasFailed ? '✕ ' : ''}${name === '' ? i18n._('Timer') : name}${many}${shown}`
}

export function lifelineName({ kind, name }: Lifeline): string {
  switch (kind) {
    case 'outside':
      return i18n._('Outside')
    case 'timer':
      return i18n._('Timers')
    case 'others':
      return i18n._('All others')
    default:
      return name
  }
}
