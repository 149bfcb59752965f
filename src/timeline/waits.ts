import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'
import type { Span, SpanSink } from './spans.ts'

export interface WaitBook {
  /** Opens what an episode waits for when it ends. */
  begin(episode: Episode): void
  /** An external event has come: it ends the oldest wait of its name. */
  arrive(event: Extract<HistoryEvent, { type: 'EventRaised' }>, position: number): void
  /** The execution is over. */
  giveUp(at: EpochMs, position: number): void
}

interface OpenWait {
  readonly span: Span
  readonly awaited: string
}

/**
 * The waits for external events. History has no line for "began to wait"; the trace tells: an episode that
 * stopped at such a yield waits from its end until an event of that name arrives, or the execution ends.
 */
export function waitBook(sink: SpanSink): WaitBook {
  const open: OpenWait[] = []
  const end = ({ span }: OpenWait, at: EpochMs, endedBy: number, rest: Pick<Span, 'status' | 'name' | 'result'>) =>
    sink.amend({ ...span, ...rest, end: Math.max(span.start, at) as EpochMs, endedBy })

  return {
    begin(episode) {
      awaitedAtTheEndOf(episode).forEach((awaited, index) => {
        const span = toWait(episode, awaited, index)
        open.push({ span, awaited })
        sink.add(span)
      })
    },
    arrive({ at, name, input }, position) {
      const index = open.findIndex(({ awaited }) => isSameName(awaited, name))
      const [wait] = index === -1 ? [] : open.splice(index, 1)
      if (wait === undefined) return
      end(wait, at, position, { status: 'completed', name: wait.awaited === '' ? name : wait.awaited, result: input })
    },
    giveUp(at, position) {
      for (const wait of open.splice(0))
        end(wait, at, position, { status: 'cancelled', name: wait.awaited, result: null })
    },
  }
}

/** Only the last yield of an episode waits: those before it were answered at once. */
function awaitedAtTheEndOf({ trace }: Episode): string[] {
  const last: FirstYield | undefined = trace.yields.at(-1)
  if (last === undefined) return []
  if (last.waitsFor !== undefined) return [...last.waitsFor]
  return last.action === 'WaitForExternalEvent' ? [''] : []
}

function toWait(episode: Episode, name: string, index: number): Span {
  return {
    id: `wait:${episode.index}:${index}`,
    kind: 'externalEvent',
    name,
    status: 'waiting',
    start: episode.endedAt,
    end: null,
    isPoint: false,
    begunBy: Math.max(episode.from, episode.to - 1),
    endedBy: null,
    input: null,
    result: null,
  }
}

/** Azure compares the names of external events without regard to case. An unknown name takes the first that comes. */
function isSameName(awaited: string, raised: string): boolean {
  return awaited === '' || awaited.toLowerCase() === raised.toLowerCase()
}
