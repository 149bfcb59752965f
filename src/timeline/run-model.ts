import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { type Extent, extentBook } from './extent.ts'
import { type Group, newPacking, type Spot } from './rows.ts'
import { runReader } from './run-reader.ts'
import type { Span } from './spans.ts'

/** A run as it is now. Each growth makes a new one; what it leads to is shared with those before it. */
export interface RunView {
  readonly groups: readonly Group[]
  /** In the order in which they began. */
  readonly spans: readonly Span[]
  /** `null` when there is nothing to see. */
  readonly extent: Extent | null
  readonly spotOf: (id: string) => Spot | undefined
}

/**
 * Reads a run and goes on where it stopped when the run has grown, so that each event is read once. Given another run, or
 * one that was cut, it begins anew. The same input gives the same picture, however it came to it.
 */
export function newRunModel(): (history: readonly HistoryEvent[], episodes: readonly Episode[]) => RunView {
  let reading = newReading()
  let read: Read = { history: [], episodes: [] }
  return (history, episodes) => {
    const now = { history, episodes }
    if (!goesOn(read, now)) reading = newReading()
    read = now
    return reading(now)
  }
}

interface Read {
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

function newReading(): (read: Read) => RunView {
  const packing = newPacking()
  const extent = extentBook()
  const spans: Span[] = []
  const places = new Map<string, number>()
  const read = runReader({
    add(span) {
      places.set(span.id, spans.length)
      spans.push(span)
      extent.add(span)
      packing.add(span)
    },
    amend(span) {
      const place = places.get(span.id)
      if (place !== undefined) spans[place] = span
      extent.amend(span)
      packing.amend(span)
    },
  })
  return ({ history, episodes }) => {
    read(history, episodes)
    return { groups: packing.groups(), spans, extent: extent.current(), spotOf: packing.spotOf }
  }
}

/** History only grows, event by event the same objects; an episode that came later than its events was missed. */
function goesOn(before: Read, now: Read): boolean {
  const [events, episodes] = [before.history.length, before.episodes.length]
  if (now.history.length < events || now.episodes.length < episodes) return false
  if (before.history[events - 1] !== now.history[events - 1]) return false
  if (before.episodes[episodes - 1] !== now.episodes[episodes - 1]) return false
  const isWhole = (before.episodes[episodes - 1]?.to ?? 0) <= events
  return isWhole && (now.episodes[episodes]?.from ?? Infinity) >= events
}
