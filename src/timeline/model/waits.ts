import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { Draft, Recorder } from './recorder.ts'

type Raised = Extract<HistoryEvent, { type: 'EventRaised' }>

interface Arrival {
  readonly name: string
  readonly at: EpochMs
  readonly position: number
}

/**
 * The waits for external events. History has no line for "began to wait"; the trace tells: an episode that stopped at
 * such a yield waits from its end until an event of that name arrives. One that had come before was kept for it:
 *
 *     late     ask ···········✉ arrives
 *     early    ✉ arrives ····· ask
 */
export class Waits {
  private readonly arrivals: Arrival[] = []
  private readonly waiting: { readonly name: string; readonly span: Draft }[] = []
  private readonly recorder: Recorder

  constructor(recorder: Recorder) {
    this.recorder = recorder
  }

  /** An event has arrived: it ends the latest wait for it, as in durable-functions, or is kept. */
  arrived({ name, input }: Raised, at: EpochMs, position: number): void {
    const index = this.waiting.findLastIndex((wait) => isSameName(wait.name, name))
    const wait = this.waiting[index]
    if (wait === undefined) {
      this.arrivals.push({ name, at, position })
      return
    }
    this.waiting.splice(index, 1)
    this.recorder.finish(wait.span, { at, endedBy: position, status: 'completed', result: input })
  }

  /** An episode has ended. The spans are those it waits for by its last yield. */
  asked(episode: Episode, isOver: boolean): Draft[] {
    const { yields } = episode.trace
    return yields.flatMap((each, i) => {
      const names = each.waitsFor ?? (each.action === 'WaitForExternalEvent' ? [''] : [])
      const isLast = i === yields.length - 1 && !isOver
      return names.flatMap((name) => this.ask(name, episode, isLast) ?? [])
    })
  }

  private ask(name: string, episode: Episode, isLast: boolean): Draft | undefined {
    const early = this.arrivals.findIndex((arrival) => isSameName(name, arrival.name))
    if (early !== -1) {
      const [arrival] = this.arrivals.splice(early, 1)
      if (arrival !== undefined && arrival.position < episode.from) this.takeEarly(arrival, episode)
      return undefined
    }
    return isLast ? this.wait(name, episode) : undefined
  }

  /** Only the last yield of an episode waits: those before it were answered at once. */
  private wait(name: string, episode: Episode): Draft {
    const begunBy = Math.max(episode.from, episode.to - 1)
    const id = `wait:${episode.index}:${name}`
    const span = this.recorder.begin(
      { id, kind: 'externalEvent', name, start: episode.endedAt, begunBy, input: null },
      'waiting',
    )
    this.waiting.push({ name, span })
    return span
  }

  private takeEarly({ name, at, position }: Arrival, episode: Episode): void {
    const begunBy = Math.max(episode.from, episode.to - 1)
    const id = `early:${position}`
    const span = this.recorder.begin(
      { id, kind: 'externalEvent', name, start: at, begunBy, input: null, isEarly: true },
      'waiting',
    )
    this.recorder.finish(span, { at: episode.startedAt, endedBy: begunBy, status: 'completed', result: null })
  }
}

/** Azure compares the names of external events without regard to case. An unknown name takes the first that comes. */
function isSameName(awaited: string, raised: string): boolean {
  return awaited === '' || awaited.toLowerCase() === raised.toLowerCase()
}
