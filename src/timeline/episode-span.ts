import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { Span } from './spans.ts'

/** An episode of which history holds only the first events (playback stands inside it) is still running. */
export function toEpisodeSpan(history: readonly HistoryEvent[], episode: Episode): Span {
  const isWhole = episode.to <= history.length
  const end = history.slice(episode.from, episode.to).find((event) => event.type === 'ExecutionCompleted')
  return {
    id: `episode:${episode.index}`,
    kind: 'episode',
    name: '',
    status: isWhole ? (end?.status === 'Failed' ? 'failed' : 'completed') : 'running',
    start: episode.startedAt,
    end: isWhole ? (Math.max(episode.startedAt, episode.endedAt) as EpochMs) : null,
    isPoint: false,
    begunBy: episode.from,
    endedBy: isWhole ? Math.max(episode.from, episode.to - 1) : null,
    input: null,
    result: null,
    episode: episode.index,
    replayedShare: replayedShare(episode, end !== undefined),
  }
}

/** Counted in stretches of code: each leads to a yield, and the last one to the end of the function. */
function replayedShare({ trace }: Episode, isLast: boolean): number {
  const stretches = trace.replayedYields + trace.yields.length + (isLast ? 1 : 0)
  return stretches === 0 ? 0 : trace.replayedYields / stretches
}
