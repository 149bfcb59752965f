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

test('a child is not followed in the place of who started it, unless it is all that is left', async () => {
  const read = follower(hub)
  const put = (instanceId: string, createdAt: number, parent?: string) =>
    hub.instances.put({
      instanceId,
      executionId: 'e',
      createdAt,
      ...(parent && { parent: { instanceId: parent } }),
    } as Instance)
  await put('root', 0)
  expect((await read()).instance?.instanceId).toBe('root')
  await put('child', 1, 'root')
  await put('grandchild', 2, 'child')
  expect((await read()).instance?.instanceId).toBe('root')
  await put('other', 3)
  await put('late child', 4, 'root')
  expect((await read()).instance?.instanceId).toBe('other')
  await put('its child', 5, 'other')
  expect((await read()).instance?.instanceId).toBe('other')
  await hub.instances.bulkDelete(['root', 'other'])
  expect((await read()).instance?.instanceId).toBe('its child')
})
