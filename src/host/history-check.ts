import { type HistoryCheck, isSameButForTimes, type Parting, type UnnoticedDifference } from '#durable/history-check.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { ImportedHistory } from '#durable/history-import/imported-history.ts'
import { settleOrder, settleUntold } from '#durable/history-import/settle-untold.ts'
import type { AskedTask } from '#durable/trace.ts'
import type { OrchestrateAnswer } from '#wire/language-calls.ts'
import { ActionWalk, type WalkFacts } from './action-walk.ts'
import { askedAgainst } from './asked-work.ts'
import { NonDeterminismError } from './determinism.ts'
import { ToldRequests } from './told-requests.ts'

/** Runs the code of an orchestrator against a history, from its first line. */
export type Replay = (events: readonly HistoryEvent[]) => Promise<OrchestrateAnswer>

/** A replay, and what the code asks for in it whether it fits or not. */
interface Replayed {
  readonly answer: OrchestrateAnswer
  readonly asked: readonly AskedTask[]
}

/**
 * Holds the code of an orchestrator against a history. What the file of the history does not tell is taken as the code has
 * it, where that makes sense: it may only part from what is told. Rejects when the code cannot be replayed at all.
 */
export async function checkHistory(replay: Replay, facts: WalkFacts, imported: ImportedHistory): Promise<HistoryCheck> {
  let history = imported
  let replayed = await replayAll(replay, facts, history.events)
  for (const group of imported.untold.order) {
    const settled = settleOrder(history, group, replayed.asked)
    if (settled === history) continue
    history = settled
    replayed = await replayAll(replay, facts, history.events)
  }
  const { events } = settleUntold(history, replayed.asked)
  const check = judge(facts, events, replayed, !imported.untold.times)
  const near = check.parting?.id
  const isCut =
    near !== undefined && !check.asked.some(({ id }) => id === near) && replayed.answer.sequenceNumber > near
  return isCut ? { ...check, asked: askedAgainst(facts, events, replayed.answer, near) } : check
}

/** Replays a history as the next episode of its instance would, in which nothing new has come: all of it is past. */
async function replayAll(replay: Replay, facts: WalkFacts, events: readonly HistoryEvent[]): Promise<Replayed> {
  const last = events.at(-1)
  const answer = await replay(last ? [...events, { type: 'OrchestratorStarted', at: last.at }] : events)
  return { answer, asked: askedAgainst(facts, events, answer) }
}

/** Where the code of a replay parts from the history it was replayed against, and where it differs unnoticed. */
function judge(
  facts: WalkFacts,
  events: readonly HistoryEvent[],
  { answer, asked }: Replayed,
  hasTimes = true,
): HistoryCheck {
  const walk = new ActionWalk(facts)
  const requests = new ToldRequests()
  walk.push(answer.actions, answer.outcome.type !== 'waiting')
  const lines = new Map(asked.map(({ id, at }) => [id, at]))
  let parting: Parting | undefined
  for (const [position, event] of events.entries()) {
    try {
      if ('id' in event) requests.meet(event, walk.work.asked(event.id))
      walk.deliver(requests.translated(event))
    } catch (error) {
      if (!(error instanceof NonDeterminismError)) throw error
      const { id } = error.expected
      const isOther = asked.some((task) => task.id === id && !task.isLate)
      const refusal = walk.refusals[0]?.message
      parting = withError(answer, {
        position,
        id,
        why: isOther ? 'other task' : 'not asked',
        message: refusal === undefined || isOther ? error.message : refusal,
        ...at(lines.get(id) ?? answer.trace.awaits?.at),
      })
    }
    if (!parting && event.type === 'ExecutionCompleted') parting = atTheEnd(walk, event, position, answer)
    if (parting) break
  }
  const unnoticed = [...walk.work.differences, ...otherOutput(events, answer, parting)]
  return {
    events,
    asked,
    ...(parting && { parting }),
    unnoticed: hasTimes ? unnoticed : unnoticed.filter(isNotOfTime),
    isExact: hasTimes,
  }
}

function isNotOfTime({ what, before, now }: UnnoticedDifference): boolean {
  return what !== 'time' && !isSameButForTimes(before, now)
}

const at = (line: Parting['at']) => (line ? { at: line } : {})

function withError({ outcome, trace }: OrchestrateAnswer, parting: Parting): Parting {
  if (outcome.type !== 'failed') return parting
  return { ...parting, error: outcome.error, ...at(trace.failedAt ?? parting.at) }
}

/** The code's own end counts; one that the host wrote, because somebody asked for it or something broke, says nothing of the code. */
function atTheEnd(
  walk: ActionWalk,
  { status, result }: Extract<HistoryEvent, { type: 'ExecutionCompleted' }>,
  position: number,
  { outcome, trace }: OrchestrateAnswer,
): Parting | undefined {
  if (status !== 'Completed' && status !== 'ContinuedAsNew') return undefined
  const ended = `History says that it ended here as ${status}${result === null ? '' : ' with an output'}`
  if (outcome.type === 'failed')
    return { position, why: 'fails', message: `${ended}; the code fails: ${outcome.error}`, ...at(trace.failedAt) }
  const [next] = walk.work.take()
  if (outcome.type === 'waiting' || next)
    return {
      position,
      why: 'goes on',
      message: `${ended}; the code goes on.`,
      ...(next && { id: next.id }),
      ...at(trace.awaits?.at),
    }
  const continues = walk.nextInput !== undefined
  if (continues === (status === 'ContinuedAsNew')) return undefined
  return {
    position,
    why: 'ends otherwise',
    message: `${ended}; the code ${continues ? 'continues as new' : 'completes'}.`,
  }
}

function otherOutput(
  events: readonly HistoryEvent[],
  { outcome }: OrchestrateAnswer,
  parting: Parting | undefined,
): UnnoticedDifference[] {
  const end = events.find((event) => event.type === 'ExecutionCompleted')
  if (parting || end?.status !== 'Completed' || outcome.type !== 'done') return []
  const [before, now] = [end.result, outcome.output]
  return canonical(before) === canonical(now) ? [] : [{ id: -1, what: 'output', before, now }]
}

/** The same value, however it was written. */
function canonical(text: string | null): string {
  try {
    return JSON.stringify(JSON.parse(text ?? 'null'))
  } catch {
    return text ?? ''
  }
}
