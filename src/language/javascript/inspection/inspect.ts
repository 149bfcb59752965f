import type { HistoryEvent } from '#durable/history-event.ts'
import type { Inspection, Stretch } from '#durable/inspection.ts'
import type { Remembered } from '#replay/made-tasks.ts'
import type { InspectorCalls } from '#wire/language-calls.ts'
import type { OrchestrationHandler } from '../durable-functions/orchestrator-run.ts'
import { invokeEpisode } from '../episodes.ts'
import { EarlierSums } from './earlier-sums.ts'
import { preview } from './preview.ts'
import { localsAt } from './recorder.ts'
import { type RanStretch, runThrough } from './run-through.ts'
import { Window } from './window.ts'

type InspectAsk = InspectorCalls['inspect']['ask']
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Characters of variables in one answer; what comes beyond is left out. */
const mostCharacters = 4_000_000

/** Nobody here asks which tasks were never yielded, and to find their lines is dear. */
const nothingForgotten: Remembered = new Map()

let kept: { readonly executionId: string; readonly history: HistoryEvent[] } | undefined

/**
 * Replays an execution for somebody who looks on. Of the history of one execution it keeps what it was sent.
 * Rejects when a hook keeps the code from running, or the events do not follow what is kept.
 */
export async function inspect(ask: InspectAsk): Promise<Inspection> {
  const history = received(ask).slice(0, ask.until)
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

function received({ executionId, from, events }: InspectAsk): readonly HistoryEvent[] {
  if (from === 0) kept = { executionId, history: [] }
  if (kept?.executionId !== executionId || kept.history.length !== from)
    throw new Error('The events do not follow the history that is known here.')
  for (const event of events) kept.history.push(event)
  return kept.history
}

/** Twice through: once as the code ran first, once as it runs again in every later episode, and only then with its variables. */
function look(
  handler: OrchestrationHandler,
  context: { df?: unknown },
  ask: InspectAsk,
  history: readonly HistoryEvent[],
): Inspection {
  const code = { handler, context, facts: { ask, history, remembered: nothingForgotten } }
  const sums = new EarlierSums()
  const window = new Window<Mutable<Stretch>>(ask.position, ({ lines }) => sums.addFirst(lines))
  const to = runThrough(code, 'new', {
    onStretch: (stretch) => window.add(withoutVariables(stretch)),
    isDone: () => window.isFull,
  })
  const again = new Again(window, sums, context)
  runThrough(code, 'replayed', again)
  const [first] = window.stretches
  return {
    from: window.first === 0 || !first ? 0 : first.event + 1,
    to,
    earlier: sums.all(),
    stretches: window.stretches,
  }
}

function withoutVariables({ event, lines, stop, end, made }: RanStretch): Stretch {
  return { event, lines, linesAgain: lines, end, made, locals: [], ...(stop && { at: stop.at }) }
}

/** The second time through: adds to each stretch in the window what runs again, its variables and its answer. */
class Again {
  private index = 0
  private left = mostCharacters
  private readonly window: Window<Mutable<Stretch>>
  private readonly sums: EarlierSums
  private readonly context: { df?: unknown }

  constructor(window: Window<Mutable<Stretch>>, sums: EarlierSums, context: { df?: unknown }) {
    this.window = window
    this.sums = sums
    this.context = context
  }

  readonly isDone = (): boolean => this.index > this.window.first + this.window.stretches.length

  readonly onStretch = ({ lines, stop, given, event, episode }: RanStretch): void => {
    const { stretches, first } = this.window
    const at = this.index++ - first
    const before = stretches[at - 1]
    if (before && given) before.answer = { event, text: preview(given.value), isFailure: given.isFailure }
    const stretch = stretches[at]
    if (at < 0) this.sums.addAgain(lines, episode)
    if (!stretch) return
    stretch.linesAgain = lines
    if (!stop || this.left <= 0) return
    stretch.locals = localsAt(stop, (value) => value === this.context || value === this.context.df)
    for (const { name, text } of stretch.locals) this.left -= name.length + text.length
  }
}
