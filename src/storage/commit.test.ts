import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { Instance } from '#durable/instance.ts'
import { commit, purge, StaleEpisodeError, StorageFullError } from './commit.ts'
import { type HubDb, openHub } from './hub-db.ts'
import { historyOf } from './queries.ts'

let db: HubDb
beforeEach(() => {
  db = openHub('commit')
})
afterEach(() => db.delete())

const at = 0 as EpochMs
const instance: Instance = {
  instanceId: 'i1',
  executionId: 'e1',
  name: 'Hello',
  status: 'Running',
  input: null,
  customStatus: null,
  output: null,
  createdAt: at,
  updatedAt: at,
  historyLength: 0,
  episodes: 0,
}
const row = (from: number, instanceId = 'i1') => ({
  instanceId,
  executionId: 'e1',
  from,
  events: [{ type: 'OrchestratorStarted', at } as const, { type: 'OrchestratorCompleted', at } as const],
  build: 'b',
})

test('what several commits wrote reads back in order', async () => {
  await commit(db, [{ instances: [instance], history: [row(0)] }, { history: [row(2)] }])
  expect((await historyOf(db, 'i1', 'e1')).map((event) => event.type)).toEqual([
    'OrchestratorStarted',
    'OrchestratorCompleted',
    'OrchestratorStarted',
    'OrchestratorCompleted',
  ])
})

test('of two commits computed from one history the second is refused and writes nothing', async () => {
  await commit(db, [{ instances: [instance], history: [row(0)] }])
  const late = { instances: [{ ...instance, status: 'Failed' as const }], history: [row(0)] }
  await expect(commit(db, [late])).rejects.toThrow(StaleEpisodeError)
  expect((await db.instances.get('i1'))?.status).toBe('Running')
  expect(await historyOf(db, 'i1', 'e1')).toHaveLength(2)
})

test('where the disk is full nothing of several commits is written, and that is said', async () => {
  // A browser tells of it when it writes, which is at the end.
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementationOnce(function (this: IDBTransaction) {
    ;(this as unknown as { _abort(reason: string): void })._abort('QuotaExceededError')
  })
  const full = commit(db, [{ instances: [instance], history: [row(0)] }, { history: [row(2)] }])
  await expect(full).rejects.toThrow(StorageFullError)
  expect([await db.instances.count(), await db.history.count()]).toEqual([0, 0])
  await commit(db, [{ instances: [instance], history: [row(0)] }])
  expect(await historyOf(db, 'i1', 'e1')).toHaveLength(2)
})

test('purging an instance leaves nothing of it and all of the others', async () => {
  const other = { ...instance, instanceId: 'i10' }
  const timers = [{ instanceId: 'i1', executionId: 'e1', timerId: 3, fireAt: at }]
  await commit(db, [{ instances: [instance, other], history: [row(0), row(0, 'i10')], timers }])
  await purge(db, ['i1'])
  expect(await db.instances.toCollection().primaryKeys()).toEqual(['i10'])
  expect(await db.history.count()).toBe(1)
  expect(await db.timers.count()).toBe(0)
})
