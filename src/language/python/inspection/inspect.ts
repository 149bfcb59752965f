import type { HistoryEvent } from '#durable/history-event.ts'
import type { Inspection } from '#durable/inspection.ts'
import type { InspectorCalls } from '#wire/language-calls.ts'
import { historyFor } from '../../inspection/kept-history.ts'
import { Look, type Looker } from '../../inspection/look.ts'
import { invokeEpisode } from '../episodes.ts'
import type { Interpreter } from '../interpreter.ts'
import { runThrough } from './run-through.ts'

type InspectAsk = InspectorCalls['inspect']['ask']

/** Replays an execution for somebody who looks on. Rejects when the code cannot be run against its history. */
export async function inspect(ask: InspectAsk, interpreter: Interpreter): Promise<Inspection> {
  const history = historyFor(ask)
  const seen = new Look(ask.position)
  const through = (as: 'new' | 'replayed', looker: Looker) => runOnce(ask, history, as, looker, interpreter)
  const to = await through('new', seen.first)
  await through('replayed', seen.again)
  return seen.found(to)
}

async function runOnce(
  ask: InspectAsk,
  history: readonly HistoryEvent[],
  as: 'new' | 'replayed',
  looker: Looker,
  interpreter: Interpreter,
): Promise<number> {
  let to: number | undefined
  const run = invokeEpisode(
    {
      ask: { ...ask, callId: 'inspection', knownActions: 0 },
      history,
      told: [],
      lookOn: (code, facts) => {
        to = runThrough(code, history, facts, as, looker)
      },
    },
    interpreter,
  )
  await run.catch((error: unknown) => {
    if (to === undefined) throw error // else it is the code's own end, which has been seen
  })
  if (to === undefined) throw new Error('A hook of the app kept the orchestrator from running.')
  return to
}
