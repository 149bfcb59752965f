import type { EpochMs } from '#base/units.ts'
import { assertNever } from '#base/assert.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { toEpisodeSpan } from './episode-span.ts'
import { entityRequestOf } from './entity-request.ts'
import { joinsOf, meet } from './joins.ts'
import { type RetryLinks, retryLinksOf } from './retries.ts'
import type { Join, Segment, Span, SpanSink, SpanStatus } from './spans.ts'
import { waitBook } from './waits.ts'

/** A task's number, the request of an entity call, or the suspension. */
type Key = number | string
type Draft = Omit<Span, 'id' | 'end' | 'endedBy' | 'isPoint' | 'result'>
type End = { readonly at: EpochMs; readonly by: number; readonly status: SpanStatus; readonly result: string | null }

const noLinks: RetryLinks = { backOffAfter: new Map(), backOffBefore: new Map(), goingOn: new Set() }

/**
 * Reads a run as it grows: each call tells the sink what the events after the last call began and ended, in the order of
 * history. What has ended by the end of the execution without an end of its own was given up.
 */
export function runReader(sink: SpanSink): (history: readonly HistoryEvent[], episodes: readonly Episode[]) => void {
  const open = new Map<Key, Span>()
  const chains = new Map<number, Span>() // retries between two attempts, by their timer
  const waits = waitBook(sink)
  let links = noLinks
  // What a yield asked for the host may only write down in a later episode.
  const limits = new Map<number, number>()
  const joins = new Map<number, Join>()
  const asked = new Set<number>()
  const calls = new Set<string>()
  let episode: Episode | undefined
  let [eventsRead, episodesRead] = [0, 0]

  const begin = (key: Key, draft: Draft) => {
    const span = { ...draft, id: `event:${draft.begunBy}`, end: null, endedBy: null, isPoint: false, result: null }
    open.set(key, span)
    sink.add(span)
  }
  const mark = (draft: Draft) => {
    const point = { end: draft.start, endedBy: draft.begunBy, isPoint: true, result: null }
    sink.add({ ...draft, ...point, id: `event:${draft.begunBy}` })
  }
  const amend = (span: Span) => {
    sink.amend(span)
    return span
  }
  const finish = (key: Key, { at, by, status, result }: End) => {
    const span = open.get(key)
    if (span === undefined) return // a second completion of one task: the first counts
    open.delete(key)
    const end = Math.max(span.start, at) as EpochMs
    const segments = span.segments && closed(span.segments, status, end, by)
    if (span.join && status !== 'cancelled') meet(span.join, end)
    amend({ ...span, status, result, end, endedBy: by, ...(segments && { segments }) })
  }

  const askedIn = (key: number): Pick<Span, 'askedIn' | 'join'> => {
    const join = joins.get(key)
    return { ...(episode && { askedIn: episode.index }), ...(join && { join }) }
  }
  const ask = (key: number, draft: Draft) => {
    const timer = links.backOffBefore.get(key)
    const chain = timer === undefined ? undefined : chains.get(timer)
    const most = limits.get(key)
    if (timer === undefined || chain === undefined)
      return begin(key, { ...draft, ...askedIn(key), ...(most !== undefined && { mostAttempts: most }) })
    chains.delete(timer)
    const attempt: Segment = {
      isBackOff: false,
      status: 'running',
      start: draft.start,
      end: null,
      begunBy: draft.begunBy,
      endedBy: null,
    }
    const segments = [...(chain.segments ?? []), attempt]
    open.set(key, amend({ ...chain, status: 'running', end: null, endedBy: null, segments }))
  }
  /** A failure that a retry answers ends an attempt, not the task. */
  const fail = (key: number, end: End) => {
    const timer = links.backOffAfter.get(key)
    const span = open.get(key)
    if (timer === undefined || span === undefined) return finish(key, end)
    open.delete(key)
    const first: Segment = {
      isBackOff: false,
      status: 'running',
      start: span.start,
      end: null,
      begunBy: span.begunBy,
      endedBy: null,
    }
    const attempts = closed(span.segments ?? [first], 'failed', Math.max(span.start, end.at) as EpochMs, end.by)
    const backOff: Segment = {
      isBackOff: true,
      status: 'waiting',
      start: Math.max(span.start, end.at) as EpochMs,
      end: null,
      begunBy: end.by,
      endedBy: null,
    }
    chains.set(timer, amend({ ...span, status: 'waiting', result: end.result, segments: [...attempts, backOff] }))
  }
  const startTimer = (id: number, draft: Draft) => {
    const chain = chains.get(id)
    if (chain === undefined) begin(id, { ...draft, ...askedIn(id) })
    else chains.set(id, amend({ ...chain, ...(draft.due !== undefined && { due: draft.due }) }))
  }
  const fire = (id: number, at: EpochMs, by: number) => {
    const chain = chains.get(id)
    if (chain === undefined) return finish(id, { at, by, status: 'completed', result: null })
    const end = Math.max(chain.start, at) as EpochMs
    const { due: _, ...rest } = chain
    const segments = closed(chain.segments ?? [], 'waiting', end, by)
    if (links.goingOn.has(id)) {
      chains.set(id, amend({ ...rest, segments }))
      return
    }
    chains.delete(id) // no attempt follows: what failed last is the answer
    if (rest.join) meet(rest.join, end)
    amend({ ...rest, segments, status: 'failed', end, endedBy: by })
  }
  const giveUpTheRest = (at: EpochMs, by: number) => {
    for (const [timer, chain] of chains) {
      chains.delete(timer)
      open.set(timer, chain)
    }
    for (const key of open.keys()) finish(key, { at, by, status: 'cancelled', result: null })
    waits.giveUp(at, by)
  }

  /** A call or a lock is answered by an external event that bears its request's id; a signal by nothing. */
  const sendToEntity = (
    event: Extract<HistoryEvent, { type: 'EventSent' }>,
    start: Pick<Draft, 'start' | 'begunBy'>,
  ) => {
    const told = entityRequestOf(event)
    if (told === undefined) return false
    const { name, input, request } = told
    if (request === null) mark({ ...start, kind: 'sentEvent', name, status: 'completed', input })
    else {
      calls.add(request)
      begin(request, { ...start, kind: 'entity', name, status: 'running', input })
    }
    return true
  }

  const readEvent = (event: HistoryEvent, by: number) => {
    const { at } = event
    const start = { start: at, begunBy: by, input: null }
    switch (event.type) {
      case 'TaskScheduled':
        return ask(event.id, { ...start, kind: 'activity', name: event.name, status: 'running', input: event.input })
      case 'SubOrchestrationInstanceCreated':
        return ask(event.id, {
          ...start,
          kind: 'subOrchestration',
          name: event.name,
          status: 'running',
          input: event.input,
        })
      case 'TimerCreated':
        return startTimer(event.id, { ...start, kind: 'timer', name: '', status: 'waiting', due: event.fireAt })
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
        return finish(event.taskScheduledId, { at, by, status: 'completed', result: event.result })
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
        return fail(event.taskScheduledId, {
          at,
          by,
          status: 'failed',
          result: event.failureDetails?.ErrorMessage ?? event.reason,
        })
      case 'TimerFired':
        return fire(event.timerId, at, by)
      case 'EventRaised':
        if (calls.delete(event.name)) return finish(event.name, { at, by, status: 'completed', result: event.input })
        mark({ ...start, kind: 'externalEvent', name: event.name, status: 'completed', input: event.input })
        return waits.arrive(event, by)
      case 'EventSent':
        if (sendToEntity(event, start)) return undefined
        return mark({ ...start, kind: 'sentEvent', name: event.name, status: 'completed', input: event.input })
      case 'ExecutionSuspended':
        return begin('suspension', {
          ...start,
          kind: 'command',
          name: 'suspend',
          status: 'waiting',
          input: event.reason,
        })
      case 'ExecutionResumed':
        return finish('suspension', { at, by, status: 'completed', result: event.reason })
      case 'ExecutionTerminated':
        return mark({ ...start, kind: 'command', name: 'terminate', status: 'cancelled', input: event.reason })
      case 'ExecutionRewound':
        return mark({ ...start, kind: 'command', name: 'rewind', status: 'completed', input: event.reason })
      case 'ExecutionCompleted':
        return giveUpTheRest(at, by)
      case 'ExecutionStarted':
      case 'OrchestratorStarted':
      case 'OrchestratorCompleted':
      case 'GenericEvent':
        return undefined
      default:
        return assertNever(event, 'history event')
    }
  }

  const enter = (next: Episode, history: readonly HistoryEvent[]) => {
    episode = next
    for (const [id, most] of attemptLimitsOf(next)) limits.set(id, most)
    for (const [id, join] of joinsOf(next)) joins.set(id, join)
    for (const { taskIds } of next.trace.yields) for (const id of taskIds) asked.add(id)
    links = retryLinksOf(history, next, asked, (timer) => chains.get(timer)?.name)
    sink.add(toEpisodeSpan(history, next))
  }

  return (history, episodes) => {
    for (; eventsRead < history.length; eventsRead++) {
      for (let next = episodes[episodesRead]; next !== undefined && next.from <= eventsRead;) {
        enter(next, history)
        next = episodes[++episodesRead]
      }
      const event = history[eventsRead]
      if (event !== undefined) readEvent(event, eventsRead)
      if (episode !== undefined && eventsRead === Math.max(episode.from, episode.to - 1)) waits.begin(episode)
    }
  }
}

/** The same segments with the last one at its end. */
function closed(segments: readonly Segment[], status: SpanStatus, end: EpochMs, endedBy: number): Segment[] {
  return segments.map((segment, i) =>
    i === segments.length - 1 && segment.end === null ? { ...segment, status, end, endedBy } : segment,
  )
}

/** How often each task of an episode is tried at most, by its number, as far as its trace tells. */
function attemptLimitsOf({ trace }: Episode): ReadonlyMap<number, number> {
  return new Map(
    trace.yields.flatMap(({ taskIds: [first], mostAttempts }) =>
      first === undefined || mostAttempts === undefined ? [] : [[first, mostAttempts]],
    ),
  )
}
