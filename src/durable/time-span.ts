/** A .NET time span such as `00:10:00` or `1.12:00` in milliseconds; `undefined` when it is not one. */
export function timeSpanMs(value: unknown): number | undefined {
  const [, days, hours, minutes, seconds] =
    /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d{1,7})?))?$/.exec(String(value)) ?? []
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds ?? 0) >= 60) return undefined
  return ((Number(days ?? 0) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds ?? 0) * 1000
}
