import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'
import type { Span } from './spans.ts'

/**
 * The waits for external events. History has no line for "began to wait"; the trace tells: an episode that
 * stopped at such a yield waits from its end until an event of that name arrives, or the execution ends.
 */
export function toWaits(history: readonly HistoryEvent[], episodes: readonly Episode[]): Span[] {
  const arrived = new Set<number>()
  return episodes
    .filter((episode) => episode.to <= history.length)
    .flatMap((episode) => awaitedAtTheEndOf(episode).map((name) => toWait(history, episode, name, arrived)))
}

/** Only the last yield of an episode waits: those before it were answered at once. */
function awaitedAtTheEndOf({ trace }: Episode): string[] {
  const last: FirstYield | undefined = trace.yields.at(-1)
  if (last === undefined) return []
  if (last.waitsFor !== undefined) return [...last.waitsFor]
  return last.action === 'WaitForExternalEvent' ? [''] : []
}

function toWait(history: readonly HistoryEvent[], episode: Episode, awaited: string, arrived: Set<number>): Span {
  const begunBy = Math.max(episode.from, episode.to - 1)
  const endedBy = endOfWait(history, episode.to, awaited, arrived)
  const end = history[endedBy]
  if (end?.type === 'EventRaised') arrived.add(endedBy)
  const name = awaited === '' && end?.type === 'EventRaised' ? end.name : awaited
  return {
    id: `wait:${episode.index}:${awaited}`,
    kind: 'externalEvent',
    name,
    status: end === undefined ? 'waiting' : end.type === 'EventRaised' ? 'completed' : 'cancelled',
    start: episode.endedAt,
    end: end === undefined ? null : (Math.max(episode.endedAt, end.at) as EpochMs),
    isPoint: false,
    begunBy,
    endedBy: end === undefined ? null : endedBy,
    input: null,
    result: end?.type === 'EventRaised' ? end.input : null,
  }
}

/** The position of the event that ends a wait; the length of history when none has yet. */
function endOfWait(history: readonly HistoryEvent[], from: number, awaited: string, arrived: Set<number>): number {
  for (let position = from; position < history.length; position++) {
    const event = history[position]
    if (event?.type === 'ExecutionCompleted') return position
    if (event?.type === 'EventRaised' && !arrived.has(position) && isSameName(awaited, event.name)) return position
  }
  return history.length
}

/** Azure compares the names of external events without regard to case. An unknown name takes the first that comes. */
function isSameName(awaited: string, raised: string): boolean {
  return awaited === '' || awaited.toLowerCase() === raised.toLowerCase()
}
