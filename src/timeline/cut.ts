import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'

/** What there was when history held no more than so many events. */
export interface Cut {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
  /** The time of the latest of these events; `null` before the first. */
  readonly now: EpochMs | null
}

/** The first `position` events and the episodes that had begun by then. */
export function cutAt(history: readonly HistoryEvent[], episodes: readonly Episode[], position: number): Cut {
  const kept = history.slice(0, position)
  return {
    history: kept,
    episodes: episodes.filter((episode) => episode.from < position),
    now: kept.length === 0 ? null : latest(kept),
  }
}

/** How many events there were at a time: the inverse of a cut's `now`. */
export function positionAt(history: readonly HistoryEvent[], at: EpochMs): number {
  const later = history.findIndex((event) => event.at > at)
  return later === -1 ? history.length : later
}

/** The index, in the list, of the episode that wrote the event before `position`; -1 when there is none. */
export function episodeBefore(episodes: readonly Episode[], position: number): number {
  return episodes.findLastIndex((episode) => episode.from < position)
}

/** An event may be older than its neighbour: an external event bears the time it was raised. */
function latest(history: readonly HistoryEvent[]): EpochMs {
  return history.reduce((now, event) => Math.max(now, event.at), -Infinity) as EpochMs
}
