import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'

/** The time when history held the first `position` events: that of the latest of them; `null` before the first. */
export function timeAt(history: readonly HistoryEvent[], position: number): EpochMs | null {
  let latest = -Infinity
  // An event may be older than its neighbour: an external event bears the time it was raised.
  for (let i = Math.min(position, history.length) - 1; i >= 0; i--) latest = Math.max(latest, history[i]?.at ?? latest)
  return Number.isFinite(latest) ? (latest as EpochMs) : null
}

/** How many events there were at a time: the inverse of {@link timeAt}. */
export function positionAt(history: readonly HistoryEvent[], at: EpochMs): number {
  const later = history.findIndex((event) => event.at > at)
  return later === -1 ? history.length : later
}

/** The index, in the list, of the episode that wrote the event before `position`; -1 when there is none. */
export function episodeBefore(episodes: readonly Episode[], position: number): number {
  return episodes.findLastIndex((episode) => episode.from < position)
}
