import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { HistoryEvent } from '#durable/history-event.ts'
import type { Instance } from '#durable/instance.ts'
import { type HubDb, openHub } from '#storage/hub-db.ts'
import { follower } from './follow.ts'

let hub: HubDb

beforeEach(() => {
  hub = openHub('followed')
})

afterEach(async () => {
  hub.close()
  await Dexie.delete(hub.name)
})

const at = 0 as EpochMs
const started: HistoryEvent = { type: 'OrchestratorStarted', at }
const completed: HistoryEvent = { type: 'OrchestratorCompleted', at }

/** As a commit of the host leaves it: the instance, and what was appended to its history. */
async function commit(instanceId: string, executionId: string, from: number, events: HistoryEvent[]) {
  const historyLength = from + events.length
  await hub.instances.put({ instanceId, executionId, historyLength, createdAt: from as EpochMs } as Instance)
  await hub.history.put({ instanceId, executionId, from, events, build: 'b' })
}

test('history that has grown is read on from where it was', async () => {
  const read = follower(hub, 'i')
  await commit('i', 'e', 0, [started])
  const first = await read()
  await commit('i', 'e', 1, [completed, started])
  const then = await read()
  expect(first.history).toEqual([started])
  expect(then.history).toEqual([started, completed, started])
  expect(then.instance?.historyLength).toBe(3)
  expect((await read()).history).toBe(then.history)
})

test('an instance that continued as new is followed into its new execution', async () => {
  const read = follower(hub, 'i')
  await commit('i', 'e1', 0, [started, completed])
  await read()
  await commit('i', 'e2', 0, [started])
  expect(await read()).toMatchObject({ executionId: 'e2', history: [started] })
})

test('while none is chosen, the newest instance is followed', async () => {
  const read = follower(hub)
  await commit('older', 'e', 0, [started])
  expect((await read()).instance?.instanceId).toBe('older')
  await commit('newer', 'e', 1, [started])
  expect((await read()).instance?.instanceId).toBe('newer')
})
