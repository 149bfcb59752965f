import { Cron } from 'croner'
import type { EpochMs } from '#base/units.ts'
import { timeSpanMs } from '#durable/time-span.ts'

/** When a timer function runs. */
export interface Schedule {
  /** The first moment after `from` at which it runs; `undefined` when there is none, as for the 30th of February. */
  nextAfter(from: EpochMs): EpochMs | undefined
  /** As the console shows it. */
  readonly inWords: string
}

/**
 * Reads an NCRONTAB expression of six fields (five: at second 0), or a time span between two runs. `timeZone` is an IANA
 * name, UTC when it is not given. Throws what Azure says of an expression that is neither.
 */
export function schedule(expression: string, timeZone = 'UTC'): Schedule {
  const span = timeSpanMs(expression)
  if (span !== undefined && span > 0) {
    return { nextAfter: (from) => (from + span) as EpochMs, inWords: `Constant: ${expression}` }
  }
  const pattern = patternOf(expression)
  if (pattern === undefined)
    throw new Error(
      `The schedule expression '${expression}' was not recognized as a valid cron expression or timespan string.`,
    )
  const cron = cronOf(pattern, timeZone)
  return {
    nextAfter: (from) => cron.nextRun(new Date(from))?.getTime() as EpochMs | undefined,
    inWords: `Cron: '${pattern}'`,
  }
}

/** Both the day of the month and the day of the week must fit, as NCRONTAB has it. */
function cronOf(pattern: string, timezone: string): Cron {
  const cron = new Cron(pattern, { paused: true, mode: '6-part', domAndDow: true, timezone })
  try {
    cron.nextRun(new Date(0))
    return cron
  } catch {
    throw new Error(`WEBSITE_TIME_ZONE '${timezone}' is no time zone of this browser: use a name such as Europe/Paris.`)
  }
}

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const months = 'january february march april may june july august september october november december'.split(' ')

interface Field {
  readonly least: number
  readonly most: number
  readonly names?: readonly string[]
}

const fields: readonly Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  { least: 1, most: 12, names: months },
  { least: 0, most: 6, names: days },
]

/** The expression as six fields of numbers; `undefined` when NCRONTAB has no such thing. The library knows more than NCRONTAB does. */
function patternOf(expression: string): string | undefined {
  const given = expression.trim().split(/\s+/)
  if (given.length !== 5 && given.length !== 6) return undefined
  const parts = given.length === 5 ? ['0', ...given] : given
  const read = fields.map((field, i) => fieldOf(parts[i] ?? '', field))
  return read.includes(undefined) ? undefined : read.join(' ')
}

function fieldOf(text: string, field: Field): string | undefined {
  const parts = text.split(',').map((part) => rangeOf(part, field))
  return parts.includes(undefined) ? undefined : parts.join(',')
}

/** A number, a range or a star, each perhaps with a step; a step after a number goes to the end. */
function rangeOf(text: string, field: Field): string | undefined {
  const [, range = '', step] = /^([^/]+)(?:\/(\d+))?$/.exec(text) ?? []
  if (step !== undefined && Number(step) === 0) return undefined
  const stepping = step === undefined ? '' : `/${Number(step)}`
  if (range === '*') return `*${stepping}`
  const [from, to, ...more] = range.split('-').map((end) => numberOf(end, field))
  const isRange = range.includes('-')
  if (from === undefined || more.length > 0 || (isRange && to === undefined)) return undefined
  if (isRange) return `${Math.min(from, to ?? from)}-${Math.max(from, to ?? from)}${stepping}`
  return stepping === '' ? String(from) : `${from}-${field.most}${stepping}`
}

function numberOf(text: string, { least, most, names = [] }: Field): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) >= least && Number(text) <= most ? Number(text) : undefined
  const index = text === '' ? -1 : names.findIndex((name) => name.startsWith(text.toLowerCase()))
  return index < 0 ? undefined : index + least
}
