import type { HistoryEvent } from '#durable/history-event.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { Remembered } from '#replay/made-tasks.ts'
import type { InspectorCalls } from '#wire/language-calls.ts'
import { historyFor } from '../../inspection/kept-history.ts'
import { Look } from '../../inspection/look.ts'
import type { OrchestrationHandler } from '../durable-functions/orchestrator-run.ts'
import { invokeEpisode } from '../episodes.ts'
import { runThrough } from './run-through.ts'

type InspectAsk = InspectorCalls['inspect']['ask']

/** Nobody here asks which tasks were never yielded, and to find their lines is dear. */
const nothingForgotten: Remembered = new Map()

/**
 * Replays an execution for somebody who looks on. Of the history of one execution it keeps what it was sent.
 * Rejects when a hook keeps the code from running, or the events do not follow what is kept.
 */
export async function inspect(ask: InspectAsk): Promise<Inspection> {
  const history = historyFor(ask)
  let inspection: Inspection | undefined
  await invokeEpisode({
    ask: { ...ask, callId: 'inspection', knownActions: 0 },
    history,
    told: [],
    lookOn: (handler, context) => {
      inspection = look(handler, context, ask, history)
    },
  })
  if (!inspection) throw new Error('A hook of the app kept the orchestrator from running.')
  return inspection
}

function look(
  handler: OrchestrationHandler,
  context: { df?: unknown },
  ask: InspectAsk,
  history: readonly HistoryEvent[],
): Inspection {
  const code = { handler, context, facts: { ask, history, remembered: nothingForgotten } }
  const seen = new Look(ask.position)
  const to = runThrough(code, 'new', seen.first)
  runThrough(code, 'replayed', seen.again)
  return seen.found(to)
}
