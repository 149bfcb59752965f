import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode, FirstYield } from '#durable/trace.ts'

/** A mark of the timeline's grammar with the smallest run that shows it: legend, page of marks and tests draw these. */
export interface MarkSample {
  readonly id: MarkId
  readonly history: readonly HistoryEvent[]
  readonly episodes: readonly Episode[]
}

export type MarkId =
  | 'episode'
  | 'completed'
  | 'failed'
  | 'running'
  | 'cancelled'
  | 'retry'
  | 'timer'
  | 'wait'
  | 'arrival'
  | 'subOrchestration'
  | 'fanOut'
  | 'anyJoin'
  | 'suspension'
  | 'termination'

/** All samples are drawn from 0 to 100 milliseconds, and now is at 80. */
export const SAMPLE_MS = 100
export const SAMPLE_NOW = 80 as EpochMs

const at = (n: number) => n as EpochMs
const scheduled = (when: number, id: number, name = 'work'): HistoryEvent => {
  return { type: 'TaskScheduled', at: at(when), id, name, input: null }
}
const completed = (when: number, taskScheduledId: number): HistoryEvent => {
  return { type: 'TaskCompleted', at: at(when), taskScheduledId, result: null }
}
const failed = (when: number, taskScheduledId: number): HistoryEvent => {
  return { type: 'TaskFailed', at: at(when), taskScheduledId, reason: '', details: '' }
}
const ended = (when: number): HistoryEvent => {
  return { type: 'ExecutionCompleted', at: at(when), status: 'Completed', result: null }
}

function episodeOf(index: number, [from, to]: [number, number], yields: readonly FirstYield[] = []): Episode {
  const [startedAt, endedAt] = [at(index * 40), at(index * 40 + 30)]
  const ids = { instanceId: '', executionId: '', build: '' }
  return { ...ids, index, from, to, startedAt, endedAt, trace: { replayedYields: index, yields } }
}

const asks = (action: FirstYield['action'], taskIds: readonly number[], more: Partial<FirstYield> = {}): FirstYield => {
  return { index: 0, action, taskIds, ...more }
}

const plain = (id: MarkId, ...history: HistoryEvent[]): MarkSample => ({ id, history, episodes: [] })
const six = [0, 1, 2, 3, 4, 5]

export const markSamples: readonly MarkSample[] = [
  {
    id: 'episode',
    history: [
      { type: 'OrchestratorStarted', at: at(0) },
      { type: 'OrchestratorStarted', at: at(40) },
    ],
    episodes: [episodeOf(0, [0, 1], [asks('CallActivity', [0])]), episodeOf(1, [1, 2], [asks('CallActivity', [1])])],
  },
  plain('completed', scheduled(5, 0), completed(80, 0)),
  plain('failed', scheduled(5, 0), failed(80, 0)),
  plain('running', scheduled(5, 0)),
  plain('cancelled', scheduled(5, 0), ended(60)),
  {
    id: 'retry',
    history: [
      scheduled(5, 0),
      failed(25, 0),
      { type: 'TimerCreated', at: at(25), id: 1, fireAt: at(55) },
      { type: 'TimerFired', at: at(55), timerId: 1, fireAt: at(55) },
      scheduled(55, 2),
      completed(90, 2),
    ],
    episodes: [
      episodeOf(0, [0, 1], [asks('CallActivityWithRetry', [0], { mostAttempts: 3 })]),
      episodeOf(1, [1, 3]),
      episodeOf(2, [3, 5]),
      episodeOf(3, [5, 6]),
    ],
  },
  plain('timer', { type: 'TimerCreated', at: at(5), id: 0, fireAt: at(95) }),
  {
    id: 'wait',
    history: [{ type: 'OrchestratorStarted', at: at(0) }],
    episodes: [episodeOf(0, [0, 1], [asks('WaitForExternalEvent', [], { waitsFor: ['Approval'] })])],
  },
  plain('arrival', { type: 'EventRaised', at: at(50), name: 'Approval', input: null }),
  plain(
    'subOrchestration',
    { type: 'SubOrchestrationInstanceCreated', at: at(5), id: 0, name: 'child', instanceId: '', input: null },
    { type: 'SubOrchestrationInstanceCompleted', at: at(90), taskScheduledId: 0, result: null },
  ),
  {
    id: 'fanOut',
    history: [...six.map((id) => scheduled(5, id)), ...six.map((id) => completed(20 + 10 * id, id))],
    episodes: [episodeOf(0, [0, 6], [asks('WhenAll', six)])],
  },
  {
    id: 'anyJoin',
    history: [scheduled(5, 0), scheduled(5, 1), completed(50, 0), completed(90, 1)],
    episodes: [episodeOf(0, [0, 2], [asks('WhenAny', [0, 1])])],
  },
  plain(
    'suspension',
    { type: 'ExecutionSuspended', at: at(20), reason: '' },
    { type: 'ExecutionResumed', at: at(70), reason: '' },
  ),
  plain('termination', { type: 'ExecutionTerminated', at: at(50), reason: '' }),
]
