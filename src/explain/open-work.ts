import { messageOf } from '#durable/entity-message.ts'
import type { HistoryEvent, Scheduled } from '#durable/history-event.ts'
import type { CodeLine, Episode } from '#durable/trace.ts'

export type OpenScheduled = HistoryEvent & Scheduled

/** What a history has scheduled and not completed, by sequence number; and the lines that asked for all it scheduled. */
export class OpenWork {
  readonly lines = new Map<number, CodeLine>()
  private readonly open: Map<number, OpenScheduled>
  private readonly untaken: Map<number, OpenScheduled>

  constructor(history: readonly HistoryEvent[], episodes: readonly Pick<Episode, 'trace'>[]) {
    this.open = openIn(history)
    for (const { trace } of episodes) {
      for (const id of trace.cancelledTimers ?? []) this.open.delete(id)
      for (const { taskIds, at } of trace.yields) for (const id of taskIds) if (at) this.lines.set(id, at)
    }
    this.untaken = new Map(this.open)
  }

  /** The open work of that number; it is no longer part of the rest. */
  take(id: number): OpenScheduled | undefined {
    this.untaken.delete(id)
    return this.open.get(id)
  }

  /** What nobody has taken. */
  rest(): OpenScheduled[] {
    return [...this.untaken.values()]
  }
}

function openIn(history: readonly HistoryEvent[]): Map<number, OpenScheduled> {
  const open = new Map<number, OpenScheduled>()
  /** Messages to entities by the name of the event that answers them. */
  const requests = new Map<string, number>()
  for (const event of history) {
    if ('id' in event) {
      const answer = event.type === 'EventSent' ? answerTo(event) : undefined
      if (event.type === 'EventSent' && answer === undefined) continue // nobody answers it
      if (answer !== undefined) requests.set(answer, event.id)
      open.set(event.id, event)
    } else if ('taskScheduledId' in event) open.delete(event.taskScheduledId)
    else if (event.type === 'TimerFired') open.delete(event.timerId)
    else if (event.type === 'EventRaised') open.delete(requests.get(event.name) ?? -1)
  }
  return open
}

/** The name of the event that answers a call or grants a lock; `undefined` for what is one-way. */
function answerTo({ name, input }: Extract<Scheduled, { type: 'EventSent' }>): string | undefined {
  const sent = messageOf(name, input)
  if (!sent || sent.kind === 'release') return undefined
  return sent.kind === 'operation' && sent.message.signal ? undefined : sent.message.id
}
