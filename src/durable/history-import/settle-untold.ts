import type { HistoryEvent, Scheduled } from '../history-event.ts'
import { allTold, type ImportedHistory } from './imported-history.ts'
import type { AskedTask } from '../trace.ts'

/**
 * The history with one group of tasks renumbered so that they stand as the code asks for them, as far as they can:
 * they were scheduled at one moment, and the file does not tell in which order. The same object when they do already.
 */
export function settleOrder(
  history: ImportedHistory,
  group: readonly number[],
  asked: readonly AskedTask[],
): ImportedHistory {
  const now = new Map(asked.map((task) => [task.id, task]))
  const inGroup = new Set(group)
  const rest = history.events.filter((event) => 'id' in event && inGroup.has(event.id)) as (HistoryEvent & Scheduled)[]
  const isKnown = (id: number) => !history.untold.inputs.includes(id)
  const numbers = new Map<number, number>()
  const taken = new Set<number>()
  for (const fits of [isTheSame, hasTheName])
    for (const id of group) {
      const wanted = now.get(id)
      if (!wanted || taken.has(id)) continue
      const at = rest.findIndex((event) => fits(event, wanted, isKnown(event.id)))
      const [found] = at < 0 ? [] : rest.splice(at, 1)
      if (!found) continue
      numbers.set(found.id, id)
      taken.add(id)
    }
  const free = group.filter((id) => !taken.has(id))
  for (const { id } of rest.toSorted((a, b) => a.id - b.id)) numbers.set(id, free.shift() ?? id)
  return [...numbers].every(([from, to]) => from === to) ? history : renumbered(history, numbers)
}

/** The history with what the file does not tell taken to be what the code asks for. */
export function settleUntold(history: ImportedHistory, asked: readonly AskedTask[]): ImportedHistory {
  const { inputs, children } = history.untold
  if (inputs.length + children.length === 0) return history
  const now = new Map(asked.map((task) => [task.id, task]))
  const [inputsUntold, childrenUntold] = [new Set(inputs), new Set(children)]
  const events = history.events.map((event): HistoryEvent => {
    if (!('id' in event)) return event
    const task = now.get(event.id)
    if (!task || !hasTheName(event, task)) return event
    const input = inputsUntold.has(event.id) && task.input !== undefined ? { input: task.input } : {}
    const child = childrenUntold.has(event.id) && task.instanceId !== undefined ? { instanceId: task.instanceId } : {}
    return { ...event, ...input, ...child } as HistoryEvent
  })
  return { ...history, events, untold: { ...allTold, times: history.untold.times } }
}

function isTheSame(past: Scheduled, asked: AskedTask, isInputKnown: boolean): boolean {
  if (!hasTheName(past, asked)) return false
  if (past.type === 'TimerCreated') return past.fireAt === asked.fireAt
  if (past.type === 'EventSent') return past.instanceId === asked.instanceId
  return isInputKnown && (past.input ?? 'null') === (asked.input ?? 'null')
}

function hasTheName(past: Scheduled, { type, name }: AskedTask): boolean {
  return past.type === type && ('name' in past ? past.name.toLowerCase() : '') === (name ?? '').toLowerCase()
}

function renumbered(history: ImportedHistory, numbers: ReadonlyMap<number, number>): ImportedHistory {
  const to = (id: number) => numbers.get(id) ?? id
  const events = history.events.map((event): HistoryEvent => {
    if ('id' in event) return { ...event, id: to(event.id) }
    if ('taskScheduledId' in event) return { ...event, taskScheduledId: to(event.taskScheduledId) }
    return event.type === 'TimerFired' ? { ...event, timerId: to(event.timerId) } : event
  })
  const { inputs, children, ...rest } = history.untold
  return { ...history, events, untold: { ...rest, inputs: inputs.map(to), children: children.map(to) } }
}
