import { messageOf } from '#durable/entity-message.ts'
import type { HistoryEvent, Scheduled } from '#durable/history-event.ts'

/**
 * The names of answers. A call of an entity is answered by an event named by the request's id, which is made of times; a
 * history from elsewhere, or one whose times are not told exactly, has other ids than the ones the walk makes now.
 */
export class ToldRequests {
  private readonly names = new Map<string, string>()

  /** History has this message where the walk has that one. */
  meet(past: Scheduled, now: Scheduled | undefined): void {
    const [told, made] = [idIn(past), idIn(now)]
    if (told !== undefined && made !== undefined && told !== made) this.names.set(told, made)
  }

  /** The event as the walk expects it. */
  translated(event: HistoryEvent): HistoryEvent {
    if (event.type !== 'EventRaised') return event
    const name = this.names.get(event.name)
    return name === undefined ? event : { ...event, name }
  }
}

function idIn(event: Scheduled | undefined): string | undefined {
  return event?.type === 'EventSent' ? messageOf(event.name, event.input)?.message.id : undefined
}
