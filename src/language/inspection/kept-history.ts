import type { HistoryEvent } from '#durable/history-event.ts'
import type { InspectorCalls } from '#wire/language-calls.ts'

type InspectAsk = InspectorCalls['inspect']['ask']

let kept: { readonly executionId: string; readonly history: HistoryEvent[] } | undefined

/** The history to replay for a question. Of one execution what was sent is kept; throws when the events do not follow it. */
export function historyFor({ executionId, from, events, until }: InspectAsk): readonly HistoryEvent[] {
  if (from === 0) kept = { executionId, history: [] }
  if (kept?.executionId !== executionId || kept.history.length !== from)
    throw new Error('The events do not follow the history that is known here.')
  for (const event of events) kept.history.push(event)
  return kept.history.slice(0, until)
}
