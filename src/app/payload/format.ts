import type { EpochMs } from '#base/units.ts'

/** `2026-11-20T04:05:06.789Z`; a time that no calendar holds (user code may log one) becomes its number. */
export function isoTime(at: EpochMs): string {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at)
}

/** Hour, minute and second where the reader sits, in 24 hours as every other time on the screen. */
export function clockTime(at: EpochMs, locale: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const digits = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(locale, { ...digits, ...zone }).format(at)
}

/** Milliseconds as `0:06.789`, `1:02:03.456`: always to the millisecond, so that a column of them lines up. */
export function elapsed(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : ''
  const total = Math.abs(Math.round(milliseconds))
  const [hours, minutes] = [Math.floor(total / 3_600_000), Math.floor(total / 60_000) % 60]
  const seconds = `${pad(Math.floor(total / 1000) % 60, 2)}.${pad(total % 1000, 3)}`
  return hours > 0 ? `${sign}${hours}:${pad(minutes, 2)}:${seconds}` : `${sign}${minutes}:${seconds}`
}

/** `14 ms`, `2.3 s`, `3 min`: how long somebody waited. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${Math.round(milliseconds / 60_000)} min`
}

/** `512 B`, `4.1 KB`, `1.5 MB`, counted in 1,024s. */
export function bytes(count: number): string {
  if (count < 1024) return `${count} B`
  if (count < 1024 * 1024) return `${(count / 1024).toFixed(1)} KB`
  return `${(count / 1024 / 1024).toFixed(1)} MB`
}

/** Enough of an id to tell it from its neighbours. A GUID's first 8 digits; the start of a name a person chose. */
export function shortId(id: string): string {
  if (/^[0-9a-f]{32}$/.test(id)) return id.slice(0, 8)
  return id.length <= 12 ? id : `${id.slice(0, 11)}…`
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
