import type { JsonText } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import type { EndStatus, FailureDetails } from '../history-event.ts'
import { NoHistoryError } from './imported-history.ts'

/** An object of a file that somebody else wrote, by the names of its fields in Azure's spelling. */
export type Row = Readonly<Record<string, unknown>>

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object with its keys beginning in upper case: some exporters write `eventType`. Built from entries, so `__proto__` stays a key. */
export function pascal(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]),
  )
}

/** The field as text; '' when it is missing or something else. */
export function textOf(row: Row, key: string): string {
  const value = row[key]
  return typeof value === 'string' ? value : ''
}

/** A sequence number: in tables a number, in CSV its digits. */
export function numberOf(row: Row, key: string): number | undefined {
  const value = row[key]
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : undefined
}

/** A payload as the JSON text it was: history holds texts, and some exporters parse them. `undefined` when it is not told. */
export function payloadOf(row: Row, key: string): JsonText | null | undefined {
  if (!Object.hasOwn(row, key)) return undefined
  const value = row[key]
  if (value === null || value === undefined) return null
  return (typeof value === 'string' ? value : JSON.stringify(value)) as JsonText
}

/** A result that was parsed when it could be (`ParseToJToken`): a text that is no JSON was one before. */
export function shownResultOf(row: Row, key: string): JsonText | null | undefined {
  if (!Object.hasOwn(row, key)) return undefined
  const value = row[key]
  return value === null || value === undefined ? null : (JSON.stringify(value) as JsonText)
}

/** A time in milliseconds, with Azure's fractions of them. Throws a {@link NoHistoryError} that names `what` for no time. */
export function timeOf(value: unknown, what: string): number {
  const text = typeof value === 'string' ? value : ''
  const [, seconds = '', digits = '', zone = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? []
  const whole = Date.parse(`${seconds}${zone || 'Z'}`)
  if (Number.isNaN(whole)) throw new NoHistoryError(`${what} has no time: ${shown(value)}.`)
  return whole + Number(`0.${digits || 0}`) * 1000
}

export function msOf(value: unknown, what: string): EpochMs {
  return Math.floor(timeOf(value, what) + 1e-6) as EpochMs
}

/** How an execution ended. Throws a {@link NoHistoryError} that names `what` for what is no end. */
export function endStatusOf(value: unknown, what: string): EndStatus {
  const status = endStatuses.find((each) => each === value)
  if (status === undefined)
    throw new NoHistoryError(`${what} has no status in which an orchestration ends: ${shown(value)}.`)
  return status
}

const endStatuses: readonly EndStatus[] = ['Completed', 'Failed', 'Terminated', 'ContinuedAsNew']

/** Failures within failures, so many deep. */
const DEEPEST = 16

/** What describes an exception, without what is not of its kind; `undefined` for what describes none. */
export function failureDetailsOf(value: unknown, depth = 0): FailureDetails | undefined {
  if (!isRow(value) || depth > DEEPEST) return undefined
  const { ErrorType, ErrorMessage, StackTrace, IsNonRetriable, Properties } = value
  if (typeof ErrorType !== 'string' || typeof ErrorMessage !== 'string') return undefined
  const InnerFailure = failureDetailsOf(value['InnerFailure'], depth + 1)
  return {
    ErrorType,
    ErrorMessage,
    ...(typeof StackTrace === 'string' && { StackTrace }),
    ...(typeof IsNonRetriable === 'boolean' && { IsNonRetriable }),
    ...(InnerFailure && { InnerFailure }),
    ...(isRow(Properties) && { Properties }),
  }
}

/** A value as a message can show it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
