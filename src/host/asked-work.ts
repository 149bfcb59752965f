import { askedTaskOf } from '#durable/asked-task.ts'
import type { HistoryEvent, Scheduled } from '#durable/history-event.ts'
import { type AskedTask, MOST_ASKED } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { ActionWalk, type WalkFacts } from './action-walk.ts'
import { ScheduledWork } from './scheduled-work.ts'
import { ToldRequests } from './told-requests.ts'

/** So many before the first one that differs, when there are more. */
const BEFORE = 200

/** Scheduled work that believes the code: whatever it asks for is written down, and history may say what it likes. */
class AskedWork extends ScheduledWork {
  readonly all = new Map<number, Scheduled>()
  readonly requests = new ToldRequests()
  readonly late = new Set<number>()

  override note(event: Scheduled): void {
    super.note(event)
    this.all.set(event.id, event)
  }

  override confirm(past: Scheduled): void {
    const now = this.all.get(past.id)
    if (now) this.requests.meet(past, now)
    else this.late.add(past.id)
  }
}

/**
 * What the code asks for against this history, whether it fits or not, by sequence number. `actions` and `lines` are those
 * of a whole replay of it. Of very many, those around `near` are kept. Never throws.
 */
export function askedAgainst(
  facts: WalkFacts,
  history: readonly HistoryEvent[],
  { actions, outcome, lines = [] }: Pick<OrchestrateAnswer, 'actions' | 'outcome' | 'lines'>,
  near = 0,
): AskedTask[] {
  const work = new AskedWork()
  const walk = new ActionWalk(facts, work)
  walk.push(actions, outcome.type !== 'waiting')
  try {
    for (const event of history) walk.deliver(work.requests.translated(event))
  } catch {
    // A history of another program may complete what the walk cannot make sense of: what was asked until then counts.
  }
  const inOrder = [...work.all.values()].toSorted((a, b) => a.id - b.id)
  const from = inOrder.length > MOST_ASKED ? Math.max(0, inOrder.findIndex(({ id }) => id >= near) - BEFORE) : 0
  return inOrder.slice(from, from + MOST_ASKED).map((event): AskedTask => {
    const at = lines[event.id]
    return { ...askedTaskOf(event), ...(work.late.has(event.id) && { isLate: true }), ...(at && { at }) }
  })
}
