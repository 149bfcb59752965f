import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import { entityAnswerOf, entityName, entityRequestOf } from './entity-messages.ts'
import type { Draft, Recorder } from './recorder.ts'

type Sent = Extract<HistoryEvent, { type: 'EventSent' }>
type Raised = Extract<HistoryEvent, { type: 'EventRaised' }>

/** Entities: operations from the request to the answer, signals as messages, locks from asking to release. */
export class Entities {
  private readonly requests = new Map<string, Draft>()
  private readonly recorder: Recorder

  constructor(recorder: Recorder) {
    this.recorder = recorder
  }

  /** Whether the event was a message to an entity; then it is drawn. */
  sent(event: Sent, at: EpochMs, position: number): boolean {
    const request = entityRequestOf(event)
    if (request === null) return false
    const { instanceId } = event
    const span = { id: `event:${position}`, start: at, begunBy: position, instanceId }
    switch (request.type) {
      case 'call': {
        const { operation, input } = request
        const name = entityName(instanceId)
        const begun = this.recorder.begin({ ...span, kind: 'entity', name, operation, input }, 'running')
        this.requests.set(request.id, begun)
        break
      }
      case 'signal': {
        const { operation, input } = request
        this.recorder.mark({ ...span, kind: 'entity', name: entityName(instanceId), operation, input }, 'completed')
        break
      }
      case 'lock': {
        const name = request.entities.join(', ')
        const begun = this.recorder.begin({ ...span, kind: 'lock', name, input: null }, 'waiting')
        this.requests.set(request.id, begun)
        break
      }
      case 'release':
        this.release(request.id, at, position)
    }
    return true
  }

  /** Whether the event was an entity's answer; then it is drawn. */
  answered({ name, input }: Raised, at: EpochMs, position: number): boolean {
    const span = this.requests.get(name)
    if (span === undefined) return false
    if (span.kind === 'lock') {
      this.recorder.goOn(span, 'holding', position, { at, endedBy: position, status: 'completed', result: null })
      return true
    }
    this.requests.delete(name)
    const { result, isFailure } = entityAnswerOf(input)
    this.recorder.finish(span, { at, endedBy: position, status: isFailure ? 'failed' : 'completed', result })
    return true
  }

  private release(requestId: string, at: EpochMs, position: number): void {
    const span = this.requests.get(requestId)
    if (span === undefined) return // one message goes to each locked entity: the first counts
    this.requests.delete(requestId)
    this.recorder.finish(span, { at, endedBy: position, status: 'completed', result: null })
  }
}
