import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, onTestFinished, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { Episode } from '#durable/trace.ts'
import { openHub } from './hub-db.ts'
import { executionsOf } from './queries.ts'

test('the executions of an instance come in the order in which they began', async () => {
  const hub = openHub('generations')
  onTestFinished(async () => {
    hub.close()
    await Dexie.delete(hub.name)
  })
  const episode = (instanceId: string, executionId: string, index: number, startedAt: number) =>
    ({ instanceId, executionId, index, startedAt: startedAt as EpochMs }) as Episode
  await hub.episodes.bulkPut([
    episode('i', 'b', 0, 1),
    episode('i', 'b', 1, 2),
    episode('i', 'a', 0, 3),
    episode('i', 'a', 1, 4),
    episode('i', 'c', 0, 5),
    episode('j', 'd', 0, 0),
  ])
  expect(await executionsOf(hub, 'i')).toEqual(['b', 'a', 'c'])
  expect(await executionsOf(hub, 'nobody')).toEqual([])
})
