import { useCallback, useEffect, useMemo, useState } from 'react'
import type { EpochMs } from '#base/units.ts'
import { sinceStart, type TimeText } from '#timeline/axis/time-text.ts'
import { i18n } from '../i18n/i18n.ts'
import type { TimeMode } from './view-state.ts'

interface ClockTime {
  readonly clockTime: (locale: string, timeZone: string, near: EpochMs) => TimeText
  readonly zoneName: (locale: string, timeZone: string, at: EpochMs) => string
}

interface AxisTime {
  /** How the axis says a time; `near` is one in sight. */
  readonly textAt: (near: EpochMs) => TimeText
  /** What the zone of a clock is called; '' when the axis counts from the start. */
  readonly zone: string
}

/** How the axis says a time. Clocks are fetched when somebody asks for one. */
export function useTimeText(mode: TimeMode, origin: EpochMs): AxisTime {
  const [clock, setClock] = useState<ClockTime | null>(null)
  const isClockWanted = mode !== 'sinceStart'
  useEffect(() => {
    if (isClockWanted) void import('#timeline/axis/clock-time.ts').then(setClock)
  }, [isClockWanted])
  const shown = isClockWanted ? clock : null
  const zone = useMemo(() => (mode === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone), [mode])
  const textAt = useCallback(
    (near: EpochMs) => shown?.clockTime(i18n.locale, zone, near) ?? sinceStart(origin),
    [shown, zone, origin],
  )
  return { textAt, zone: shown?.zoneName(i18n.locale, zone, origin) ?? '' }
}
