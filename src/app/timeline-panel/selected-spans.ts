import type { Selection } from '#durable/selection.ts'
import type { Span } from '#timeline/model/span.ts'

/**
 * The spans that a selection names, the event's first. An event that ended a span, or a part of it, selects it as well as
 * the one that began it.
 */
export function selectedSpans(spans: readonly Span[], { event, episode }: Selection): Span[] {
  const byEvent = event === undefined ? undefined : spanOfEvent(spans, event)
  const byEpisode = episode === undefined ? undefined : spans.find((span) => span.episode === episode)
  return [byEvent, byEpisode].filter((span) => span !== undefined)
}

function spanOfEvent(spans: readonly Span[], event: number): Span | undefined {
  const own = spans.filter((span) => span.kind !== 'episode' && span.begunBy <= event)
  return (
    own.find((span) => span.id === `event:${event}`) ??
    own.find((span) => span.endedBy === event) ??
    own.find((span) => span.segments?.some((part) => part.begunBy === event || part.endedBy === event))
  )
}

/** What choosing a span selects: an episode, or the event that began it. */
export function selectionOf(span: Span): Pick<Selection, 'event' | 'episode'> {
  return span.episode === undefined ? { event: span.begunBy } : { episode: span.episode }
}
