import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import type { Draft, Recorder } from './recorder.ts'
import { attemptsOf } from './span.ts'
import { type Continuations, type Memory, SEGMENT_MS } from './turns.ts'

type Event<T extends HistoryEvent['type']> = Extract<HistoryEvent, { type: T }>
type Scheduled = Event<'TaskScheduled' | 'SubOrchestrationInstanceCreated'>
type Ended = Event<
  'TaskCompleted' | 'TaskFailed' | 'SubOrchestrationInstanceCompleted' | 'SubOrchestrationInstanceFailed'
>

/** Activities, sub-orchestrations and timers: what has a sequence number, and one span for all the numbers of one task. */
export class Tasks implements Memory {
  /** By sequence number; also of what has ended. */
  private readonly spans: (Draft | undefined)[] = []
  private readonly origins = new Map<Draft, Scheduled>()
  private readonly retried = new Map<number, boolean>()
  private readonly mostAttempts = new Map<number, number>()
  /** Timers of this turn that go on with a task, and tasks that go on with a timer: by their own number. */
  private readonly heirs = new Map<number, Draft>()
  private readonly recorder: Recorder

  constructor(recorder: Recorder) {
    this.recorder = recorder
  }

  /** What the trace of an episode tells of the tasks it asks for. */
  learn({ trace }: Episode): void {
    for (const { action, taskIds, mostAttempts } of trace.yields) {
      const isRetried = knownActions[action]
      const [first] = taskIds
      if (mostAttempts !== undefined && first !== undefined) this.mostAttempts.set(first, mostAttempts)
      if (isRetried !== undefined) for (const id of taskIds) this.retried.set(id, isRetried)
    }
  }

  spansOf(ids: readonly number[]): Draft[] {
    return ids.flatMap((id) => this.spans[id] ?? [])
  }

  scheduled(event: Scheduled, at: EpochMs, position: number): void {
    const isChild = event.type === 'SubOrchestrationInstanceCreated'
    const heir = this.inherit(event.id)
    if (heir !== undefined) {
      this.recorder.goOn(heir, 'attempt', position, { at, endedBy: position, status: 'completed', result: null })
      if (isChild) heir.instanceId = event.instanceId
      return
    }
    const { name, input } = event
    const span = this.recorder.begin(
      {
        id: `event:${position}`,
        kind: isChild ? 'subOrchestration' : 'activity',
        start: at,
        begunBy: position,
        name,
        input,
        ...(isChild && { instanceId: event.instanceId }),
      },
      'running',
    )
    const most = this.mostAttempts.get(event.id)
    if (most !== undefined) span.mostAttempts = most
    this.mostAttempts.delete(event.id)
    this.spans[event.id] = span
    this.origins.set(span, event)
  }

  timerCreated({ id, fireAt }: Event<'TimerCreated'>, at: EpochMs, position: number): void {
    const heir = this.inherit(id)
    if (heir?.kind === 'timer') {
      heir.due = fireAt
    } else if (heir === undefined) {
      this.spans[id] = this.recorder.begin(
        { id: `event:${position}`, kind: 'timer', name: '', start: at, begunBy: position, input: null, due: fireAt },
        'waiting',
      )
    }
  }

  ended(event: Ended, at: EpochMs, position: number, { timers }: Continuations): void {
    const id = event.taskScheduledId
    const span = this.spans[id]
    if (span === undefined) return
    const isFailure = event.type === 'TaskFailed' || event.type === 'SubOrchestrationInstanceFailed'
    const result = isFailure ? (event.failureDetails?.ErrorMessage ?? event.reason) : event.result
    const status = isFailure ? 'failed' : 'completed'
    const pickedUp = 'startedAt' in event ? event.startedAt : undefined
    const end = { at, endedBy: position, status, result, pickedUp } as const
    const backOff = timers.get(id)
    if (backOff === undefined) {
      this.retried.delete(id)
      this.forget(span)
      this.recorder.finish(span, end)
      return
    }
    this.recorder.goOn(span, 'backOff', position, end)
    this.heirs.set(backOff, span)
  }

  fired({ timerId }: Event<'TimerFired'>, at: EpochMs, position: number, { timers, attempts }: Continuations): void {
    const span = this.spans[timerId]
    if (span === undefined) return
    const next = attempts.get(timerId) ?? timers.get(timerId)
    if (next !== undefined) {
      this.heirs.set(next, span)
      return
    }
    const isBackOff = span.kind !== 'timer'
    this.forget(span)
    // After the last attempt the host waits once more, and only then tells the code that it failed.
    this.recorder.finish(span, {
      at,
      endedBy: position,
      status: isBackOff ? 'failed' : 'completed',
      result: lastError(span),
    })
  }

  scheduledAs(taskId: number): Scheduled | undefined {
    const span = this.spans[taskId]
    return span && this.origins.get(span)
  }

  backOffOf(timerId: number): Scheduled | undefined {
    const span = this.spans[timerId]
    return span?.kind === 'timer' ? undefined : span && this.origins.get(span)
  }

  isSegment(timerId: number): boolean {
    const span = this.spans[timerId]
    return (
      span?.kind === 'timer' && span.end === null && span.due !== undefined && isWholeSegments(span.due - span.start)
    )
  }

  isRetried(taskId: number): boolean | undefined {
    const span = this.spans[taskId]
    return span !== undefined && attemptsOf(span) > 1 ? true : this.retried.get(taskId)
  }

  private inherit(id: number): Draft | undefined {
    const heir = this.heirs.get(id)
    if (heir === undefined) return undefined
    this.heirs.delete(id)
    this.spans[id] = heir
    return heir
  }

  private forget(span: Draft): void {
    this.origins.delete(span)
  }
}

/** Why the last attempt failed. */
function lastError({ segments }: Draft): string | null {
  return segments?.findLast((part) => part.status === 'failed')?.result ?? null
}

const knownActions: Readonly<Record<string, boolean>> = {
  CallActivity: false,
  CallSubOrchestrator: false,
  CallActivityWithRetry: true,
  CallSubOrchestratorWithRetry: true,
}

/** The host's clock moves between two segments, by little. */
function isWholeSegments(ms: number): boolean {
  const rest = ms % SEGMENT_MS
  return ms >= SEGMENT_MS && Math.min(rest, SEGMENT_MS - rest) < 60_000
}
