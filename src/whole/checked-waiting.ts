import 'fake-indexeddb/auto'
import { expect } from 'vitest'
import { messageOf } from '#durable/entity-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { leavesOf, waitingOf } from '#explain/waiting.ts'
import { episodesOf, executionsOf, historyOf } from '#storage/queries.ts'
import type { WholeApp } from './whole-app.ts'

/** Holds the waiting tree of all instances against history, at each step they took. Answers with how much it listed. */
export async function checkWaiting({ db }: WholeApp): Promise<number> {
  let listed = 0
  for (const { instanceId } of await db.instances.toArray())
    for (const executionId of await executionsOf(db, instanceId))
      listed += checkRun(await historyOf(db, instanceId, executionId), await episodesOf(db, instanceId, executionId))
  return listed
}

/** What history has scheduled and not completed, found in its plainest way: by looking for each completion. */
function outstanding(history: readonly HistoryEvent[]): number[] {
  return history.flatMap((event) => {
    if (!('id' in event)) return []
    const isEnded = history.some(
      (other) =>
        ('taskScheduledId' in other && other.taskScheduledId === event.id) ||
        (other.type === 'TimerFired' && other.timerId === event.id) ||
        (event.type === 'EventSent' && other.type === 'EventRaised' && event.input?.includes(other.name)),
    )
    const sent = event.type === 'EventSent' ? messageOf(event.name, event.input) : undefined
    const isOneWay = sent?.kind === 'release' || (sent?.kind === 'operation' && sent.message.signal)
    return isEnded || isOneWay ? [] : event.id
  })
}

/** What completes next, as the tree should have listed it. */
function completedIn(history: readonly HistoryEvent[], { from, to }: Episode): (number | string)[] {
  return history.slice(from, to).flatMap((event): (number | string)[] => {
    if ('taskScheduledId' in event) return [event.taskScheduledId]
    if (event.type === 'TimerFired') return [event.timerId]
    if (event.type !== 'EventRaised') return []
    const request = history.find((sent) => sent.type === 'EventSent' && sent.input?.includes(event.name))
    return [request && 'id' in request ? request.id : event.name]
  })
}

const byId = (a: number | string, b: number | string) => Number(a) - Number(b)

function checkRun(history: readonly HistoryEvent[], episodes: readonly Episode[]): number {
  const givenUp = new Set(episodes.flatMap(({ trace }) => trace.cancelledTimers ?? []))
  for (const event of history) if (event.type === 'TimerFired') expect(givenUp).not.toContain(event.timerId)
  let listedInAll = 0
  for (const [i, { to, trace }] of episodes.entries()) {
    const past = history.slice(0, to)
    if (past.some(({ type }) => type === 'ExecutionCompleted')) break
    const waiting = waitingOf({ status: 'Running', history: past, episodes: episodes.slice(0, i + 1) })
    expect(waiting?.why).toBe(trace.awaits ? 'awaits' : 'code has ended')
    const root = waiting?.root ? [waiting.root] : []
    const listed = [...leavesOf(root), ...leavesOf(waiting?.aside ?? [])]
    const numbers = listed.filter((leaf) => typeof leaf === 'number').toSorted(byId)
    const cancelled = new Set(episodes.slice(0, i + 1).flatMap((each) => each.trace.cancelledTimers ?? []))
    expect(numbers).toEqual(outstanding(past).filter((id) => !cancelled.has(id)))
    const next = episodes[i + 1]
    if (next) for (const ended of completedIn(history, next)) expect(listed).toContain(ended)
    if (root[0]) expect(root[0].at?.line).toBeGreaterThan(0)
    listedInAll += listed.length
  }
  return listedInAll
}
