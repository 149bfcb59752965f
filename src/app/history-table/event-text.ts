import type { HistoryEvent } from '#durable/history-event.ts'
import { isoTime } from '../payload/format.ts'

/** The event as JSON for a reader: its time in UTC, and its payloads as the JSON they spell instead of as quoted text. */
export function eventText(event: HistoryEvent): string {
  const members = Object.entries(event).flatMap(([key, value]: [string, unknown]) =>
    value === undefined ? [] : [`${JSON.stringify(key)}:${memberText(key, value)}`],
  )
  return `{${members.join(',')}}`
}

const times: ReadonlySet<string> = new Set(['at', 'fireAt'])
const payloads: ReadonlySet<string> = new Set(['input', 'result'])

function memberText(key: string, value: unknown): string {
  if (times.has(key)) return JSON.stringify(isoTime(value as HistoryEvent['at']))
  return payloads.has(key) && typeof value === 'string' && isJson(value) ? value : JSON.stringify(value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
