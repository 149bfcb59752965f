import { shownJson } from '#base/json.ts'
import type { EpochMs } from '#base/units.ts'
import { entityNameOf } from '#durable/entity.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { ownWords } from './own-words.ts'

export type CallKind = 'activity' | 'subOrchestration' | 'timer' | 'entity' | 'signal' | 'externalEvent'

/** Something the orchestrator asked for, or an external event that came: from the event that began it to the one that ended it. */
export interface Call {
  readonly kind: CallKind
  /** As the code names it; empty for a timer. */
  readonly name: string
  readonly status: 'running' | 'completed' | 'failed' | 'cancelled'
  /** Positions in history. An external event ends where it begins. */
  readonly begunBy: number
  readonly endedBy: number | null
  readonly start: EpochMs
  readonly end: EpochMs | null
  /** The instance that was asked: a sub-orchestration's or an entity's. */
  readonly instanceId?: string
  readonly input: string | null
  readonly result: string | null
}

type Draft = { -readonly [K in keyof Call]: Call[K] }

/** The calls of one execution, in the order in which they began. What has no end when the execution ends was given up. */
export function callsOf(history: readonly HistoryEvent[]): Call[] {
  const calls: Draft[] = []
  const open = new Map<number | string, Draft>()
  const begin = (
    key: number | string | null,
    position: number,
    start: EpochMs,
    more: Partial<Draft> & Pick<Draft, 'kind' | 'name'>,
  ) => {
    const call: Draft = {
      status: 'running',
      begunBy: position,
      endedBy: null,
      start,
      end: null,
      input: null,
      result: null,
      ...more,
    }
    calls.push(call)
    if (key !== null) open.set(key, call)
  }
  const finish = (
    key: number | string,
    position: number,
    at: EpochMs,
    status: Call['status'],
    result: string | null,
  ) => {
    const call = open.get(key)
    if (call === undefined) return false
    open.delete(key)
    Object.assign(call, { status, endedBy: position, end: at, result })
    return true
  }

  history.forEach((event, position) => {
    const { at } = event
    switch (event.type) {
      case 'TaskScheduled':
        begin(event.id, position, at, { kind: 'activity', name: event.name, input: event.input })
        break
      case 'SubOrchestrationInstanceCreated': {
        const { name, input, instanceId } = event
        begin(event.id, position, at, { kind: 'subOrchestration', name, input, instanceId })
        break
      }
      case 'TimerCreated':
        begin(event.id, position, at, { kind: 'timer', name: '' })
        break
      case 'TaskCompleted':
      case 'SubOrchestrationInstanceCompleted':
        finish(event.taskScheduledId, position, at, 'completed', event.result)
        break
      case 'TaskFailed':
      case 'SubOrchestrationInstanceFailed':
        finish(
          event.taskScheduledId,
          position,
          at,
          'failed',
          ownWords(event.failureDetails?.ErrorMessage ?? event.reason),
        )
        break
      case 'TimerFired':
        finish(event.timerId, position, at, 'completed', null)
        break
      case 'EventSent': {
        const { instanceId } = event
        const message = messageIn(event.input)
        const name = `${entityNameOf(instanceId)?.name ?? instanceId}${message.op === '' ? '' : `.${message.op}`}`
        const sent = { instanceId, name, input: message.input }
        if (message.id === '' || message.isSignal)
          begin(null, position, at, { ...sent, kind: 'signal', status: 'completed', endedBy: position, end: at })
        else begin(message.id, position, at, { ...sent, kind: 'entity' })
        break
      }
      case 'EventRaised':
        if (finish(event.name, position, at, 'completed', event.input)) break // an entity's answer bears the name of the request
        begin(null, position, at, {
          kind: 'externalEvent',
          name: event.name,
          status: 'completed',
          endedBy: position,
          end: at,
          input: event.input,
        })
        break
      case 'ExecutionCompleted':
        for (const key of open.keys()) finish(key, position, at, 'cancelled', null)
        break
      default: // tells of no call
    }
  })
  return calls
}

/** What an orchestrator sends to an entity: an operation, or a request for its lock. */
function messageIn(text: string | null): { id: string; op: string; isSignal: boolean; input: string | null } {
  const message = shownJson(text)
  const fields = typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : {}
  const textIn = (key: string) => (typeof fields[key] === 'string' ? fields[key] : '')
  return {
    id: textIn('id'),
    op: textIn('op') || ('lockset' in fields ? 'lock' : ''),
    isSignal: fields['signal'] === true,
    input: typeof fields['input'] === 'string' ? fields['input'] : null,
  }
}
