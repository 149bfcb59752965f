import type { EpochMs } from '#base/units.ts'
import type { TimeText } from './time-text.ts'

const [SECOND, MINUTE, DAY] = [1000, 60_000, 86_400_000]

/**
 * The time as a clock in `timeZone` shows it, in 24 hours; with the date where a new day begins. `near` is a time in
 * sight: round times are round where the zone is as far from UTC as it is there.
 */
export function clockTime(locale: string, timeZone: string, near: EpochMs): TimeText {
  const face = clockFace(locale, timeZone)
  const offset = face.read(near).asUtc - Math.floor(near / SECOND) * SECOND
  return {
    origin: -offset as EpochMs,
    label(at, step, before) {
      const { asUtc, time } = face.read(at)
      const clock = time.slice(0, step >= MINUTE && asUtc % MINUTE === 0 ? 5 : 8)
      const fraction = ((at % SECOND) + SECOND) % SECOND
      const exact = fraction === 0 ? clock : `${time}${fractionText(fraction)}`
      const isNewDay = before === undefined || dayOf(face.read(before).asUtc) !== dayOf(asUtc)
      if (!isNewDay) return exact
      const date = face.date(at)
      return step >= DAY && asUtc % DAY === 0 && fraction === 0 ? date : `${date} ${exact}`
    },
  }
}

function fractionText(ms: number): string {
  return (ms / SECOND).toFixed(ms % 1 === 0 ? 3 : 6).slice(1)
}

function dayOf(asUtc: number): number {
  return Math.floor(asUtc / DAY)
}

interface ClockFace {
  /** What the clock shows, to the second: as text, and as the time at which a clock in UTC shows the same. */
  read(at: EpochMs): { readonly time: string; readonly asUtc: number }
  date(at: EpochMs): string
}

const faces = new Map<string, ClockFace>()

function clockFace(locale: string, timeZone: string): ClockFace {
  const key = `${locale} ${timeZone}`
  const face = faces.get(key) ?? newClockFace(locale, timeZone)
  faces.set(key, face)
  return face
}

function newClockFace(locale: string, timeZone: string): ClockFace {
  const number = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const reader = new Intl.DateTimeFormat('en-US', { ...number, second: '2-digit', hourCycle: 'h23', timeZone })
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone })
  return {
    read(at) {
      const part = new Map(reader.formatToParts(at).map(({ type, value }) => [type, value]))
      const said = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? '0'
      const numbers = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((type) => Number(said(type)))
      const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = numbers
      return {
        time: `${said('hour')}:${said('minute')}:${said('second')}`,
        asUtc: Date.UTC(year, month - 1, day, hour, minute, second),
      }
    },
    date: (at) => dates.format(at),
  }
}

/** What people call the zone at a time: `GMT+1`, `UTC`. */
export function zoneName(locale: string, timeZone: string, at: EpochMs): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
