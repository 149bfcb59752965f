import type { EpochMs } from '#base/units.ts'
import { assertNever } from '#base/assert.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { toWaits } from './waits.ts'

export type SpanKind = 'episode' | 'activity' | 'subOrchestration' | 'timer' | 'externalEvent' | 'sentEvent' | 'command'

/** What a bar's colour says. `waiting` is for what nobody works on: timers and external events. */
export type SpanStatus = 'completed' | 'cancelled' | 'waiting' | 'running' | 'failed'

/** Something that took time, or happened, in one execution: a bar of the timeline, or a marker when it is a point. */
export interface Span {
  /** The same for as long as the history only grows. */
  readonly id: string
  readonly kind: SpanKind
  /** As the person's code names it; empty where nothing has a name. */
  readonly name: string
  readonly status: SpanStatus
  readonly start: EpochMs
  /** `null` while it is still going on. */
  readonly end: EpochMs | null
  /** A point has no length to draw: an external event that arrived, a message that was sent. */
  readonly isPoint: boolean
  /** The position in history of the event that began it, and of the one that ended it. */
  readonly begunBy: number
  readonly endedBy: number | null
  /** When a timer is due. */
  readonly due?: EpochMs
  /** JSON text or plain text, as history holds it. */
  readonly input: string | null
  readonly result: string | null
  /** The index of an episode, and how much of it (0 to 1) ran again from history. */
  readonly episode?: number
  readonly replayedShare?: number
}

/**
 * History and episodes → spans, in the order in which they began. Pure: the same history gives the same spans,
 * and a longer history keeps every span it had.
 */
export function toSpans(history: readonly HistoryEvent[], episodes: readonly Episode[]): Span[] {
  const spans = [...toEpisodeSpans(history, episodes), ...toEventSpans(history), ...toWaits(history, episodes)]
  return spans.toSorted((a, b) => a.begunBy - b.begunBy)
}

/** What has ended by the end of the execution without an end of its own was given up. */
function toEventSpans(history: readonly HistoryEvent[]): Span[] {
  const spans: Span[] = []
  const open = new Map<number | 'suspension', number>()

  const begin = (key: number | 'suspension', draft: Draft) => {
    open.set(key, spans.length)
    spans.push({ ...draft, id: `event:${draft.begunBy}`, end: null, endedBy: null, isPoint: false, result: null })
  }
  const mark = (draft: Draft) =>
    spans.push({
      ...draft,
      id: `event:${draft.begunBy}`,
      end: draft.start,
      endedBy: draft.begunBy,
      isPoint: true,
      result: null,
    })
  const finish = (
    key: number | 'suspension',
    at: EpochMs,
    endedBy: number,
    status: SpanStatus,
    result: string | null,
  ) => {
    const index = open.get(key)
    const span = index === undefined ? undefined : spans[index]
    if (index === undefined || span === undefined) return // a second completion of one task: the first counts
    open.delete(key)
    spans[index] = { ...span, status, result, end: Math.max(span.start, at) as EpochMs, endedBy }
  }
  const giveUpTheRest = (at: EpochMs, endedBy: number) => {
    for (const key of open.keys()) finish(key, at, endedBy, 'cancelled', null)
  }

  history.forEach((event, position) => {
    const start = { start: event.at, begunBy: position, input: null }
    switch (event.type) {
      case 'TaskScheduled':
        begin(event.id, { ...start, kind: 'activity', name: event.name, status: 'running', input: event.input })
        break
      case 'SubOrchestrationInstanceCreated':
        begin(event.id, { ...start, kind: 'subOrchestration', name: event.name, status: 'running', input: event.input })
        break
      case 'TimerCreated':
        begin(event.id, { ...start, kind: 'timer', name: '', status: 'waiting', due: event.fireAt })
        break
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
        finish(event.taskScheduledId, event.at, position, 'completed', event.result)
        break
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
        finish(event.taskScheduledId, event.at, position, 'failed', event.failureDetails?.ErrorMessage ?? event.reason)
        break
      case 'TimerFired':
        finish(event.timerId, event.at, position, 'completed', null)
        break
      case 'EventRaised':
        mark({ ...start, kind: 'externalEvent', name: event.name, status: 'completed', input: event.input })
        break
      case 'EventSent':
        mark({ ...start, kind: 'sentEvent', name: event.name, status: 'completed', input: event.input })
        break
      case 'ExecutionSuspended':
        begin('suspension', { ...start, kind: 'command', name: 'suspend', status: 'waiting', input: event.reason })
        break
      case 'ExecutionResumed':
        finish('suspension', event.at, position, 'completed', event.reason)
        break
      case 'ExecutionTerminated':
        mark({ ...start, kind: 'command', name: 'terminate', status: 'cancelled', input: event.reason })
        break
      case 'ExecutionRewound':
        mark({ ...start, kind: 'command', name: 'rewind', status: 'completed', input: event.reason })
        break
      case 'ExecutionCompleted':
        giveUpTheRest(event.at, position)
        break
      case 'ExecutionStarted':
      case 'OrchestratorStarted':
      case 'OrchestratorCompleted':
      case 'GenericEvent':
        break
      default:
        assertNever(event, 'history event')
    }
  })
  return spans
}

type Draft = Omit<Span, 'id' | 'end' | 'endedBy' | 'isPoint' | 'result'>

function toEpisodeSpans(history: readonly HistoryEvent[], episodes: readonly Episode[]): Span[] {
  return episodes.filter((episode) => episode.from < history.length).map((episode) => toEpisodeSpan(history, episode))
}

/** An episode of which history holds only the first events (playback stands inside it) is still running. */
function toEpisodeSpan(history: readonly HistoryEvent[], episode: Episode): Span {
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
