import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { Entities } from './entities.ts'
import { Joins } from './joins.ts'
import { type Draft, type Listener, Recorder } from './recorder.ts'
import type { SpanKind, SpanStatus } from './span.ts'
import { Tasks } from './tasks.ts'
import { type Continuations, continuationsOf, endOfTurn, type Turn } from './turns.ts'
import { Waits } from './waits.ts'

/**
 * History and episodes → spans, as they come: what is new of a history is taken turn by turn, and costs no more when
 * a hundred thousand events stand before it. The same history gives the same spans, in whatever portions it came.
 */
export class SpanBook {
  readonly recorder: Recorder
  readonly joins = new Joins()
  private readonly tasks: Tasks
  private readonly waits: Waits
  private readonly entities: Entities
  private position = 0
  private episode = 0
  private suspension: Draft | null = null
  private isOver = false
  private latest: EpochMs = 0 as EpochMs
  private readonly listener: Listener

  constructor(listener: Listener) {
    this.listener = listener
    this.recorder = new Recorder(listener)
    this.tasks = new Tasks(this.recorder)
    this.waits = new Waits(this.recorder)
    this.entities = new Entities(this.recorder)
  }

  /** How many events it has taken. */
  get length(): number {
    return this.position
  }

  /** Takes what is new, a whole number of turns and about `limit` events at most. Whether all has been taken. */
  take(history: readonly HistoryEvent[], episodes: readonly Episode[], limit = Infinity): boolean {
    const stop = Math.min(history.length, this.position + limit)
    for (;;) {
      const episode = episodes[this.episode]
      if (episode !== undefined && episode.to <= this.position) {
        this.takeLate(episode, history)
        continue
      }
      if (this.position >= stop) return this.position >= history.length
      const to = endOfTurn(history, this.position, episode)
      const isIts = episode !== undefined && episode.from <= this.position
      this.takeTurn(history, { from: this.position, to, episode: isIts ? episode : undefined })
      this.position = to
      if (isIts) this.episode++
    }
  }

  /** Its events came before it did. */
  private takeLate(episode: Episode, history: readonly HistoryEvent[]): void {
    this.endEpisode(this.beginEpisode(episode), episode, history.slice(episode.from, episode.to))
    this.waits.asked(episode, this.isOver)
    this.episode++
  }

  private takeTurn(history: readonly HistoryEvent[], turn: Turn): void {
    const { from, to, episode } = turn
    this.listener.nextTurn()
    const span = episode && this.beginEpisode(episode)
    if (episode !== undefined) this.tasks.learn(episode)
    const goesOn = continuationsOf(history, turn, this.tasks)
    const wasOver = this.isOver
    for (let position = from; position < to; position++) {
      const event = history[position]
      if (event !== undefined) this.takeEvent(event, position, goesOn)
    }
    if (episode === undefined || span === undefined) return
    this.endEpisode(span, episode, history.slice(from, to))
    const isOver = this.isOver && !wasOver
    const waits = this.waits.asked(episode, this.isOver)
    const { yields, awaits } = episode.trace
    const awaited = awaits ? this.tasks.spansOf(awaits.taskIds) : null
    const asked = this.tasks.spansOf(yields.at(-1)?.taskIds ?? [])
    this.joins.asked(episode, isOver, [...(asked.length === 0 ? (awaited ?? []) : asked), ...waits], awaited)
  }

  private takeEvent(event: HistoryEvent, position: number, goesOn: Continuations): void {
    const at = this.timeOf(event)
    const mark = { id: `event:${position}`, start: at, begunBy: position, input: null }
    switch (event.type) {
      case 'TaskScheduled':
      case 'SubOrchestrationInstanceCreated':
        this.tasks.scheduled(event, at, position)
        break
      case 'TimerCreated':
        this.tasks.timerCreated(event, at, position)
        break
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
        this.tasks.ended(event, at, position, goesOn)
        break
      case 'TimerFired':
        this.tasks.fired(event, at, position, goesOn)
        break
      case 'EventRaised':
        if (this.entities.answered(event, at, position)) break
        this.waits.arrived(event, at, position) // first: the envelope stands at the end of the wait, in its lane
        this.recorder.mark({ ...mark, kind: 'externalEvent', name: event.name, input: event.input }, 'completed')
        break
      case 'EventSent':
        if (!this.entities.sent(event, at, position))
          this.recorder.mark(
            { ...mark, kind: 'sentEvent', name: event.name, input: event.input, instanceId: event.instanceId },
            'completed',
          )
        break
      case 'ExecutionSuspended':
        this.suspension ??= this.recorder.begin(
          { ...mark, kind: 'command', name: 'suspend', input: event.reason },
          'waiting',
        )
        break
      case 'ExecutionResumed':
        this.resume(at, position, event.reason)
        break
      case 'ExecutionTerminated':
        this.recorder.mark({ ...mark, kind: 'command', name: 'terminate', input: event.reason }, 'cancelled')
        break
      case 'ExecutionRewound':
        this.recorder.mark({ ...mark, kind: 'command', name: 'rewind', input: event.reason }, 'completed')
        break
      case 'ExecutionCompleted':
        this.isOver = true
        this.recorder.endAll(at, position)
        if (event.status === 'ContinuedAsNew')
          this.recorder.mark({ ...mark, kind: 'command', name: 'continueAsNew', input: event.result }, 'completed')
        break
      case 'ExecutionStarted':
      case 'OrchestratorStarted':
      case 'OrchestratorCompleted':
        break
      default:
        // History may come from a newer Azure than this one: what it means we cannot say, but it did happen.
        this.recorder.mark({ ...mark, kind: 'other', name: String((event as { type: unknown }).type) }, 'completed')
    }
  }

  private resume(at: EpochMs, endedBy: number, reason: string): void {
    if (this.suspension) this.recorder.finish(this.suspension, { at, endedBy, status: 'completed', result: reason })
    this.suspension = null
  }

  /** An event without a time, as a damaged file may hold one, happened when the one before it did. */
  private timeOf({ at }: HistoryEvent): EpochMs {
    if (Number.isFinite(at)) this.latest = at
    return this.latest
  }

  private beginEpisode({ index, startedAt, from }: Episode): Draft {
    const begun = { id: `episode:${index}`, kind: 'episode' as SpanKind, name: '', input: null, episode: index }
    return this.recorder.begin({ ...begun, start: startedAt, begunBy: from }, 'running')
  }

  /** An episode of which history holds only the first events is still running. */
  private endEpisode(span: Draft, episode: Episode, events: readonly HistoryEvent[]): void {
    const end = events.find((event) => event.type === 'ExecutionCompleted')
    span.replayedShare = replayedShare(episode, end !== undefined)
    if (events.length < episode.to - episode.from) return
    const status: SpanStatus = end?.status === 'Failed' ? 'failed' : 'completed'
    const endedBy = Math.max(episode.from, episode.to - 1)
    this.recorder.finish(span, { at: episode.endedAt, endedBy, status, result: null })
  }
}

/** Counted in stretches of code: each leads to a yield, and the last one to the end of the function. */
function replayedShare({ trace }: Episode, isLast: boolean): number {
  const stretches = trace.replayedYields + trace.yields.length + (isLast ? 1 : 0)
  return stretches === 0 ? 0 : trace.replayedYields / stretches
}
