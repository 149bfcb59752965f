const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
  ['ms', 1],
] as const

/** A length of time for people, at most two units of it: `12 ms`, `1.25 s`, `71 h 58 m`, `3 d 4 h`. */
export function durationText(ms: number): string {
  if (ms < 0) return `-${durationText(-ms)}`
  if (ms < 1000) return `${Number(ms.toFixed(ms < 10 ? 1 : 0))} ms`
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(ms < 10_000 ? 2 : 1))} s`
  return inUnits(Math.round(ms / 1000) * 1000, 1, 2)
}

/** A place on the axis, exact to `step`: `1.5 s`, `2 m 30 s`, `3 d 4 h`. Reading it back gives the same milliseconds. */
export function offsetText(ms: number, step: number): string {
  if (ms < 0) return `-${offsetText(-ms, step)}`
  if (ms < 1000 && step < 1000) return `${Number(ms.toFixed(3))} ms`
  return ms === 0 ? `0 ${unitOf(step)}` : inUnits(ms, step, UNITS.length)
}

function unitOf(step: number): string {
  return UNITS.find(([unit, length]) => unit !== 'ms' && step >= length)?.[0] ?? 's'
}

/** Hours run to 96 before they become days: "72 h" is how people say it. */
function inUnits(ms: number, step: number, most: number): string {
  const parts: string[] = []
  let rest = ms
  for (const [unit, length] of UNITS) {
    if (unit === 'd' && ms < 96 * 3_600_000 && step < 86_400_000) continue
    if (unit === 's') {
      if (rest > 0 && parts.length < most) parts.push(`${Number((rest / 1000).toFixed(6))} s`)
      break
    }
    const count = Math.floor(rest / length)
    if (count > 0) parts.push(`${count} ${unit}`)
    if (parts.length === most) break
    rest -= count * length
  }
  return parts.join(' ')
}
