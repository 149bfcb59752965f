import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { messageOf } from '#durable/entity-message.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Episode } from '#durable/trace.ts'
import { leavesOf, waitingOf } from '#explain/waiting.ts'
import { samples } from '#samples/samples.ts'
import { episodesOf, executionsOf, historyOf } from '#storage/queries.ts'
import { type WholeApp, wholeApp } from './whole-app.ts'

interface Story {
  readonly sample: string
  /** Each starts an instance, which is waited for. */
  readonly starts: readonly (readonly [request: string, body?: unknown])[]
  /** External events that the instance is sent. */
  readonly raises?: readonly (readonly [name: string, data: unknown])[]
}

/** Every sample that has an orchestrator. */
const stories: readonly Story[] = [
  { sample: 'hello-cities-typescript', starts: [['POST /api/StartChaining'], ['POST /api/StartFanOutFanIn']] },
  { sample: 'hello-cities-javascript', starts: [['POST /api/StartChaining'], ['POST /api/StartFanOutFanIn']] },
  { sample: 'retry', starts: [['POST /api/orders/o1/pay']] },
  { sample: 'sub-orchestration', starts: [['POST /api/devices', ['a', 'b']]] },
  { sample: 'monitor', starts: [['POST /api/jobs/j1/monitor']] },
  { sample: 'human-interaction', starts: [['POST /api/orders/late/approve']] },
  { sample: 'human-interaction', starts: [['POST /api/orders/fine/approve']], raises: [['Approval', true]] },
  { sample: 'async-http-api', starts: [['POST /api/films']] },
  {
    sample: 'critical-section',
    starts: [['POST /api/transfers'], ['POST /api/transfers', { from: 'ada', to: 'bob', amount: 500 }]],
  },
  { sample: 'saga', starts: [['POST /api/trips'], ['POST /api/trips', { city: 'Oslo', refuses: 'Car' }]] },
  { sample: 'eternal', starts: [['POST /api/cleanup']] },
  { sample: 'singleton', starts: [['POST /api/reports/sales']], raises: [['Publish', null]] },
  { sample: 'versioned', starts: [['POST /api/welcome/Ada/2.0']] },
  { sample: 'limited-parallelism', starts: [['POST /api/images']] },
]

async function play({ sample, starts, raises = [] }: Story): Promise<WholeApp> {
  const files = (await samples.find(({ id }) => id === sample)?.load()) ?? []
  const app = await wholeApp(Object.fromEntries(files.map(({ path, text }) => [path, text])))
  if (raises.length === 0) await app.host.clock({ mode: 'virtual' })
  for (const [request, body] of starts) {
    const id = await app.start(request, body)
    for (const [name, data] of raises)
      await app.send(`POST /runtime/webhooks/durabletask/instances/${id}/raiseEvent/${name}`, data)
    await app.until(id, 'Completed')
  }
  return app
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

test.each(stories)(
  '$sample: at each step the tree lists what history has not completed, and nothing else',
  async (story) => {
    const { db } = await play(story)
    let listed = 0
    for (const { instanceId } of await db.instances.toArray())
      for (const executionId of await executionsOf(db, instanceId))
        listed += checkRun(await historyOf(db, instanceId, executionId), await episodesOf(db, instanceId, executionId))
    expect(listed).toBeGreaterThan(0)
  },
)
