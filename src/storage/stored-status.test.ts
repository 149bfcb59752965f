import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import type { EpochMs } from '#base/units.ts'
import type { Instance } from '#durable/instance.ts'
import { isOldTrial, openHub, projectsWithHub, trialId } from './hub-db.ts'
import { answerWithoutHost } from './stored-status.ts'

const ask = (method: string, path: string) => ({ method, url: `http://localhost${path}`, headers: [], body: null })
const status = '/runtime/webhooks/durabletask/instances/'

test('M13 without a host a status is told, under any base and with an id of any characters; nothing else is', async () => {
  const db = openHub('p')
  const at = 0 as EpochMs
  const instance = { instanceId: 'ä b', name: 'Hello', status: 'Completed', createdAt: at, updatedAt: at }
  await db.instances.add(instance as Instance)
  const statusOf = async (method: string, path: string) => (await answerWithoutHost(db, ask(method, path))).status
  expect(await statusOf('GET', `${status}%C3%A4%20b?code=x`)).toBe(200)
  expect(await statusOf('GET', `/durable-playground${status}%C3%A4%20b/`)).toBe(200)
  expect(await statusOf('GET', `${status}nobody`)).toBe(404)
  expect(await statusOf('GET', `${status}%`)).toBe(404)
  expect(await statusOf('DELETE', `${status}%C3%A4%20b`)).toBe(503)
  expect(await statusOf('GET', '/api/Hello')).toBe(503)
})

test('of the hubs of this browser the one that is asked for comes first', async () => {
  await Promise.all(['a', 'b', 'c'].map(async (id) => openHub(id).open()))
  expect((await projectsWithHub('b')).slice(0, 1)).toEqual(['b'])
  expect(await projectsWithHub()).toEqual(expect.arrayContaining(['a', 'b', 'c']))
})

test('the hub of a repetition is no project’s', async () => {
  const id = trialId(1_000)
  await openHub(id).open()
  expect(await projectsWithHub(id)).not.toContain(id)
  expect([isOldTrial(`hub:${id}`, 2_000), isOldTrial(`hub:${id}`, 1_000_000_000)]).toEqual([false, true])
})
