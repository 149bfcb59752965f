import type { Selection } from '#durable/selection.ts'
import type { Span } from '#timeline/spans.ts'

/** The spans that a selection names, the event's first. An event that ended a span selects it as well as the one that began it. */
export function selectedSpans(spans: readonly Span[], { event, episode }: Selection): Span[] {
  const byEvent = event === undefined ? undefined : spanOfEvent(spans, event)
  const byEpisode = episode === undefined ? undefined : spans.find((span) => span.episode === episode)
  return [byEvent, byEpisode].filter((span) => span !== undefined)
}

function spanOfEvent(spans: readonly Span[], event: number): Span | undefined {
  const id = `event:${event}`
  return (
    spans.find((span) => span.id === id) ??
    spans.find((span) => span.kind !== 'episode' && (span.endedBy === event || isInChain(span, event)))
  )
}

function isInChain({ segments = [] }: Span, event: number): boolean {
  return segments.some(({ begunBy, endedBy }) => begunBy === event || endedBy === event)
}

/** What choosing a span selects: an episode, or the event that began it. */
export function selectionOf(span: Span): Pick<Selection, 'event' | 'episode'> {
  return span.episode === undefined ? { event: span.begunBy } : { episode: span.episode }
}
